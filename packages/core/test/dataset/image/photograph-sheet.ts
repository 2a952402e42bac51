import { encode } from "fast-png";
import { asMnist } from "../../../src/dataset/image/as-mnist.ts";
import { decodeImage } from "../../../src/dataset/image/decode-image.ts";
import { imagePlanes } from "../../../src/dataset/image/image-planes.ts";
import { inkOfImage } from "../../../src/dataset/image/ink-of-image.ts";
import { photograph } from "./photographs.ts";

const SIDE = 112;
const GAP = 8;

/** A PNG of photographs, each above what is found in it. @param digits  images of [28 * 28] bytes */
export async function photographSheet(digits: readonly Uint8Array[], seed: number): Promise<Uint8Array> {
  const width = digits.length * (SIDE + GAP) + GAP;
  const height = 2 * (SIDE + GAP) + GAP;
  const data = new Uint8Array(3 * width * height).fill(160);
  for (const [number, digit] of digits.entries()) {
    const { image, file } = photograph(digit, seed, number);
    const given = file ? await decodeImage(file, "photograph") : image;
    const planes = imagePlanes(given, SIDE);
    const ink = inkOfImage(given);
    const seen = ink ? asMnist(ink) : new Uint8Array(28 * 28);
    const [{ width: columns, height: rows }] = planes;
    const left = GAP + number * (SIDE + GAP);
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const below = 3 * ((2 * GAP + SIDE + y) * width + left + x);
        data.fill(
          255 - seen[28 * Math.floor((28 * y) / SIDE) + Math.floor((28 * x) / SIDE)],
          below,
          below + 3,
        );
        const [u, v] = [x - ((SIDE - columns) >> 1), y - ((SIDE - rows) >> 1)];
        if (u < 0 || v < 0 || u >= columns || v >= rows) continue;
        const above = 3 * ((GAP + y) * width + left + x);
        for (let colour = 0; colour < 3; colour++)
          data[above + colour] = planes[colour].values[v * columns + u];
      }
    }
  }
  return encode({ width, height, data, channels: 3, depth: 8 });
}
