import { describe, expect, it } from "vitest";
import { resultAxis } from "../../src/comparison/result-axis.ts";

const pixels = [200, 0] as const;

describe("resultAxis", () => {
  it("is linear for losses within a decade, from 0", () => {
    const { scale, name, ceiling } = resultAxis("loss", [[2, 0.2], [1]], pixels);
    expect(name).toBe("Loss (mean per sample)");
    expect(scale(0)).toBe(200);
    expect(scale(0.5) - scale(1)).toBeCloseTo(scale(1) - scale(1.5), 9);
    expect(ceiling).toBeUndefined();
  });
  it("is logarithmic beyond a decade, and keeps lines off the edges", () => {
    const { scale, name } = resultAxis("loss", [[2, 0.199]], pixels);
    expect(name).toBe("Loss (mean per sample, logarithmic)");
    expect(scale(0.2) - scale(0.5)).toBeCloseTo(scale(0.8) - scale(2), 9);
    for (const loss of [2, 0.199]) {
      expect(scale(loss)).toBeGreaterThan(2);
      expect(scale(loss)).toBeLessThan(198);
    }
  });
  it("stays linear where a loss is 0, for a logarithm has no place for it", () => {
    expect(resultAxis("loss", [[2, 0]], pixels).name).toBe("Loss (mean per sample)");
  });
  it("lets a run leave at the top whose loss is over 100 times the highest of the calmest", () => {
    const { scale, ceiling = 0 } = resultAxis(
      "loss",
      [
        [2, 0.5],
        [2, 50, 1e12],
      ],
      pixels,
    );
    expect(ceiling).toBeGreaterThanOrEqual(200);
    expect(ceiling).toBeLessThanOrEqual(500);
    expect(scale(1e12)).toBe(0);
    expect(scale(0.5) - scale(2)).toBeGreaterThan(20);
  });
  it("shows all of a single run that diverges", () => {
    const { scale, ceiling } = resultAxis("loss", [[2, 50, 1e12]], pixels);
    expect(ceiling).toBeUndefined();
    expect(scale(1e12)).toBeGreaterThan(0);
  });
  it("has an axis for runs without a loss", () => {
    const { scale, ceiling } = resultAxis("loss", [[], []], pixels);
    expect([scale(0), scale(1), ceiling]).toEqual([200, 0, undefined]);
  });
  it("writes accuracies in percent, never beyond 100", () => {
    const { ticks, format, name } = resultAxis("accuracy", [[0.1, 0.99]], pixels);
    expect(name).toBe("Accuracy (%)");
    expect(ticks.map(format)).toEqual(["0", "20", "40", "60", "80", "100"]);
  });
});
