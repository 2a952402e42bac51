import { describe, expect, it } from "vitest";
import { checkPrecisionRecall } from "../../src/scores/precision-recall-curve.ts";

const good = {
  label: "a",
  recall: Float64Array.of(0.5, 1),
  precision: Float64Array.of(1, 0.5),
  averagePrecision: 0.75,
};
const name = 'Precision-recall curve "a"';

describe("checkPrecisionRecall", () => {
  it("accepts rising recalls, and anything in a curve that is not drawn", () => {
    expect(() => checkPrecisionRecall([good])).not.toThrow();
    expect(() =>
      checkPrecisionRecall([{ ...good, averagePrecision: null, recall: Float64Array.of(9) }]),
    ).not.toThrow();
  });
  it.each([
    [{ averagePrecision: 1.5 }, `${name}: expected an average precision in [0, 1] or null, got 1.5.`],
    [
      { recall: Float64Array.of(1) },
      `${name}: expected as many recalls as precisions, one or more, got 1 and 2.`,
    ],
    [
      { precision: Float64Array.of(1, -1) },
      `${name}, precision: expected values in [0, 1], got -1 at index 1.`,
    ],
    [
      { recall: Float64Array.of(1, 0.5) },
      `${name}: expected a recall that never falls, got 0.5 after 1 at index 1.`,
    ],
  ])("refuses %j", (wrong, message) => {
    expect(() => checkPrecisionRecall([{ ...good, ...wrong }])).toThrow(new RangeError(message));
  });
  it("refuses no curves", () => {
    expect(() => checkPrecisionRecall([])).toThrow("expected one curve or more, got none");
  });
});
