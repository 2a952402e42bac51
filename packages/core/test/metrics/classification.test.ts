import { describe, expect, it } from "vitest";
import { accuracy, classMetrics, mean } from "../../src/metrics/classification.ts";
import { scikitCases } from "./scikit-cases.ts";

// Three classes, nine samples; nobody is a fox, and nobody is called a dog.
const classes = ["cat", "dog", "fox"];
const matrix = [
  [3, 0, 1], // 4 cats: 3 found, 1 called a fox
  [2, 0, 3], // 5 dogs: 2 called cats, 3 foxes
  [0, 0, 0], // no foxes
];

describe("classMetrics", () => {
  const [cat, dog, fox] = classMetrics(matrix, classes);

  it("counts a class against all others, by hand", () => {
    // tp is the diagonal; fp the rest of the column; fn the rest of the row; tn what is left of the nine.
    expect(cat).toMatchObject({ label: "cat", support: 4, tp: 3, fp: 2, fn: 1, tn: 3 });
    expect(dog).toMatchObject({ label: "dog", support: 5, tp: 0, fp: 0, fn: 5, tn: 4 });
    expect(fox).toMatchObject({ label: "fox", support: 0, tp: 0, fp: 4, fn: 0, tn: 5 });
  });

  it("gives precision, recall and F1 by hand", () => {
    expect(cat.precision).toBe(0.6); // 3 of the 5 that were called cats
    expect(cat.recall).toBe(0.75); // 3 of the 4 cats
    expect(cat.f1).toBeCloseTo(2 / 3, 15); // 2 · 0.6 · 0.75 / (0.6 + 0.75) = 0.9 / 1.35
  });

  it("gives a precision of 0 to a class that is never predicted", () => {
    expect(dog.precision).toBe(0); // 0 / 0
    expect(dog.recall).toBe(0); // 0 / 5
    expect(dog.f1).toBe(0); // 0 / 2.5
  });

  it("gives a recall of 0 to a class without samples", () => {
    expect(fox.precision).toBe(0); // 0 / 4
    expect(fox.recall).toBe(0); // 0 / 0
    expect(fox.f1).toBe(0); // 0 / 2
  });

  it("gives an F1 of 0 to a class that nobody has and nobody is given", () => {
    const [, absent] = classMetrics(
      [
        [4, 0],
        [0, 0],
      ],
      ["here", "absent"],
    );
    expect(absent).toEqual({
      label: "absent",
      ...{ precision: 0, recall: 0, f1: 0, support: 0 },
      ...{ tp: 0, fp: 0, fn: 0, tn: 4 },
    });
  });

  it.each(scikitCases)(
    "agrees with scikit-learn's precision_recall_fscore_support to 1e-15: $name",
    (example) => {
      const { expected } = example;
      const found = classMetrics(expected.confusionMatrix, example.classes);
      expect(found.map(({ support }) => support)).toEqual(expected.support);
      for (const measure of ["precision", "recall", "f1"] as const) {
        for (const [k, metrics] of found.entries()) {
          expect(Math.abs(metrics[measure] - expected[measure][k]), `${measure} of ${k}`).toBeLessThan(1e-15);
        }
      }
    },
  );
});

describe("accuracy", () => {
  it("is the share of the diagonal: 3 of 9", () => {
    expect(accuracy(matrix)).toBe(3 / 9);
  });

  it("is 0 of nothing", () => {
    expect(
      accuracy([
        [0, 0],
        [0, 0],
      ]),
    ).toBe(0);
  });
});

describe("mean", () => {
  it("is the sum by the count, and 0 of nothing", () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(mean([])).toBe(0);
  });
});
