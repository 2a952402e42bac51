import { FormatError } from "../../errors.ts";

/** @throws {FormatError} where an image has no pixels, or more than may be */
export function checkSize(width: number, height: number, mostPixels: number, place: string): void {
  if (width === 0 || height === 0) {
    throw new FormatError(place, `expected at least one pixel, got ${width} x ${height}.`);
  }
  if (width * height > mostPixels) {
    throw new FormatError(
      place,
      `expected at most ${mostPixels} pixels, got ${width} x ${height}, which are ${width * height}.`,
      "Make the image smaller.",
    );
  }
}

/** For what is not as its format says. */
export function damagedImage(place: string, problem: string, options?: ErrorOptions): FormatError {
  return new FormatError(place, problem, "The file is damaged or was cut short: copy it again.", options);
}
