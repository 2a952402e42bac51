import type { Image } from "./image.ts";

/** By EXIF orientation 1..8: whether rows become columns, and whether columns and rows then run backwards. */
const turns: readonly (readonly [swapped: boolean, leftward: boolean, upward: boolean])[] = [
  [false, false, false],
  [false, true, false],
  [false, true, true],
  [false, false, true],
  [true, false, false],
  [true, true, false],
  [true, true, true],
  [true, false, true],
];

/** An image as it is meant to be seen. @param orientation  EXIF's, 1..8; 6 is to be turned by 90 degrees clockwise */
export function turnImage(image: Image, orientation: number): Image {
  if (orientation === 1) return image;
  const [swapped, leftward, upward] = turns[orientation - 1];
  const { channels } = image;
  const [width, height] = swapped ? [image.height, image.width] : [image.width, image.height];
  const pixels = new Uint8Array(image.pixels.length);
  for (let row = 0, to = 0; row < height; row++) {
    const y = upward ? height - 1 - row : row;
    for (let column = 0; column < width; column++, to += channels) {
      const x = leftward ? width - 1 - column : column;
      const from = channels * (swapped ? x * image.width + y : y * image.width + x);
      for (let channel = 0; channel < channels; channel++)
        pixels[to + channel] = image.pixels[from + channel];
    }
  }
  return { width, height, channels, pixels };
}
