import { describe, expect, it } from "vitest";
import { clipCurve } from "../../src/scores/clip-curve.ts";

const unit = { x: [0, 1], y: [0, 1] } as const;
const clip = (x: number[], y: number[]) =>
  clipCurve({ x: Float64Array.from(x), y: Float64Array.from(y) }, unit).map((part) => [
    Array.from(part.x),
    Array.from(part.y),
  ]);

describe("clipCurve", () => {
  it("leaves a curve within the bounds as it is", () => {
    expect(clip([0, 0.5, 1], [0, 1, 0.5])).toEqual([
      [
        [0, 0.5, 1],
        [0, 1, 0.5],
      ],
    ]);
  });
  it("cuts a curve where it leaves, and begins anew where it comes back", () => {
    expect(clip([0, 0.5, 1], [0.5, 1.5, 0.5])).toEqual([
      [
        [0, 0.25],
        [0.5, 1],
      ],
      [
        [0.75, 1],
        [1, 0.5],
      ],
    ]);
  });
  it("cuts a segment that crosses all the bounds at both ends", () => {
    expect(clip([-1, 2], [0.5, 0.5])).toEqual([
      [
        [0, 1],
        [0.5, 0.5],
      ],
    ]);
  });
  it("has no part of a curve outside", () => {
    expect(clip([2, 3], [0, 1])).toEqual([]);
  });
});
