import { ShapeError } from "../../errors.ts";

/**
 * A grey image as a PNG file of 8 bits a pixel; the same pixels give the same bytes. The encoder is loaded when the
 * first image comes.
 * @param pixels  [height, width]
 * @throws {ShapeError} where there are not as many pixels as the size says
 */
export async function encodeGreyPng(pixels: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  if (pixels.length !== width * height || pixels.length === 0) {
    throw new ShapeError(
      `An image of ${width} x ${height} needs ${width * height} pixels, got ${pixels.length}.`,
    );
  }
  const { encode } = await import("fast-png");
  return encode({ width, height, data: pixels, channels: 1, depth: 8 });
}
