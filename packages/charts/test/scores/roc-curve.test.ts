import { describe, expect, it } from "vitest";
import { checkRocCurves } from "../../src/scores/roc-curve.ts";

const curve = (falsePositiveRate: number[], truePositiveRate: number[], auc: number | null = 0.9) => ({
  label: "7",
  falsePositiveRate: Float64Array.from(falsePositiveRate),
  truePositiveRate: Float64Array.from(truePositiveRate),
  auc,
});

describe("checkRocCurves", () => {
  it.each([
    ["no curves", [], "ROC chart: expected one curve or more, got none."],
    ["a curve without points", [curve([], [])], 'ROC curve "7": expected two points or more, got 0.'],
    [
      "rates of two lengths",
      [curve([0, 1], [0, 1, 1])],
      'ROC curve "7": expected as many true as false positive rates, got 3 and 2.',
    ],
    [
      "a rate above 1",
      [curve([0, 1.5], [0, 1])],
      'ROC curve "7": expected rates in [0, 1], got 1.5 at index 1.',
    ],
    ["a rate that is no number", [curve([0, 1], [Number.NaN, 1])], "got NaN at index 0."],
    [
      "a rate that falls",
      [curve([0, 0.5, 0.25, 1], [0, 1, 1, 1])],
      'ROC curve "7", falsePositiveRate: expected rates that never fall, got 0.25 after 0.5 at index 2.',
    ],
    ["an AUC above 1", [curve([0, 1], [0, 1], 1.2)], "expected an AUC in [0, 1] or null, got 1.2."],
    [
      "dots of two lengths",
      [{ ...curve([0, 1], [0, 1]), points: curve([0], []) }],
      'ROC curve "7", points: expected as many true as false positive rates, got 0 and 1.',
    ],
  ])("refuses %s, saying what was expected and got", (_, curves, message) => {
    expect(() => checkRocCurves(curves)).toThrow(RangeError);
    expect(() => checkRocCurves(curves)).toThrow(message);
  });
  it("lets a curve without an AUC be anything, for it is not drawn", () => {
    expect(() => checkRocCurves([curve([Number.NaN], [], null)])).not.toThrow();
  });
});
