import type { Image } from "./image.ts";

/** One number a pixel. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  /** [height * width] */
  readonly values: Float32Array;
}

/**
 * An image's grey, or its red, green and blue, in at most `mostSide` x `mostSide` pixels: each is the mean of the area
 * that it covers. What is transparent shows a ground that what is opaque stands out from.
 */
export function imagePlanes(image: Image, mostSide: number): Plane[] {
  const { channels, pixels } = image;
  const ratio = Math.min(1, mostSide / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * ratio));
  const height = Math.max(1, Math.round(image.height * ratio));
  const colours = channels < 3 ? 1 : 3;
  const behind = colours === channels ? 0 : groundBehind(image);
  const [across, down] = [image.width / width, image.height / height];
  const all = Array.from({ length: colours }, () => new Float32Array(width * height));
  const row = new Float32Array(width);
  for (let y = 0; y < image.height; y++) {
    const upper = Math.min(Math.floor(y / down), height - 1);
    const inUpper = Math.min(y + 1, (upper + 1) * down) - y;
    for (let colour = 0; colour < colours; colour++) {
      row.fill(0);
      for (let x = 0, at = channels * y * image.width; x < image.width; x++, at += channels) {
        let value = pixels[at + colour];
        if (colours !== channels) {
          const alpha = pixels[at + colours] / 255;
          value = alpha * value + (1 - alpha) * behind;
        }
        const left = Math.min(Math.floor(x / across), width - 1);
        const inLeft = Math.min(x + 1, (left + 1) * across) - x;
        row[left] += value * inLeft;
        if (inLeft < 1 && left + 1 < width) row[left + 1] += value * (1 - inLeft);
      }
      const values = all[colour];
      const share = 1 / (across * down);
      for (let x = 0, at = upper * width; x < width; x++, at++) {
        values[at] += row[x] * inUpper * share;
        if (inUpper < 1 && upper + 1 < height) values[at + width] += row[x] * (1 - inUpper) * share;
      }
    }
  }
  return all.map((values) => ({ width, height, values }));
}

/** Black behind what is light, white behind what is dark. */
function groundBehind({ channels, pixels }: Image): number {
  const colours = channels - 1;
  let [opaque, sum] = [0, 0];
  for (let at = 0; at < pixels.length; at += channels) {
    const alpha = pixels[at + colours];
    opaque += alpha;
    for (let colour = 0; colour < colours; colour++) sum += (alpha * pixels[at + colour]) / colours;
  }
  return sum > 127 * opaque ? 0 : 255;
}
