import { describe, expect, it } from "vitest";
import { ShapeError } from "../../src/errors.ts";
import { partedScores, sortedScores } from "../../src/metrics/parted-scores.ts";

describe("partedScores", () => {
  const scores = [
    ...[0.5, 0.1, 0.3], // of class 1
    ...[0.2, 0.9, 0.4], // of class 0
    ...[0.3, 0.7, 0.2], // of class 1
  ];

  it.each([Float32Array, Float64Array])(
    "parts every class's column by the label, by hand, in $name",
    (FloatArray) => {
      const given = FloatArray.from(scores);
      const parted = partedScores(given, Uint8Array.of(1, 0, 1), 3);
      expect(parted.map(({ positives, negatives }) => [positives, negatives.toSorted()])).toEqual([
        [FloatArray.of(0.2), FloatArray.of(0.3, 0.5)],
        [FloatArray.of(0.1, 0.7), FloatArray.of(0.9)],
        [FloatArray.of(), FloatArray.of(0.2, 0.3, 0.4)],
      ]);
      expect(given).toEqual(FloatArray.from(scores));
    },
  );
});

describe("sortedScores", () => {
  const scores = [0.5, 0.1, 0.2, 0.9, 0.3, 0.7, 0.25, 0.4];
  const labels = Uint8Array.of(1, 0, 1, 0);

  it.each([Float32Array, Float64Array])(
    "parts a class's column by the label and sorts both upwards, in $name",
    (FloatArray) => {
      // Column 1 is 0.1, 0.9, 0.7, 0.4; the labels make the first and the third positive.
      expect(sortedScores(FloatArray.from(scores), labels, 2, 1)).toEqual({
        positives: FloatArray.of(0.1, 0.7),
        negatives: FloatArray.of(0.4, 0.9),
      });
    },
  );

  it("gives no positives to a class without samples", () => {
    const { positives, negatives } = sortedScores(Float64Array.from(scores), Uint8Array.of(0, 0, 0, 0), 2, 1);
    expect(positives).toHaveLength(0);
    expect(negatives).toEqual(Float64Array.of(0.1, 0.4, 0.7, 0.9));
  });

  it("leaves the scores as they are", () => {
    const given = Float32Array.from(scores);
    sortedScores(given, labels, 2, 0);
    expect(given).toEqual(Float32Array.from(scores));
  });

  it("refuses NaN, naming sample and class, where a curve would never end", () => {
    const given = Float32Array.from(scores);
    given[5] = Number.NaN;
    expect(() => sortedScores(given, labels, 2, 1)).toThrow(
      new ShapeError("Expected scores to be numbers, got NaN for sample 2, class 1."),
    );
  });
});
