import type { Ink } from "./ink.ts";

/** Of the image's contrast: what is fainter is paper, noise and compression. */
const FLOOR = 0.1;
/** Grey levels between ground and ink, below which an image counts as one grey. */
const LEAST_CONTRAST = 24;

/**
 * The ink of a picture: how far each pixel is from the ground, which is what its edge has most of, light or dark.
 * @param rgba  [height * width * 4], as a canvas gives it
 * @returns undefined where all of it is of one grey
 */
export function inkOfImage(
  rgba: Uint8ClampedArray | Uint8Array,
  width: number,
  height: number,
): Ink | undefined {
  const grey = greyOf(rgba);
  const ground = medianOfEdge(grey, width, height);
  const towards = ground > 127 ? -1 : 1; // dark ink on light ground, or the other way
  let peak = 0;
  for (let at = 0; at < grey.length; at++) peak = Math.max(peak, towards * (grey[at] - ground));
  if (peak < LEAST_CONTRAST) return undefined;
  const floor = FLOOR * peak;
  const values = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at++) {
    const contrast = towards * (grey[at] - ground);
    if (contrast > floor) values[at] = Math.round((255 * (contrast - floor)) / (peak - floor));
  }
  return { width, height, values };
}

/** Luma by ITU-R BT.601; what is transparent shows a ground that what is opaque stands out from. */
function greyOf(rgba: Uint8ClampedArray | Uint8Array): Float32Array {
  const luma = (at: number) => 0.299 * rgba[at] + 0.587 * rgba[at + 1] + 0.114 * rgba[at + 2];
  let [opaque, sum] = [0, 0];
  for (let at = 0; at < rgba.length; at += 4) {
    opaque += rgba[at + 3];
    sum += rgba[at + 3] * luma(at);
  }
  const behind = sum > 127 * opaque ? 0 : 255;
  const grey = new Float32Array(rgba.length / 4);
  for (let pixel = 0, at = 0; at < rgba.length; pixel++, at += 4) {
    const alpha = rgba[at + 3] / 255;
    grey[pixel] = alpha * luma(at) + (1 - alpha) * behind;
  }
  return grey;
}

function medianOfEdge(grey: Float32Array, width: number, height: number): number {
  const edge: number[] = [];
  for (let x = 0; x < width; x++) edge.push(grey[x], grey[(height - 1) * width + x]);
  for (let y = 0; y < height; y++) edge.push(grey[y * width], grey[y * width + width - 1]);
  return edge.sort((a, b) => a - b)[edge.length >> 1];
}
