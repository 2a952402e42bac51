import type { Box, Ink } from "./ink.ts";

/**
 * The ink of a box in another size: each pixel is the mean over the area that it covers, so that an edge becomes grey
 * where it goes through a pixel (anti-aliasing), and a larger size repeats pixels.
 */
export function scaleByArea(ink: Ink, box: Box, width: number, height: number): Ink {
  // Row by row first, then down the columns: the area of a pixel is a product of the two.
  const rows = new Float64Array(box.height * width);
  for (let x = 0; x < width; x++) {
    for (const { index, share } of covered(x, box.width / width, box.width)) {
      for (let y = 0; y < box.height; y++)
        rows[y * width + x] += share * ink.values[(box.top + y) * ink.width + box.left + index];
    }
  }
  const means = new Float64Array(height * width);
  for (let y = 0; y < height; y++) {
    for (const { index, share } of covered(y, box.height / height, box.height)) {
      for (let x = 0; x < width; x++) means[y * width + x] += share * rows[index * width + x];
    }
  }
  return { width, height, values: Uint8Array.from(means, Math.round) };
}

/** The pixels under [position · length, (position + 1) · length], each with its share of that length. */
function covered(position: number, length: number, count: number): { index: number; share: number }[] {
  const [start, end] = [position * length, Math.min((position + 1) * length, count)];
  const pixels: { index: number; share: number }[] = [];
  for (let index = Math.floor(start); index < end; index++) {
    const share = (Math.min(index + 1, end) - Math.max(index, start)) / length;
    if (share > 0) pixels.push({ index, share });
  }
  return pixels;
}
