import type { Ink } from "./ink.ts";

/** Where the ink would balance, in pixels from the middle of the first one; of no ink, the middle of the image. */
export function centreOfMass({ width, height, values }: Ink): { readonly x: number; readonly y: number } {
  let [mass, sumX, sumY] = [0, 0, 0];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      mass += values[at];
      sumX += values[at] * x;
      sumY += values[at] * y;
    }
  }
  if (mass === 0) return { x: (width - 1) / 2, y: (height - 1) / 2 };
  return { x: sumX / mass, y: sumY / mass };
}
