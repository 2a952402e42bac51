import { describe, expect, it } from "vitest";
import { type Curve, thinCurve } from "../../src/draw/thin-curve.ts";

/** Distance of a point from a polyline, the plain way. */
function distance(px: number, py: number, { x, y }: Curve): number {
  let nearest = Infinity;
  for (let i = 1; i < x.length; i++) {
    const [dx, dy] = [x[i] - x[i - 1], y[i] - y[i - 1]];
    const length = Math.hypot(dx, dy) || 1;
    const along = Math.min(length, Math.max(0, ((px - x[i - 1]) * dx + (py - y[i - 1]) * dy) / length));
    nearest = Math.min(
      nearest,
      Math.hypot(px - x[i - 1] - (along * dx) / length, py - y[i - 1] - (along * dy) / length),
    );
  }
  return nearest;
}

/** A staircase of `steps` steps from (0, 0) to (360, 360) that bends like a ROC curve. */
function staircase(steps: number): Curve {
  const x = new Float64Array(steps + 1);
  const y = new Float64Array(steps + 1);
  for (let i = 1; i <= steps; i++) {
    const up = (i * 7919) % steps > (steps * i) / steps;
    x[i] = x[i - 1] + (up ? 0 : 1);
    y[i] = y[i - 1] + (up ? 1 : 0);
  }
  return { x: x.map((value) => (value / x[steps]) * 360), y: y.map((value) => (value / y[steps]) * 360) };
}

describe("thinCurve", () => {
  it("leaves out no point of 60,001 that is farther than a quarter of a pixel from what remains", () => {
    const curve = staircase(60_000);
    const thin = thinCurve(curve);
    expect(thin.x.length).toBeLessThan(600);
    let farthest = 0;
    for (let i = 0; i < curve.x.length; i += 7) {
      farthest = Math.max(farthest, distance(curve.x[i], curve.y[i], thin));
    }
    expect(farthest).toBeGreaterThan(0);
    expect(farthest).toBeLessThanOrEqual(0.25);
  });
  it("holds the bound for a line that turns back on itself", () => {
    const turns = Array.from({ length: 500 }, (_, i) => i);
    const curve = {
      x: Float64Array.from(turns, (i) => 30 * Math.cos(i / 9) + (i % 3)),
      y: Float64Array.from(turns, (i) => 20 * Math.sin(i / 7)),
    };
    const thin = thinCurve(curve, 2);
    expect(thin.x.length).toBeLessThan(400);
    for (const i of turns) expect(distance(curve.x[i], curve.y[i], thin)).toBeLessThanOrEqual(2);
  });
  it("keeps both ends exactly, and a straight line as nothing else", () => {
    const steps = Float64Array.from({ length: 1000 }, (_, i) => i / 3);
    const thin = thinCurve({ x: steps, y: steps });
    expect([...thin.x]).toEqual([0, 333]);
    expect([...thin.y]).toEqual([0, 333]);
  });
  it("keeps both ends of a closed line and of points that coincide", () => {
    const square = { x: Float64Array.of(0, 9, 9, 0, 0), y: Float64Array.of(0, 0, 9, 9, 0) };
    expect(thinCurve(square)).toEqual(square);
    const same = thinCurve({ x: new Float64Array(5), y: new Float64Array(5) });
    expect([...same.x]).toEqual([0, 0]);
  });
  it("takes an empty curve and a single point as they are", () => {
    for (const length of [0, 1]) {
      expect(thinCurve({ x: new Float64Array(length), y: new Float64Array(length) }).x).toHaveLength(length);
    }
  });
});
