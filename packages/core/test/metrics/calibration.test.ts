import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ParameterError, ShapeError } from "../../src/errors.ts";
import { calibration } from "../../src/metrics/calibration.ts";
import { scikitCases } from "./scikit-cases.ts";

/** Of each case of scores.json, with several numbers of bins: see fixtures/calibration.py. */
const stored: Readonly<Record<string, readonly NumpyCalibration[]>> = JSON.parse(
  readFileSync(new URL("fixtures/calibration.json", import.meta.url), "utf8"),
);

interface NumpyCalibration {
  readonly bins: number;
  readonly count: readonly number[];
  readonly meanConfidence: readonly (number | null)[];
  readonly accuracy: readonly (number | null)[];
  readonly expectedCalibrationError: number;
  readonly maximumCalibrationError: number;
}

/** Scores of two classes that sum to 1, class 1 having these. */
const binary = (...scores: readonly number[]) => Float64Array.from(scores.flatMap((p) => [1 - p, p]));

function expectNear(found: readonly (number | null)[], wanted: readonly (number | null)[]): void {
  expect(found.map((value) => value === null)).toEqual(wanted.map((value) => value === null));
  for (const [bin, value] of wanted.entries()) expect(found[bin] ?? 0).toBeCloseTo(value ?? 0, 13);
}

describe("calibration", () => {
  it("has bins and errors of five predictions worked by hand, in 4 bins", () => {
    // Predictions 1 1 1 0 1 with confidences 0.75, 0.875, 1, 0.625, 0.875; all but the second and the last are right.
    const scores = binary(0.75, 0.875, 1, 0.375, 0.875);
    const found = calibration(scores, Uint8Array.of(1, 0, 1, 0, 0), 2, 4);
    expect(found?.bins).toEqual([
      { low: 0, high: 0.25, count: 0, meanConfidence: null, accuracy: null },
      { low: 0.25, high: 0.5, count: 0, meanConfidence: null, accuracy: null },
      { low: 0.5, high: 0.75, count: 2, meanConfidence: 0.6875, accuracy: 1 }, // 0.75 belongs to the bin that it ends
      { low: 0.75, high: 1, count: 3, meanConfidence: 2.75 / 3, accuracy: 1 / 3 },
    ]);
    // 2/5 · 0.3125 + 3/5 · (2.75 - 1)/3
    expect(found?.expectedCalibrationError).toBeCloseTo(0.125 + 0.35, 15);
    expect(found?.maximumCalibrationError).toBeCloseTo(1.75 / 3, 15);
  });

  it("has 15 bins unless told otherwise, and no error where 0.75 is right three times in four", () => {
    const found = calibration(binary(0.75, 0.75, 0.75, 0.75), Uint8Array.of(1, 1, 1, 0), 2);
    expect(found?.bins).toHaveLength(15);
    expect(found).toMatchObject({ expectedCalibrationError: 0, maximumCalibrationError: 0 });
  });

  it("takes the largest score as it is where scores do not sum to 1, and a confidence of 0 into the first bin", () => {
    const sigmoids = Float32Array.of(0.5, 0.25, 0.5, 1, 1, 1, 0, 0, 0);
    const found = calibration(sigmoids, Uint8Array.of(0, 1, 0), 3, 2);
    expect(found?.bins).toEqual([
      { low: 0, high: 0.5, count: 2, meanConfidence: 0.25, accuracy: 1 },
      { low: 0.5, high: 1, count: 1, meanConfidence: 1, accuracy: 0 },
    ]);
  });

  it("decides by the bin's own ends where products round: 7/25 · 25 is above 7, just above 1/3 · 3 is 1", () => {
    const binOf = (confidence: number, bins: number) =>
      calibration(Float64Array.of(confidence), Uint8Array.of(0), 1, bins)?.bins.findIndex(
        ({ count }) => count === 1,
      );
    for (let k = 1; k <= 25; k++) expect(binOf(k / 25, 25), `${k}/25`).toBe(k - 1);
    const above = 1 / 3 + 2 ** -54; // the next float64
    expect([(7 / 25) * 25 > 7, above > 1 / 3, above * 3]).toEqual([true, true, 1]);
    expect([binOf(1 / 3, 3), binOf(above, 3)]).toEqual([0, 1]);
  });

  it.each(scikitCases)(
    "agrees with NumPy's masks bin by bin, counts exactly and means to 1e-13: $name",
    (example) => {
      const scores = example.scores.map((score) => Math.min(1, score));
      for (const wanted of stored[example.name]) {
        const found = calibration(scores, example.labels, example.classes.length, wanted.bins);
        expect(found?.bins.map(({ count }) => count)).toEqual(wanted.count);
        expectNear(found?.bins.map((bin) => bin.meanConfidence) ?? [], wanted.meanConfidence);
        expectNear(found?.bins.map((bin) => bin.accuracy) ?? [], wanted.accuracy);
        expect(found?.expectedCalibrationError).toBeCloseTo(wanted.expectedCalibrationError, 13);
        expect(found?.maximumCalibrationError).toBeCloseTo(wanted.maximumCalibrationError, 13);
      }
    },
  );

  it("is null where a score is no probability, be it not the largest", () => {
    expect(calibration(Float32Array.of(0.5, -0.01), Uint8Array.of(0), 2)).toBeNull();
    expect(calibration(Float32Array.of(0.5, 1.01), Uint8Array.of(0), 2)).toBeNull();
  });

  it("refuses NaN, lengths that disagree, no sample, and bins that are no whole number from 1", () => {
    const labels = Uint8Array.of(0, 1);
    expect(() => calibration(Float32Array.of(0.5, 0.5, -1, Number.NaN), labels, 2)).toThrow(
      new ShapeError("Expected scores to be numbers, got NaN for sample 1, class 1."),
    );
    expect(() => calibration(new Float32Array(3), labels, 2)).toThrow("need 4 scores, got 3");
    expect(() => calibration(new Float32Array(0), new Uint8Array(0), 2)).toThrow("at least one sample");
    for (const bins of [0, 2.5, Number.NaN]) {
      expect(() => calibration(new Float32Array(4), labels, 2, bins)).toThrow(
        new ParameterError(`bins must be a whole number in [1, ∞), got ${bins}.`),
      );
    }
  });
});
