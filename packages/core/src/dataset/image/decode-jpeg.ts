import jpeg from "jpeg-js";
import { damagedImage } from "./check-size.ts";
import type { Image } from "./image.ts";
import { readJpegHeader } from "./jpeg-header.ts";
import { turnImage } from "./turn-image.ts";

/** The library counts 4 bytes a coefficient; what the header may declare is bounded before it is called. */
const ENOUGH = Number.MAX_SAFE_INTEGER / 2 ** 21;

/** @throws {FormatError} as decodeImage */
export function decodeJpeg(bytes: Uint8Array, place: string, mostPixels: number): Image {
  const { width, height, components, orientation } = readJpegHeader(bytes, place, mostPixels);
  let decoded: { readonly width: number; readonly height: number; readonly data: Uint8Array };
  try {
    decoded = jpeg.decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      maxMemoryUsageInMB: ENOUGH,
      maxResolutionInMP: ENOUGH,
    });
  } catch (cause) {
    throw damagedImage(place, "cannot be decoded: its pixels are not as JPEG has them.", { cause });
  }
  if (decoded.width !== width || decoded.height !== height) {
    throw damagedImage(
      place,
      `expected ${width} x ${height} pixels, got ${decoded.width} x ${decoded.height}.`,
    );
  }
  const image: Image =
    components === 1
      ? { width, height, channels: 1, pixels: decoded.data.filter((_, at) => at % 3 === 0) }
      : { width, height, channels: 3, pixels: decoded.data };
  return turnImage(image, orientation);
}
