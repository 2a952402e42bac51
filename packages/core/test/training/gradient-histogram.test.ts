import { describe, expect, it } from "vitest";
import { gradientHistogram } from "../../src/training/gradient-histogram.ts";

describe("gradientHistogram", () => {
  it("counts exponents of ten of both signs, and zeros apart, by hand", () => {
    // Exponents -4, -3.7, -2.3, 0 in four bins of width 1
    const gradient = Float64Array.of(0, -1e-4, 2e-4, -0, -5e-3, 1);
    const { low, high, counts, zeros } = gradientHistogram(gradient, 4);
    expect([low, high]).toEqual([expect.closeTo(-4, 14), 0]);
    expect(counts).toEqual([2, 1, 0, 1]);
    expect(zeros).toBe(2);
  });

  it("has no exponent of a gradient that is 0 throughout, and leaves float32's as they are", () => {
    expect(gradientHistogram(new Float64Array(6), 3)).toEqual({
      low: 0,
      high: 0,
      counts: [0, 0, 0],
      zeros: 6,
    });
    expect(gradientHistogram(Float32Array.of(2 ** -149, 0), 1)).toEqual({
      low: expect.closeTo(-44.85347, 5),
      high: expect.closeTo(-44.85347, 5),
      counts: [1],
      zeros: 1,
    });
  });
});
