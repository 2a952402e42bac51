import { halfBlocks } from "./half-blocks.ts";
import { colorCode, mixColors } from "./paint.ts";
import type { Screen } from "./screen.ts";
import { type Image, shrinkImage } from "./shrink-image.ts";

/** White is nothing; the darker a colour, the more. */
const PAPER = "#ffffff";
const POSITIVE = "#1d4f91";
const NEGATIVE = "#b5400d";
/** From nothing to much, where there are no colours. */
const PLUS = " +*#";
const MINUS = " -=%";

/** What the colours or characters of `signedImage` say. */
export function signedLegend(screen: Screen): string {
  return showsColors(screen) ? "blue: for, orange: against" : "+*# for, -=% against";
}

/**
 * An image of numbers, positive and negative, as lines no longer than a screen is wide: half blocks where it has
 * colours and Unicode, otherwise a character for two pixels, one above the other.
 * @param largest  the magnitude that has the full colour
 */
export function signedImage(given: Image, largest: number, screen: Screen): string[] {
  const { values, shape } = shrinkImage(given, Math.ceil(given.shape[1] / screen.columns));
  const [rows, columns] = shape;
  const at = (row: number, column: number) =>
    row < rows ? Math.min(1, Math.max(-1, values[row * columns + column] / (largest || 1))) : 0;
  if (showsColors(screen)) return halfBlocks(shape, (row, column) => colorOf(at(row, column), screen));
  return Array.from({ length: Math.ceil(rows / 2) }, (_, line) =>
    Array.from({ length: columns }, (_, column) =>
      characterOf((at(2 * line, column) + at(2 * line + 1, column)) / 2),
    )
      .join("")
      .trimEnd(),
  );
}

function showsColors({ unicode, colors }: Screen): boolean {
  return unicode && (colors === "truecolor" || colors === "256-colors");
}

function colorOf(share: number, { colors }: Screen): string {
  return colorCode(mixColors(PAPER, share < 0 ? NEGATIVE : POSITIVE, Math.abs(share)), colors);
}

function characterOf(share: number): string {
  const ramp = share < 0 ? MINUS : PLUS;
  return ramp[Math.min(ramp.length - 1, Math.round(Math.abs(share) * ramp.length))];
}
