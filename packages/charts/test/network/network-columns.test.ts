import { describe, expect, it } from "vitest";
import { dotsRow, networkColumns, rowsOf } from "../../src/network/network-columns.ts";

describe("networkColumns", () => {
  const columns = networkColumns(784, [
    { units: 20, activation: "sigmoid" },
    { units: 10, activation: "softmax" },
  ]);
  it("draws the first six and the last two of many units, with dots in the row between", () => {
    expect(columns[0].circles.map(({ unit }) => unit)).toEqual([0, 1, 2, 3, 4, 5, 782, 783]);
    expect(columns[0].circles.map(({ row }) => row)).toEqual([0, 1, 2, 3, 4, 5, 7, 8]);
    expect([dotsRow(columns[0]), rowsOf(columns[0])]).toEqual([6, 9]);
  });
  it("draws all of ten units, and no bias beside the output", () => {
    expect(columns[2].circles).toHaveLength(10);
    expect(dotsRow(columns[2])).toBeUndefined();
    expect(columns.map(({ bias }) => bias)).toEqual([true, true, false]);
  });
  it("numbers hidden layers where there are several", () => {
    const layer = { units: 3, activation: "relu" };
    expect(columns.map(({ name }) => name)).toEqual(["input", "hidden", "output"]);
    const names = networkColumns(2, [layer, layer, layer]).map(({ name }) => name);
    expect(names).toEqual(["input", "hidden 1", "hidden 2", "output"]);
    expect(networkColumns(2, [layer]).map(({ name }) => name)).toEqual(["input", "output"]);
  });
});
