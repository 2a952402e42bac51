import { describe, expect, it } from "vitest";
import { findDuplicates } from "../../src/dataset/duplicates.ts";
import { createSamples } from "../../src/dataset/samples.ts";

const samples = (rows: number[][], labels: number[], as: "bytes" | "numbers" = "bytes") =>
  createSamples(
    as === "bytes" ? Uint8Array.from(rows.flat()) : Float32Array.from(rows.flat()),
    Uint8Array.from(labels),
    rows[0].length,
  );

describe.each(["bytes", "numbers"] as const)("findDuplicates of %s", (as) => {
  it("counts samples that come again, within and between the sets, and those with another label", () => {
    const train = samples(
      [
        [1, 2],
        [3, 4],
        [1, 2],
        [1, 2],
        [2, 1],
      ],
      [0, 1, 0, 1, 0],
      as,
    );
    const test = samples(
      [
        [3, 4],
        [1, 2],
        [9, 9],
        [9, 9],
      ],
      [1, 1, 0, 0],
      as,
    );
    expect(findDuplicates({ train, test })).toEqual({
      withinTrain: 2,
      withinTest: 1,
      testInTrain: 2,
      otherLabel: 1,
      examples: [
        { test: 0, train: 1 },
        { test: 1, train: 0 },
      ],
    });
  });

  it("says nothing of a test set that there is not", () => {
    expect(findDuplicates({ train: samples([[1], [1]], [0, 0], as) })).toEqual({ withinTrain: 1 });
  });
});

it("compares whole samples, not their hashes: 66,000 different ones are different", () => {
  const rows = Array.from({ length: 66_000 }, (_, i) => [i & 255, i >> 8, (i * 7) & 255]);
  expect(
    findDuplicates({
      train: samples(
        rows,
        rows.map(() => 0),
      ),
    }).withinTrain,
  ).toBe(66_000 - 65_536);
});
