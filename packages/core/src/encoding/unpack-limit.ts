import { FormatError } from "../errors.ts";

export interface UnpackOptions {
  /** bytes that a file may unpack to: 2 GiB unless given, of a table's numbers in text 4 GiB */
  readonly unpackLimit?: number | undefined;
}

/** MNIST has 47 MB. */
export const usualUnpackLimit = 2_147_483_648;

/** Of a table's numbers in text, which are unpacked as they come. */
export const usualTableLimit = 4_294_967_296;

/** @param got  what it would unpack to, in words */
export function overLimit(place: string, limit: number, got: string): FormatError {
  return new FormatError(
    place,
    `expected at most ${limit} bytes unpacked, got ${got}.`,
    "A small file that claims much may be made to harm. Where you trust it, allow more: --unpack-limit 8GB.",
  );
}
