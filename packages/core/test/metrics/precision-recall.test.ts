import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sortedScores } from "../../src/metrics/parted-scores.ts";
import { averagePrecision, precisionRecallCurve } from "../../src/metrics/precision-recall.ts";
import { scikitCases } from "./scikit-cases.ts";

/** Of each case of scores.json and each class: see fixtures/precision-recall.py. */
const scikit: Readonly<Record<string, readonly (ScikitCurve | null)[]>> = JSON.parse(
  readFileSync(new URL("fixtures/precision-recall.json", import.meta.url), "utf8"),
);

interface ScikitCurve {
  /** without the first, which is above every score */
  readonly thresholds: readonly number[];
  readonly precision: readonly number[];
  readonly recall: readonly number[];
  readonly averagePrecision: number;
}

const sorted = (positives: readonly number[], negatives: readonly number[]) => ({
  positives: Float64Array.from(positives).sort(),
  negatives: Float64Array.from(negatives).sort(),
});

/** A curve's points as [threshold, recall, precision]. */
function points({ thresholds, recall, precision }: ReturnType<typeof precisionRecallCurve>): number[][] {
  return Array.from(thresholds, (threshold, point) => [threshold, recall[point], precision[point]]);
}

/** The farthest that two lists of one length are apart. */
function farthest(found: Float64Array, wanted: readonly number[]): number {
  expect(found).toHaveLength(wanted.length);
  return Math.max(...wanted.map((value, point) => Math.abs(found[point] - value)));
}

// Three positives, four negatives, ties within and across:  0.9+ 0.6+ 0.6- 0.4- 0.4- 0.4+ 0.1-
const hand = sorted([0.9, 0.6, 0.4], [0.6, 0.4, 0.4, 0.1]);

describe("precisionRecallCurve", () => {
  it("goes from recall 0 to recall 1 by every distinct threshold, by hand", () => {
    expect(points(precisionRecallCurve(hand))).toEqual([
      [Infinity, 0, 1], // nothing is called positive, and so nothing wrongly
      [0.9, 1 / 3, 1],
      [0.6, 2 / 3, 2 / 3],
      [0.4, 1, 3 / 6],
      [0.1, 1, 3 / 7],
    ]);
  });

  it("has recall 0 without positives, precision 1 without negatives, and one point without both", () => {
    expect(points(precisionRecallCurve(sorted([], [0.2, 0.7])))).toEqual([
      [Infinity, 0, 1],
      [0.7, 0, 0],
      [0.2, 0, 0],
    ]);
    expect(points(precisionRecallCurve(sorted([0.2], [])))).toEqual([
      [Infinity, 0, 1],
      [0.2, 1, 1],
    ]);
    expect(points(precisionRecallCurve(sorted([], [])))).toEqual([[Infinity, 0, 1]]);
  });

  it.each(scikitCases)(
    "agrees with scikit-learn's precision_recall_curve point for point to 1e-15, in float64 and float32: $name",
    ({ name, scores, labels, classes }) => {
      for (const given of [scores, Float32Array.from(scores)]) {
        for (const [k, wanted] of scikit[name].entries()) {
          if (wanted === null) continue;
          const found = precisionRecallCurve(sortedScores(given, labels, classes.length, k));
          expect(Array.from(found.thresholds)).toEqual([Infinity, ...wanted.thresholds]);
          expect(farthest(found.precision, wanted.precision), `precision of class ${k}`).toBeLessThan(1e-15);
          expect(farthest(found.recall, wanted.recall), `recall of class ${k}`).toBeLessThan(1e-15);
        }
      }
    },
  );
});

describe("averagePrecision", () => {
  it("is the area under the steps, by hand", () => {
    // A third of recall at each of the precisions 1, 2/3 and 1/2; the last point adds no recall.
    expect(averagePrecision(hand)).toBeCloseTo((1 + 2 / 3 + 1 / 2) / 3, 15);
  });

  it("is 1 where every positive is above every negative, and the positives' share where all are alike", () => {
    expect(averagePrecision(sorted([0.8, 0.9], [0.1, 0.2, 0.3]))).toBe(1);
    expect(averagePrecision(sorted([0.5], [0.5, 0.5, 0.5]))).toBe(0.25);
    expect(averagePrecision(sorted([0.5], []))).toBe(1);
  });

  it("is null without positives", () => {
    expect(averagePrecision(sorted([], [0.5]))).toBeNull();
    expect(averagePrecision(sorted([], []))).toBeNull();
  });

  it.each(scikitCases)(
    "agrees with scikit-learn's average_precision_score to 1e-14, in float64 and float32: $name",
    ({ name, scores, labels, classes }) => {
      for (const given of [scores, Float32Array.from(scores)]) {
        for (const [k, wanted] of scikit[name].entries()) {
          const found = averagePrecision(sortedScores(given, labels, classes.length, k));
          if (wanted === null) expect(found).toBeNull();
          else expect(Math.abs((found ?? Number.NaN) - wanted.averagePrecision)).toBeLessThan(1e-14);
        }
      }
    },
  );
});
