import { describe, expect, it } from "vitest";
import { ShapeError } from "../../src/errors.ts";
import { evaluateScores } from "../../src/metrics/evaluate.ts";
import { scikitCases } from "./scikit-cases.ts";

// Five samples of two of the three classes; nobody is a fox. Scores are eighths, so that every sum is exact.
const classes = ["cat", "dog", "fox"];
const labels = Uint8Array.of(0, 0, 1, 1, 1);
const scores = Float64Array.of(
  ...[0.75, 0.25, 0.25], // cat, found
  ...[0.5, 0.5, 0.125], // cat, found: the first of a tie
  ...[0.5, 0.5, 0.25], // dog, called cat: the same tie
  ...[0.25, 0.75, 0.5], // dog, found
  ...[0.25, 0.5, 1], // dog, called fox
);
const losses = Float64Array.of(0.5, 1, 1.5, 0.25, 2);

describe("evaluateScores", () => {
  const metrics = evaluateScores({ scores, labels, classes, crossEntropies: losses });

  it("counts hits and misses by hand: 3 of 5 found", () => {
    expect(metrics.accuracy).toBe(3 / 5);
    expect(metrics.errorRate).toBe(2 / 5);
    expect(metrics.confusionMatrix).toEqual([
      [2, 0, 0],
      [1, 1, 1],
      [0, 0, 0],
    ]);
  });

  it("gives the mean of precision, recall and F1 over all three classes, the empty one included, by hand", () => {
    // precision 2/3, 1/1, 0/1; recall 2/2, 1/3, 0; F1 4/5, 1/2, 0
    expect(metrics.macro.precision).toBeCloseTo((2 / 3 + 1 + 0) / 3, 15);
    expect(metrics.macro.recall).toBeCloseTo((1 + 1 / 3 + 0) / 3, 15);
    expect(metrics.macro.f1).toBeCloseTo((4 / 5 + 1 / 2 + 0) / 3, 15);
  });

  it("gives AUCs with ties counted half, null for the empty class and left out of the mean, by hand", () => {
    // cat: 0.75 beats 0.5, 0.25, 0.25; 0.5 ties the first and beats the others: (3 + 2.5) / (2 · 3)
    // dog: 0.5 beats 0.25 and ties 0.5: 1.5; 0.75 beats both: 2; 0.5 again 1.5: (1.5 + 2 + 1.5) / (3 · 2)
    expect(metrics.perClass.map(({ label, auc }) => [label, auc])).toEqual([
      ["cat", 5.5 / 6],
      ["dog", 5 / 6],
      ["fox", null],
    ]);
    expect(metrics.macro.auc).toBe((5.5 / 6 + 5 / 6) / 2);
  });

  it("gives the mean of the losses and the squared error, by hand", () => {
    expect(metrics.crossEntropy).toBe(1.05); // (0.5 + 1 + 1.5 + 0.25 + 2) / 5 = 5.25 / 5
    // cat 0.75 . . : 1/16 + 1/16 + 1/16 = 12/64      cat 0.5 . . : 1/4 + 1/4 + 1/64 = 33/64
    // dog . 0.5 .  : 1/4 + 1/4 + 1/16 = 36/64        dog . 0.75 . : 1/16 + 1/16 + 1/4 = 24/64
    // dog . 0.5 .  : 1/16 + 1/4 + 1 = 84/64          together 189/64 over 5 · 3 outputs
    expect(metrics.meanSquaredError).toBe(189 / 64 / 15);
  });

  it("has no macro AUC where no class has one", () => {
    const alike = { scores: Float64Array.of(0.9, 0.1), labels: Uint8Array.of(0), classes: ["a", "b"] };
    expect(evaluateScores({ ...alike, crossEntropies: Float64Array.of(0.2) })).toMatchObject({
      accuracy: 1,
      macro: { precision: 0.5, recall: 0.5, f1: 0.5, auc: null },
    });
  });

  it("survives JSON, null AUCs included, so that metrics.json says the same", () => {
    expect(JSON.parse(JSON.stringify(metrics))).toEqual(metrics);
  });

  it.each(scikitCases)("agrees with scikit-learn to 1e-14, in float64 and float32: $name", (example) => {
    const { expected } = example;
    const noLosses = new Float64Array(example.labels.length);
    for (const given of [example.scores, Float32Array.from(example.scores)]) {
      const found = evaluateScores({ ...example, scores: given, crossEntropies: noLosses });
      expect(found.confusionMatrix).toEqual(expected.confusionMatrix);
      expect(found.accuracy).toBeCloseTo(expected.accuracy, 14);
      expect(found.meanSquaredError).toBeCloseTo(expected.meanSquaredError, 14);
      for (const measure of ["precision", "recall", "f1", "auc"] as const) {
        expect(found.macro[measure], measure).toBeCloseTo(expected.macro[measure], 14);
      }
    }
  });

  it("refuses a score that is not a number, naming sample and class", () => {
    const wrong = scores.slice();
    wrong[7] = Number.NaN;
    expect(() => evaluateScores({ scores: wrong, labels, classes, crossEntropies: losses })).toThrow(
      new ShapeError("Expected scores to be numbers, got NaN for sample 2, class 1."),
    );
  });

  it("refuses a label beyond the classes, naming the sample", () => {
    const given = { scores, labels: Uint8Array.of(0, 0, 1, 3, 1), classes, crossEntropies: losses };
    expect(() => evaluateScores(given)).toThrow(ShapeError);
    expect(() => evaluateScores(given)).toThrow("Expected labels 0..2, got 3 for sample 3.");
  });

  it("refuses scores and losses that are more or fewer than the labels need, naming the counts", () => {
    expect(() =>
      evaluateScores({ scores: scores.subarray(1), labels, classes, crossEntropies: losses }),
    ).toThrow(new ShapeError("5 labels of 3 classes need 15 scores and 5 cross-entropies, got 14 and 5."));
    expect(() => evaluateScores({ scores, labels, classes, crossEntropies: losses.subarray(2) })).toThrow(
      new ShapeError("5 labels of 3 classes need 15 scores and 5 cross-entropies, got 15 and 3."),
    );
  });

  it("refuses to measure nothing", () => {
    const nothing = {
      scores: new Float32Array(0),
      labels: new Uint8Array(0),
      crossEntropies: new Float64Array(0),
    };
    expect(() => evaluateScores({ ...nothing, classes })).toThrow("Expected at least one sample");
  });
});
