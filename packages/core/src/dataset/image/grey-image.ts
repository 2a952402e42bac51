import type { Image } from "./image.ts";

/** ITU-R BT.601's luma in 16 bits, rounded, as Pillow's convert("L") has it: the same bytes come out. */
const [RED, GREEN, BLUE, HALF] = [19595, 38470, 7471, 32768];

/**
 * An image in grey, [height * width] bytes. What is transparent shows `behind`.
 * @param behind  0..255, the grey of the ground that the image lies on; white, as a page is, by default
 */
export function greyImage({ channels, pixels }: Image, behind = 255): Uint8Array {
  if (channels === 1) return pixels;
  const grey = new Uint8Array(pixels.length / channels);
  const hasAlpha = channels === 2 || channels === 4;
  for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += channels) {
    const luma =
      channels < 3
        ? pixels[at]
        : (RED * pixels[at] + GREEN * pixels[at + 1] + BLUE * pixels[at + 2] + HALF) >> 16;
    if (!hasAlpha) grey[pixel] = luma;
    else {
      const alpha = pixels[at + channels - 1];
      grey[pixel] = Math.round((alpha * luma + (255 - alpha) * behind) / 255);
    }
  }
  return grey;
}
