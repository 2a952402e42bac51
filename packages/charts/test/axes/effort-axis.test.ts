import { describe, expect, it } from "vitest";
import { effortAxis } from "../../src/axes/effort-axis.ts";

const panel = { left: 100, top: 0, width: 270, height: 200 };

describe("effortAxis", () => {
  it("has a logarithmic axis for one epoch of stochastic (60,000 steps) beside batch descent (1 step)", () => {
    const { scale, name, ticks } = effortAxis("step", [[60_000], [1]], panel);
    expect(name).toBe("Steps (logarithmic)");
    expect(scale(1)).toBe(100);
    // Equal factors are equal distances.
    expect(scale(100) - scale(10)).toBeCloseTo(scale(10_000) - scale(1000), 9);
    expect(ticks.length).toBeLessThanOrEqual(6);
  });
  it("sets a 0 off at the left edge, before a leap to the logarithmic part", () => {
    const {
      scale,
      ticks,
      leapAt = 0,
    } = effortAxis(
      "step",
      [
        [0, 60_000],
        [0, 1],
      ],
      panel,
    );
    expect([scale(0), ticks[0]]).toEqual([100, 0]);
    expect(leapAt).toBeGreaterThan(100);
    expect(scale(1)).toBeGreaterThan(leapAt);
  });
  it("is linear from 0 where the runs end within a factor of 10, however far apart their points are", () => {
    const { scale, leapAt, name } = effortAxis(
      "seconds",
      [
        [0.01, 50],
        [0, 500],
      ],
      panel,
    );
    expect(name).toBe("Training time (s)");
    expect(leapAt).toBeUndefined();
    expect([scale(0), scale(250), scale(500)]).toEqual([100, 235, 370]);
  });
  it("is logarithmic beyond that factor", () => {
    expect(effortAxis("seconds", [[49], [0, 500]], panel).name).toBe("Time (s, logarithmic)");
  });
  it("never has a logarithmic axis for epochs, and takes parts of them", () => {
    const { scale, ticks, name } = effortAxis("epoch", [[0.25, 0.5, 2.75], [300]], panel);
    expect(name).toBe("Epoch");
    expect([scale(0), scale(300)]).toEqual([100, 370]);
    expect(ticks.every(Number.isInteger)).toBe(true);
  });
  it("has room for runs of nothing but the start", () => {
    const { scale } = effortAxis("step", [[0], [0]], panel);
    expect(scale(0)).toBe(100);
  });
  it("takes 200,000 points", () => {
    const many = Array.from({ length: 200_000 }, (_, i) => i);
    expect(effortAxis("step", [many, [1]], panel).scale(0)).toBe(100);
  });
});
