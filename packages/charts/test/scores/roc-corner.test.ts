import { describe, expect, it } from "vitest";
import type { Curve } from "../../src/draw/thin-curve.ts";
import { chooseCorner, cutToCorner } from "../../src/scores/roc-corner.ts";

const curve = (x: number[], y: number[]): Curve => ({ x: Float64Array.from(x), y: Float64Array.from(y) });

describe("chooseCorner", () => {
  it("takes a tenth when the worst curve comes within 0.04 of the corner", () => {
    expect(chooseCorner([curve([0, 0.04, 1], [0, 0.97, 1]), curve([0, 0.01, 1], [0, 0.99, 1])])).toBe(0.1);
  });
  it("goes no closer than a hundredth and no wider than a half", () => {
    expect(chooseCorner([curve([0, 0, 1], [0, 1, 1])])).toBe(0.01);
    expect(chooseCorner([curve([0, 1], [0, 1])])).toBe(0.5);
    expect(chooseCorner([])).toBe(0.01);
  });
});

describe("cutToCorner", () => {
  it("cuts the segments where they cross the corner's edges", () => {
    // (0, 0.8) to (0.04, 1) crosses 0.9 at 0.02; (0.04, 1) to (1, 1) crosses x = 0.1 at 1.
    const cut = cutToCorner(curve([0, 0, 0.04, 1], [0, 0.8, 1, 1]), 0.1);
    expect([...cut.x].map((x) => Number(x.toFixed(12)))).toEqual([0.02, 0.04, 0.1]);
    expect([...cut.y].map((y) => Number(y.toFixed(12)))).toEqual([0.9, 1, 1]);
  });
  it("keeps a segment that crosses the corner without a point inside", () => {
    // (0, 0.8) to (0.2, 1): at 0.9 where x = 0.1, which is the corner's own tip.
    const cut = cutToCorner(curve([0, 0, 0.16, 1], [0, 0.88, 1, 1]), 0.1);
    expect([...cut.x].map((x) => Number(x.toFixed(6)))).toEqual([0.026667, 0.1]);
    expect([...cut.y].map((y) => Number(y.toFixed(6)))).toEqual([0.9, 0.955]);
  });
  it("is empty for a curve that passes below", () => {
    expect(cutToCorner(curve([0, 1], [0, 1]), 0.1).x).toHaveLength(0);
    expect(cutToCorner(curve([0, 0.5, 1], [0, 0.95, 1]), 0.01).x).toHaveLength(0);
  });
  it("keeps a whole curve that never leaves it", () => {
    const whole = curve([0, 0, 0.5], [0.5, 1, 1]);
    expect(cutToCorner(whole, 0.5)).toEqual(whole);
  });
});
