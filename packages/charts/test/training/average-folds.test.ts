import { describe, expect, it } from "vitest";
import { averageFolds } from "../../src/training/average-folds.ts";

const fold = (...values: (number | undefined)[]) => ({
  epochs: values.map((value, i) => ({ epoch: i + 1, value })),
});
const average = (folds: ReturnType<typeof fold>[]) => averageFolds(folds, ({ value }) => value);

describe("averageFolds", () => {
  it("is the mean and the sample standard deviation: of 2, 4 and 6 they are 4 and 2", () => {
    expect(average([fold(2), fold(4), fold(6)])).toEqual([{ epoch: 1, count: 3, mean: 4, deviation: 2 }]);
  });
  it("is over the folds that are left, without a deviation for the last", () => {
    expect(average([fold(1, 1, 5), fold(3, 3), fold(8)])).toEqual([
      { epoch: 1, count: 3, mean: 4, deviation: Math.sqrt(13) }, // 9 + 1 + 16 = 26, over 2
      { epoch: 2, count: 2, mean: 2, deviation: Math.SQRT2 },
      { epoch: 3, count: 1, mean: 5, deviation: undefined },
    ]);
  });
  it("leaves out epochs without a value, and orders what folds have at different epochs", () => {
    const late = { epochs: [{ epoch: 2, value: 7 }] };
    const sparse = averageFolds(
      [{ epochs: [{ epoch: 3, value: 1 }] }, late, fold(undefined)],
      ({ value }) => value,
    );
    expect(sparse.map(({ epoch }) => epoch)).toEqual([2, 3]);
  });
});
