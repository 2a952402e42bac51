import { describe, expect, it } from "vitest";
import { densityBands, densityKey } from "../../src/network/density-bands.ts";
import { rectanglesOf, wordsOf } from "../read-chart.ts";

describe("densityBands", () => {
  const columns = [{ left: 10, right: 30, shares: Float64Array.of(0.002, 0, 0.4, 0.598) }];
  const bands = rectanglesOf(densityBands(columns, { top: 0, height: 40 }), "band");

  it("draws each band over the larger one below, from the lowest cell up", () => {
    expect(bands.map(({ rectangles }) => rectangles.length)).toEqual([2, 2, 1, 1, 1, 1, 1]);
    expect(bands[0].rectangles).toEqual([
      { x: 10, y: 30, width: 20, height: 10 },
      { x: 10, y: 0, width: 20, height: 20 },
    ]);
    expect(new Set(bands.map(({ fill }) => fill)).size).toBe(7);
  });
  it("joins columns that are alike", () => {
    const alike = [columns[0], { ...columns[0], left: 30, right: 45 }];
    const [{ rectangles }] = rectanglesOf(densityBands(alike, { top: 0, height: 40 }), "band");
    expect(rectangles.map(({ x, width }) => [x, width])).toEqual([
      [10, 35],
      [10, 35],
    ]);
  });
  it("names the shares between the colours in its key", () => {
    const words = wordsOf(densityKey("Share", 20, 0, 330));
    expect(words).toEqual(["Share", "0%", "0.1%", "0.3%", "1%", "3%", "10%", "30%", "100%"]);
  });
});
