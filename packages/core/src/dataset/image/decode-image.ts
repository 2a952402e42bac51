import { FormatError } from "../../errors.ts";
import type { Image } from "./image.ts";
import { isJpeg } from "./jpeg-header.ts";
import { isPng } from "./png-chunks.ts";

export interface DecodeOptions {
  /** an image of more is refused before anything is set aside for it; {@link usualMostPixels} by default */
  readonly mostPixels?: number;
}

/** What a telephone's largest usual photograph has. */
export const usualMostPixels = 50_000_000;

/** The endings of the image files that can be decoded, in lower case. */
export const imageEndings = [".png", ".jpg", ".jpeg"] as const;

/** Whether a file is an image by its name: .png, .jpg or .jpeg, in capitals too. */
export function isImageName(name: string): boolean {
  const lower = name.toLowerCase();
  return imageEndings.some((ending) => lower.endsWith(ending));
}

/**
 * Decodes a PNG or JPEG file, whichever its first bytes say: PNG of every colour type and bit depth (16 bits become 8),
 * JPEG baseline and progressive, turned as its EXIF orientation says. An animation's first image; no colour profiles.
 * The decoder is loaded when the first such file comes.
 * @param place  what the file is called in errors
 * @returns [height, width, channels] bytes; memory is bounded by what the file declares, and that by the bytes it has
 * @throws {FormatError} where it is neither, is damaged or cut short, or is larger than the limit
 */
export async function decodeImage(
  bytes: Uint8Array,
  place: string,
  { mostPixels = usualMostPixels }: DecodeOptions = {},
): Promise<Image> {
  if (isPng(bytes)) return (await import("./decode-png.ts")).decodePng(bytes, place, mostPixels);
  if (isJpeg(bytes)) return (await import("./decode-jpeg.ts")).decodeJpeg(bytes, place, mostPixels);
  const first = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  throw new FormatError(
    place,
    `expected a PNG or JPEG image, got a file that begins with ${first || "nothing: it is empty"}.`,
    "Save the image as PNG or JPEG.",
  );
}
