import type { ImageShape } from "../../src/images/image-grid.ts";

export const SAMPLE_SHAPE: ImageShape = [7, 6];

const DRAWN = [
  " oOOo |OO  OO|O    O|O    O|O    O|OO  OO| oOOo ",
  "   O  |  OO  | oOO  |   O  |   O  |   O  |  OOO ",
  " OOOo |Oo  OO|    OO|   OO |  OO  | OO   |OOOOOO",
  "OOOOo |    OO|   oO |  OOO |    OO|O   OO|oOOOo ",
];

/** Hand-drawn 0, 1, 2 and 3 of 7 x 6 pixels: 0 is paper, 255 is ink, 128 between. */
export const sampleDigits: readonly Uint8Array[] = DRAWN.map((rows) =>
  Uint8Array.from(rows.replaceAll("|", ""), (mark) => ({ O: 255, o: 128 })[mark] ?? 0),
);

/** Weights of a unit that looks for a digit, from -1 to 1, an eighth apart where nothing is drawn. */
export function sampleWeights(digit: number): Float32Array {
  return Float32Array.from(sampleDigits[digit], (ink, pixel) =>
    ink > 0 ? ink / 255 : -((pixel * 5 + digit) % 9) / 8,
  );
}
