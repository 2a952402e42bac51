import { describe, expect, it } from "vitest";
import { checkEpochs, checkProgress } from "../../src/training/learning-curve-epoch.ts";

const row = { epoch: 1, trainAccuracy: 0.9, trainLoss: 0.3 };

describe("checkEpochs", () => {
  it("names what the epochs are of", () => {
    expect(() => checkEpochs([], "Fold 3")).toThrow(
      new RangeError("Fold 3: expected one epoch or more, got none."),
    );
    expect(() => checkEpochs([row, { ...row, epoch: 2, trainLoss: Infinity }], "Fold 3")).toThrow(
      new RangeError("Fold 3, epochs[1]: expected trainLoss in [0, ∞), got Infinity."),
    );
  });
  it("takes epochs with and without validation", () => {
    const validated = { ...row, epoch: 4, validationAccuracy: 1, validationLoss: 0 };
    expect(() => checkEpochs([row, validated], "Fold 3")).not.toThrow();
  });
});

describe("checkProgress", () => {
  const row = { epoch: 1, trainAccuracy: 0.9, trainLoss: 0.3 };
  it("gives what had been spent by each epoch, which may stay the same", () => {
    expect(
      checkProgress(
        [
          { ...row, step: 5 },
          { ...row, epoch: 2, step: 5 },
        ],
        "step",
        "Run 1",
      ),
    ).toEqual([5, 5]);
  });
  it.each([undefined, Number.NaN, 4.9, Infinity])("refuses %s seconds after 5", (elapsedSeconds) => {
    const rows = [
      { ...row, elapsedSeconds: 5 },
      { ...row, epoch: 2, elapsedSeconds },
    ];
    expect(() => checkProgress(rows, "elapsedSeconds", "Run 1")).toThrow(
      new RangeError(`Run 1, epochs[1]: expected elapsedSeconds in [5, ∞), got ${elapsedSeconds}.`),
    );
  });
});
