import { expect, it } from "vitest";
import { norm } from "../../src/network/matrix.ts";

it("takes the root of the sum of squares, in float64 also of float32 values", () => {
  expect(norm(Float64Array.of(3, -4))).toBe(5);
  expect(norm(Float32Array.of(2, 3, 6))).toBe(7);
  expect(norm(Float32Array.of(1e30, 0))).toBeCloseTo(1e30, -24); // its square is beyond float32
  expect(norm(new Float64Array(0))).toBe(0);
});
