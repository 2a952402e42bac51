import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Histogram, histogram } from "../../src/metrics/histogram.ts";

/** Values and what numpy.histogram counts of them: see fixtures/histograms.py. */
const stored: readonly (Histogram & { name: string; values: number[]; bins: number })[] = JSON.parse(
  readFileSync(new URL("fixtures/histograms.json", import.meta.url), "utf8"),
);

describe("histogram", () => {
  it.each(stored)("agrees with numpy.histogram: $name", ({ values, bins, low, high, counts }) => {
    expect(histogram(Float64Array.from(values), bins)).toEqual({ low, high, counts });
  });

  it("has each bin's lower end in it and the last one's upper end, by hand, in float32", () => {
    const values = Float32Array.of(0, 1, 2, 3, 4, 4, 1.5);
    expect(histogram(values, 4)).toEqual({ low: 0, high: 4, counts: [1, 2, 1, 3] });
  });

  it("has all in the first bin where all are alike, and none where there is none", () => {
    expect(histogram(Float64Array.of(0.5, 0.5, 0.5), 3)).toEqual({ low: 0.5, high: 0.5, counts: [3, 0, 0] });
    expect(histogram(new Float64Array(4), 2)).toEqual({ low: 0, high: 0, counts: [4, 0] });
    expect(histogram(new Float64Array(0), 2)).toEqual({ low: 0, high: 0, counts: [0, 0] });
  });

  it("leaves out what is not finite", () => {
    const values = Float64Array.of(Number.NaN, 1, Infinity, 2, -Infinity);
    expect(histogram(values, 2)).toEqual({ low: 1, high: 2, counts: [1, 1] });
    expect(histogram(Float64Array.of(Number.NaN, Infinity), 1)).toEqual({ low: 0, high: 0, counts: [0] });
  });

  it("counts every value between the ends of float64, and between its smallest numbers", () => {
    const end = Number.MAX_VALUE;
    expect(histogram(Float64Array.of(-end, end, 1), 2)).toEqual({ low: -end, high: end, counts: [1, 2] });
    const { counts } = histogram(Float64Array.of(0, Number.MIN_VALUE), 2);
    expect(counts[0] + counts[1]).toBe(2);
  });
});
