import type { ImageShape } from "./image-grid.ts";

/** @throws {RangeError} naming the chart, for a shape that is not two whole numbers above 0. */
export function checkImageShape(chart: string, imageShape: ImageShape): void {
  const [rows, columns] = imageShape;
  if (imageShape.length === 2 && [rows, columns].every((side) => Number.isSafeInteger(side) && side > 0))
    return;
  throw new RangeError(
    `${chart}: expected imageShape [rows, columns], two whole numbers above 0, got [${imageShape.join(", ")}].`,
  );
}

/** @throws {RangeError} naming the chart and the image, for another number of pixels than rows x columns. */
export function checkPixels(name: string, pixels: ArrayLike<number>, [rows, columns]: ImageShape): void {
  if (pixels.length === rows * columns) return;
  throw new RangeError(
    `${name}: expected ${rows} x ${columns} = ${rows * columns} pixels, got ${pixels.length}.`,
  );
}
