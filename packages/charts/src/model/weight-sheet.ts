import { encode } from "fast-png";
import type { Model } from "percept";
import { weightColour, weightPalette, weightScale } from "../images/weight-scale.ts";

/** Units whose weights are shown. */
const MOST_UNITS = 100;
/** Beyond it a picture for every few epochs is too much. */
const MOST_PIXELS = 1_000_000;

export interface PngImage {
  readonly width: number;
  readonly height: number;
  readonly png: Uint8Array;
}

/**
 * The first layer's weights, a unit an image, a pixel a weight, a pixel of paper around each: for those who enlarge it
 * themselves. Blue is positive, orange negative, white zero, on one scale. Undefined where the inputs are no image.
 */
export function weightSheet({
  weights,
  imageShape: [rows, columns],
}: Pick<Model, "weights" | "imageShape">): PngImage | undefined {
  const [{ values, rows: all, columns: stride }] = weights;
  const pixels = rows * columns;
  const units = Math.min(all, MOST_UNITS, Math.floor(MOST_PIXELS / pixels));
  if (pixels !== stride - 1 || pixels < 4 || units < 1) return undefined;
  const across = Math.ceil(Math.sqrt(units));
  const width = across * (columns + 1) + 1;
  const height = Math.ceil(units / across) * (rows + 1) + 1;
  const data = new Uint8Array(3 * width * height).fill(255);
  const images = Array.from({ length: units }, (_, unit) =>
    values.subarray(unit * stride + 1, (unit + 1) * stride),
  );
  const scale = weightScale(images);
  const colours = weightPalette(scale).map(onWhite);
  for (const [unit, image] of images.entries()) {
    const top = 1 + Math.floor(unit / across) * (rows + 1);
    const left = 1 + (unit % across) * (columns + 1);
    for (const [pixel, weight] of image.entries()) {
      const at = (top + Math.floor(pixel / columns)) * width + left + (pixel % columns);
      data.set(colours[weightColour(scale, weight)], 3 * at);
    }
  }
  return { width, height, png: encode({ width, height, data, channels: 3, depth: 8 }) };
}

function onWhite([red, green, blue, opacity]: readonly number[]): number[] {
  return [red, green, blue].map((colour) => Math.round(255 + ((colour - 255) * opacity) / 255));
}
