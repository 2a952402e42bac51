import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { summarize } from "../../src/metrics/summarize.ts";

interface SummaryCase {
  readonly name: string;
  readonly values: readonly number[];
  readonly mean: number;
  readonly standardDeviation: number;
  readonly halfWidth: number;
}

/** See fixtures/summaries.py. */
const cases: readonly SummaryCase[] = JSON.parse(
  readFileSync(new URL("fixtures/summaries.json", import.meta.url), "utf8"),
);

const nearly = (value: number, wanted: number, tolerance: number) =>
  expect(Math.abs(value - wanted)).toBeLessThanOrEqual(tolerance);

describe("summarize", () => {
  it.each(cases)(
    "gives Python's mean and deviation, and the interval of mpmath's t, to 1e-15, 1e-12 and 1e-10: $name",
    ({ values, mean, standardDeviation, halfWidth }) => {
      const found = summarize(values);
      expect(found.count).toBe(values.length);
      nearly(found.mean ?? Number.NaN, mean, 1e-15 * Math.max(...values.map(Math.abs)));
      nearly(found.standardDeviation ?? Number.NaN, standardDeviation, 1e-12 * standardDeviation);
      const [low, high] = found.interval ?? [];
      nearly(
        (high ?? Number.NaN) - (low ?? Number.NaN),
        2 * halfWidth,
        1e-10 * halfWidth + 1e-15 * Math.abs(mean),
      );
      nearly(((low ?? Number.NaN) + (high ?? Number.NaN)) / 2, mean, 1e-15 * Math.abs(mean));
    },
  );

  // Student (1908), section 9, the hours of sleep that one drug gave ten patients more than another: his mean is 1.58
  // and his deviation, its squares divided by n, 1.17: 1.23 divided by n - 1. The interval is R's, t.test of `sleep`.
  it("finds Student's mean of 1.58 hours, within 0.7001142 and 2.4598858 as R has it, to 1e-7", () => {
    const { mean, standardDeviation, interval } = summarize([1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]);
    expect(mean).toBeCloseTo(1.58, 12);
    expect(standardDeviation).toBeCloseTo(1.23, 2);
    expect(interval?.[0]).toBeCloseTo(0.7001142, 7);
    expect(interval?.[1]).toBeCloseTo(2.4598858, 7);
  });

  it("leaves out what is null", () => {
    expect(summarize([null, 0.9312, 0.9287, null, 0.9341])).toEqual(summarize([0.9312, 0.9287, 0.9341]));
  });

  it("has no interval of equal values but the mean itself", () => {
    expect(summarize([0.5, 0.5, 0.5])).toEqual({
      mean: 0.5,
      standardDeviation: 0,
      interval: [0.5, 0.5],
      count: 3,
    });
  });

  it("has a mean of one value and no spread, and nothing of none", () => {
    expect(summarize([0.75])).toEqual({ mean: 0.75, standardDeviation: null, interval: null, count: 1 });
    expect(summarize([null, null])).toEqual({
      mean: null,
      standardDeviation: null,
      interval: null,
      count: 0,
    });
  });
});
