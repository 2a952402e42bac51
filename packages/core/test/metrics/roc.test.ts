import { describe, expect, it } from "vitest";
import { sortedScores } from "../../src/metrics/parted-scores.ts";
import { auc, rocCurve, rocCurveAtEvenThresholds } from "../../src/metrics/roc.ts";
import { createRandom, streams } from "../../src/random.ts";
import { scikitCases } from "./scikit-cases.ts";

const sorted = (positives: readonly number[], negatives: readonly number[]) => ({
  positives: Float64Array.from(positives).sort(),
  negatives: Float64Array.from(negatives).sort(),
});

/** A curve's points as [threshold, false positive rate, true positive rate]. */
function points(curve: ReturnType<typeof rocCurve>): number[][] {
  return Array.from(curve.thresholds, (threshold, point) => [
    threshold,
    curve.falsePositiveRate[point],
    curve.truePositiveRate[point],
  ]);
}

// Three positives, four negatives, ties within and across:  0.9+ 0.6+ 0.6- 0.4- 0.4- 0.4+ 0.1-
const hand = sorted([0.9, 0.6, 0.4], [0.6, 0.4, 0.4, 0.1]);

describe("auc", () => {
  it("counts the pairs that are in order, ties half, by hand", () => {
    // Of the 3 · 4 pairs, 0.9 beats all four; 0.6 beats three and ties one: 3.5; 0.4 beats one and ties two: 2.
    expect(auc(hand)).toBe((4 + 3.5 + 2) / 12);
  });

  it("is 1 where every positive is above every negative, 0 the other way round, 1/2 where all are alike", () => {
    expect(auc(sorted([0.8, 0.9], [0.1, 0.2, 0.3]))).toBe(1);
    expect(auc(sorted([0.1, 0.2, 0.3], [0.8, 0.9]))).toBe(0);
    expect(auc(sorted([0.5, 0.5, 0.5], [0.5, 0.5]))).toBe(0.5);
  });

  it("counts 0 and -0 as a tie", () => {
    expect(auc(sorted([0], [-0]))).toBe(0.5);
    expect(auc(sorted([-0], [0]))).toBe(0.5);
  });

  it("takes scores in any order, and leaves them", () => {
    const positives = Float32Array.of(0.6, 0.4, 0.9);
    const negatives = Float32Array.of(0.4, 0.1, 0.6, 0.4);
    expect(auc({ positives, negatives })).toBe((4 + 3.5 + 2) / 12);
    expect([positives, negatives]).toEqual([
      Float32Array.of(0.6, 0.4, 0.9),
      Float32Array.of(0.4, 0.1, 0.6, 0.4),
    ]);
  });

  it("is the area under the curve's trapezia to 1e-12, 5,000 scores, many tied", () => {
    const random = createRandom({ seed: 0, stream: streams.order });
    const draw = (length: number, bias: number) =>
      Float32Array.from({ length }, () => (bias + random.integer(1000)) / 1200).sort();
    const scores = { positives: draw(2000, 200), negatives: draw(3000, 0) };
    const { falsePositiveRate: x, truePositiveRate: y } = rocCurve(scores);
    let area = 0;
    for (let point = 1; point < x.length; point++) {
      area += ((x[point] - x[point - 1]) * (y[point] + y[point - 1])) / 2;
    }
    expect(auc(scores)).toBeCloseTo(area, 12);
  });

  it("is null without positives, without negatives and without both", () => {
    expect(auc(sorted([], [0.5]))).toBeNull();
    expect(auc(sorted([0.5], []))).toBeNull();
    expect(auc(sorted([], []))).toBeNull();
  });

  it.each(scikitCases)(
    "agrees with scikit-learn's roc_auc_score to 1e-14, in float64 and float32: $name",
    (example) => {
      const { scores, labels, classes, expected } = example;
      for (const given of [scores, Float32Array.from(scores)]) {
        for (const [k, value] of expected.auc.entries()) {
          const found = auc(sortedScores(given, labels, classes.length, k));
          if (value === null) expect(found).toBeNull();
          else expect(Math.abs((found ?? Number.NaN) - value), `class ${k}`).toBeLessThan(1e-14);
        }
      }
    },
  );
});

describe("rocCurve", () => {
  it("goes from (0, 0) to (1, 1) by every distinct threshold, by hand", () => {
    expect(points(rocCurve(hand))).toEqual([
      [Infinity, 0, 0],
      [0.9, 0, 1 / 3],
      [0.6, 1 / 4, 2 / 3], // the tie of 0.6 is one step to the upper right
      [0.4, 3 / 4, 1],
      [0.1, 1, 1],
    ]);
  });

  it("gives a class without positives rates of 0, and one without negatives likewise", () => {
    expect(points(rocCurve(sorted([], [0.2, 0.7])))).toEqual([
      [Infinity, 0, 0],
      [0.7, 0.5, 0],
      [0.2, 1, 0],
    ]);
    expect(points(rocCurve(sorted([0.2], [])))).toEqual([
      [Infinity, 0, 0],
      [0.2, 0, 1],
    ]);
  });

  it("is the point (0, 0) without any scores", () => {
    expect(points(rocCurve(sorted([], [])))).toEqual([[Infinity, 0, 0]]);
  });

  it("reaches (1, 1) when scores are infinite", () => {
    expect(points(rocCurve(sorted([Infinity], [-Infinity]))).at(-1)).toEqual([-Infinity, 1, 1]);
  });

  it.each(scikitCases)(
    "agrees with scikit-learn's roc_curve point for point to 1e-15, in float64 and float32: $name",
    (example) => {
      const { scores, labels, classes, expected } = example;
      for (const given of [scores, Float32Array.from(scores)]) {
        for (const [k, wanted] of expected.curves.entries()) {
          if (wanted === null) continue; // scikit-learn has no curve without positives
          const found = rocCurve(sortedScores(given, labels, classes.length, k));
          expect(Array.from(found.thresholds)).toEqual([Infinity, ...wanted.thresholds]);
          for (const rate of ["falsePositiveRate", "truePositiveRate"] as const) {
            const farthest = Math.max(
              ...wanted[rate].map((value, point) => Math.abs(found[rate][point] - value)),
            );
            expect(farthest, `${rate} of class ${k}`).toBeLessThan(1e-15);
            expect(found[rate]).toHaveLength(wanted[rate].length);
          }
        }
      }
    },
  );
});

describe("rocCurveAtEvenThresholds", () => {
  it("has the thresholds of the report's program, 100 from 1 down to 0, and ends at (1, 1)", () => {
    const { thresholds, falsePositiveRate, truePositiveRate } = rocCurveAtEvenThresholds(hand);
    expect(thresholds).toHaveLength(100);
    expect([thresholds[0], thresholds[99]]).toEqual([1, 0]);
    expect(thresholds[1]).toBeCloseTo(98 / 99, 15);
    expect([falsePositiveRate[99], truePositiveRate[99]]).toEqual([1, 1]);
  });

  it("calls a score that equals the threshold positive, by hand with 3 points", () => {
    // At 1 nothing but a score of 1 counts; at 1/2 both scores of 1/2; at 0 everything.
    const curve = rocCurveAtEvenThresholds(sorted([1, 0.5], [0.5, 0.2]), 3);
    expect(points(curve)).toEqual([
      [1, 0, 1 / 2],
      [0.5, 1 / 2, 1],
      [0, 1, 1],
    ]);
  });

  it("gives rates of 0 to a class without positives", () => {
    expect(points(rocCurveAtEvenThresholds(sorted([], [0.5]), 2))).toEqual([
      [1, 0, 0],
      [0, 1, 0],
    ]);
  });
});
