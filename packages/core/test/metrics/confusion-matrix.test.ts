import { describe, expect, it } from "vitest";
import { confusionMatrix, predictedClasses } from "../../src/metrics/confusion-matrix.ts";
import { scikitCases } from "./scikit-cases.ts";

describe("predictedClasses", () => {
  it("takes the class with the largest score, the first where several are", () => {
    const scores = Float64Array.of(
      ...[0.2, 0.7, 0.1], // the second
      ...[0.4, 0.1, 0.4], // the first and the third: the first
      ...[0.1, 0.3, 0.3], // the second and the third: the second
      ...[0, 0, 0], // all
      ...[-3, -2, -1], // the third
    );
    expect(predictedClasses(scores, 3)).toEqual(Uint8Array.of(1, 0, 1, 0, 2));
  });

  it("takes float32 scores that differ in their last bit only", () => {
    const half = 0.5;
    const nextFloat32 = 0.5 + 2 ** -24;
    expect(predictedClasses(Float32Array.of(half, nextFloat32, nextFloat32, half), 2)).toEqual(
      Uint8Array.of(1, 0),
    );
  });

  it("takes the largest score whatever its size, infinite ones included", () => {
    const scores = Float64Array.of(-Infinity, -1e308, 5e-324, 0, 1, Infinity);
    expect(predictedClasses(scores, 2)).toEqual(Uint8Array.of(1, 0, 1));
  });

  it("has nothing to say of no scores", () => {
    expect(predictedClasses(new Float32Array(0), 10)).toEqual(new Uint8Array(0));
  });
});

describe("confusionMatrix", () => {
  it("has the actual classes in rows and the predicted ones in columns", () => {
    // Two samples of class 0 are called 1, one of class 1 is called 2, and one of class 2 is right.
    const matrix = confusionMatrix(Uint8Array.of(0, 0, 1, 2), Uint8Array.of(1, 1, 2, 2), 3);
    expect(matrix).toEqual([
      [0, 2, 0],
      [0, 0, 1],
      [0, 0, 1],
    ]);
  });

  it("keeps a row and a column for classes that nobody has or predicts", () => {
    expect(confusionMatrix(Uint8Array.of(1), Uint8Array.of(1), 3)).toEqual([
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
    ]);
  });

  it.each(scikitCases)("agrees with scikit-learn's confusion_matrix count for count: $name", (example) => {
    const { scores, labels, classes, expected } = example;
    const predictions = predictedClasses(scores, classes.length);
    expect(confusionMatrix(labels, predictions, classes.length)).toEqual(expected.confusionMatrix);
  });
});
