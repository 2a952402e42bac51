import { describe, expect, it } from "vitest";
import { countValues, histogramColumns } from "../../src/network/histogram-columns.ts";

const epoch = (number: number, counts: number[], others = 0) => ({
  epoch: number,
  low: 0,
  high: 1,
  counts,
  others,
});

describe("histogramColumns", () => {
  it("has columns that meet half-way between epochs, also where epochs are left out", () => {
    const columns = histogramColumns([epoch(1, [1]), epoch(2, [1]), epoch(4, [1])], [0, 1], 1, 10);
    expect(columns.map(({ from, to }) => [from, to])).toEqual([
      [0.5, 1.5],
      [1.5, 3],
      [3, 5],
    ]);
  });
  it("counts what is in no bin among the values, and an epoch without values as nothing", () => {
    const [first, second] = histogramColumns([epoch(1, [1, 2], 1), epoch(2, [0, 0])], [0, 1], 2, 10);
    expect(Array.from(first.shares)).toEqual([0.25, 0.5]);
    expect(Array.from(second.shares)).toEqual([0, 0]);
  });
  it("takes the mean of as many epochs as a column must hold", () => {
    const epochs = [epoch(1, [1, 0]), epoch(2, [0, 1]), epoch(3, [1, 0])];
    const columns = histogramColumns(epochs, [0, 1], 2, 2);
    expect(columns.map(({ from, to, shares }) => [from, to, ...shares])).toEqual([
      [0.5, 2.5, 0.5, 0.5],
      [2.5, 3.5, 1, 0],
    ]);
  });
});

describe("countValues", () => {
  it("adds up bins and others", () => {
    expect(countValues({ counts: Uint32Array.of(1, 2), others: 3 })).toBe(6);
  });
});
