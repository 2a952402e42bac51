import { describe, expect, it } from "vitest";
import { resampleHistogram } from "../../src/network/resample-histogram.ts";

describe("resampleHistogram", () => {
  it("gives a bin's values to the cells that it overlaps, by the overlap", () => {
    // Bins [0, 2) and [2, 4) on cells of width 1 from 1 to 5: half of the first, and the second in two halves.
    expect(Array.from(resampleHistogram({ low: 0, high: 4, counts: [6, 8] }, [1, 5], 4))).toEqual([
      3, 4, 4, 0,
    ]);
  });
  it("loses no value of bins that do not fit the cells", () => {
    const cells = resampleHistogram({ low: 0.1, high: 0.9, counts: [5, 0, 7, 1] }, [0, 1], 7);
    expect(cells.reduce((sum, count) => sum + count, 0)).toBeCloseTo(13, 12);
  });
  it.each([
    [0, 0],
    [0.5, 1],
    [1, 1],
  ])("puts values that are all %f into cell %i of two", (value, cell) => {
    const cells = resampleHistogram({ low: value, high: value, counts: [2, 3] }, [0, 1], 2);
    expect(cells[cell]).toBe(5);
  });
});
