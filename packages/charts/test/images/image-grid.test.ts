import { describe, expect, it } from "vitest";
import { gridHeight, imageCorner, imageSize, layOutImages } from "../../src/images/image-grid.ts";

const room = { width: 600, height: 960, gap: 4, captionWidth: 56, captionHeight: 38 };

describe("layOutImages", () => {
  it("enlarges images to the largest whole scale at which all fit", () => {
    const twenty = layOutImages({ ...room, imageShape: [28, 28], count: 20 });
    // 5 x 112 + 4 gaps of 8 = 592; 4 rows of 112 + 40.
    expect([twenty.columns, twenty.rows, ...twenty.scale]).toEqual([5, 4, 4, 4]);
    expect(imageSize(twenty)).toEqual({ width: 112, height: 112 });
    expect(imageCorner(twenty, 6)).toEqual({ x: 120, y: 152 });
    expect(gridHeight(twenty)).toBe(608);
  });
  it("fills its rows evenly: 6 as 3 and 3, where 5 would fit", () => {
    const six = layOutImages({ ...room, imageShape: [28, 28], count: 6 });
    expect([six.columns, six.rows]).toEqual([3, 2]);
  });
  it.each([1, 7, 40, 100, 1000])("keeps the gap, and stays within the width, with %i images", (count) => {
    for (const imageShape of [
      [28, 28],
      [8, 8],
      [1, 4],
      [1, 784],
      [100, 20],
      [700, 900],
    ] as const) {
      const grid = layOutImages({ ...room, imageShape, count });
      const { width, height } = imageSize(grid);
      const last = imageCorner(grid, grid.columns - 1);
      expect(last.x + width, `${imageShape}`).toBeLessThanOrEqual(600);
      if (grid.columns > 1) expect(imageCorner(grid, 1).x - width).toBeGreaterThanOrEqual(4);
      expect(imageCorner(grid, grid.columns).y - height).toBeGreaterThanOrEqual(38);
      expect(grid.columns * grid.rows).toBeGreaterThanOrEqual(count);
      expect(grid.step.every(Number.isInteger)).toBe(true);
      // As tall as the image, unless it is a strip.
      if (imageShape[0] > 1) expect(width / height).toBeCloseTo(imageShape[1] / imageShape[0], 6);
    }
  });
});
