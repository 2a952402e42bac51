import { describe, expect, it } from "vitest";
import { ShapeError } from "../../src/errors.ts";
import { mistakes } from "../../src/metrics/mistakes.ts";
import { scikitCases } from "./scikit-cases.ts";

// Five samples of three classes; the second is right, the others are not.
const scores = Float64Array.of(
  ...[0.25, 0.5, 0.125], // 0 taken for 1
  ...[0.125, 0.25, 0.875], // 2
  ...[0.5, 0.25, 0.75], // 1 taken for 2
  ...[0.375, 0.5, 0.5], // 2 taken for 1, the first of two that are alike
  ...[0.0625, 0.5, 0.125], // 0 taken for 1
);
const labels = Uint8Array.of(0, 2, 1, 2, 0);

describe("mistakes", () => {
  it("has the most confident first and equal ones in the data's order, by hand", () => {
    expect(mistakes(scores, labels, 3, 10)).toEqual({
      total: 4,
      worst: [
        { sample: 2, label: 1, prediction: 2, confidence: 0.75, labelScore: 0.25 },
        { sample: 0, label: 0, prediction: 1, confidence: 0.5, labelScore: 0.25 },
        { sample: 3, label: 2, prediction: 1, confidence: 0.5, labelScore: 0.5 },
        { sample: 4, label: 0, prediction: 1, confidence: 0.5, labelScore: 0.0625 },
      ],
    });
  });

  it("has no more than the limit, and the number of all", () => {
    const { total, worst } = mistakes(Float32Array.from(scores), labels, 3, 2);
    expect(total).toBe(4);
    expect(worst.map(({ sample }) => sample)).toEqual([2, 0]);
    expect(mistakes(scores, labels, 3, 0)).toEqual({ total: 4, worst: [] });
  });

  it("has none where all are right", () => {
    expect(mistakes(Float32Array.of(1, 0, 0, 1), Uint8Array.of(0, 1), 2, 5)).toEqual({ total: 0, worst: [] });
  });

  it("keeps the data's order where scores are infinite", () => {
    const infinite = Float32Array.of(0, Infinity, 0, Infinity, 0, 9, -Infinity, -Infinity);
    const { worst } = mistakes(infinite, Uint8Array.of(0, 0, 0, 1), 2, 5);
    expect(worst.map(({ sample }) => sample)).toEqual([0, 1, 2, 3]);
  });

  it.each(scikitCases)(
    "has as many as scikit-learn's confusion matrix off its diagonal: $name",
    (example) => {
      const { expected } = example;
      const { total, worst } = mistakes(example.scores, example.labels, example.classes.length, 1000);
      const cells = expected.confusionMatrix.map((row, actual) =>
        row.map((count, predicted) => (actual === predicted ? 0 : count)),
      );
      expect(total).toBe(cells.flat().reduce((sum, count) => sum + count, 0));
      for (const { label, prediction } of worst) cells[label][prediction]--;
      expect(cells.flat().every((count) => count === 0)).toBe(true);
    },
  );

  it("refuses NaN and a label that is none of the classes", () => {
    expect(() => mistakes(Float32Array.of(0, Number.NaN), Uint8Array.of(0), 2, 1)).toThrow(
      new ShapeError("Expected scores to be numbers, got NaN for sample 0, class 1."),
    );
    expect(() => mistakes(new Float32Array(2), Uint8Array.of(2), 2, 1)).toThrow(
      "Expected labels 0..1, got 2",
    );
  });
});
