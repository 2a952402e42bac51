import { describe, expect, it } from "vitest";
import { checkReliability } from "../../src/predictions/reliability-bin.ts";

const bin = { low: 0, high: 1, count: 2, meanConfidence: 0.6, accuracy: 0.5 };
const check =
  (wrong: object, samples = 2, expectedCalibrationError = 0.1) =>
  () =>
    checkReliability({ bins: [{ ...bin, ...wrong }], samples, expectedCalibrationError });

describe("checkReliability", () => {
  it("accepts bins with and without samples", () => {
    expect(check({})).not.toThrow();
    expect(check({ count: 0, meanConfidence: null, accuracy: null }, 0)).not.toThrow();
  });
  it.each([
    [{ low: 1 }, "bins[0]: expected 0 <= low < high <= 1, got 1 and 1."],
    [{ count: 0.5 }, "bins[0]: expected a whole number of samples as count, got 0.5."],
    [{ accuracy: null }, "bins[0]: expected a number in [0, 1] as accuracy, got null."],
    [
      { count: 0, accuracy: null },
      "bins[0]: expected null in a bin without samples as meanConfidence, got 0.6.",
    ],
    [{ count: 3 }, "expected bins that hold all 2 samples, got 3."],
  ])("refuses %j", (wrong, message) => {
    expect(check(wrong)).toThrow(message);
    expect(check(wrong)).toThrow(RangeError);
  });
  it("refuses no bins, and an error outside [0, 1]", () => {
    expect(() => checkReliability({ bins: [], samples: 0, expectedCalibrationError: 0 })).toThrow(
      "one bin or more",
    );
    expect(check({}, 2, Number.NaN)).toThrow("expectedCalibrationError in [0, 1], got NaN");
  });
});
