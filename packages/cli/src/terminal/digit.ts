import { halfBlocks } from "./half-blocks.ts";
import { type Screen, screenOf } from "./screen.ts";
import { type Image, shrinkImage } from "./shrink-image.ts";

/** How a terminal can show a picture; `ascii-narrow` where it has no two characters for a pixel. */
export type PictureStyle = "truecolor" | "256-colors" | "ascii" | "ascii-narrow";

/** From white to black, as ten characters. */
const SHADES = " .:-=+*#%@";

/** An image as a stream's terminal shows it best. */
export function digitFor(
  stream: NodeJS.WriteStream,
  pixels: Uint8Array,
  shape: readonly [rows: number, columns: number],
): string {
  return digitOn(screenOf(stream), pixels, shape).join("\n");
}

/** An image [rows, columns] of bytes, as lines no longer than a screen is wide. */
export function digitOn(
  screen: Screen,
  pixels: Uint8Array,
  shape: readonly [rows: number, columns: number],
): string[] {
  const image = shrinkImage({ values: pixels, shape }, Math.ceil(shape[1] / screen.columns));
  return drawDigit(image.values, image.shape, pictureStyle(screen, image.shape[1])).split("\n");
}

/** Half blocks where a screen has colour and Unicode, else ASCII. */
export function pictureStyle({ colors, unicode, columns: width }: Screen, columns: number): PictureStyle {
  if (unicode && (colors === "truecolor" || colors === "256-colors")) return colors;
  return width < 2 * columns ? "ascii-narrow" : "ascii";
}

/** An image [rows, columns] of bytes, 0 the background, as lines of text. */
export function drawDigit(
  pixels: Image["values"],
  [rows, columns]: readonly [number, number],
  style: PictureStyle,
): string {
  if (style === "ascii") return drawAscii(pixels, columns, 1);
  if (style === "ascii-narrow") return drawAscii(pixels, columns, 2);
  const at = (row: number, column: number) => (row < rows ? pixels[row * columns + column] : 0);
  return halfBlocks([rows, columns], (row, column) => grey(style, Math.round(255 - at(row, column)))).join(
    "\n",
  );
}

/**
 * Without the blank rows above and below. A character is twice as high as wide: it is half a pixel, or two, one above
 * the other.
 */
function drawAscii(pixels: Image["values"], columns: number, rowsPerLine: 1 | 2): string {
  const lines: string[] = [];
  for (let begin = 0; begin < pixels.length; begin += columns * rowsPerLine) {
    const shades = Array.from({ length: columns }, (_, column) => {
      const upper = pixels[begin + column];
      const lower = rowsPerLine === 1 ? upper : (pixels[begin + columns + column] ?? 0);
      const shade = SHADES[Math.floor(((upper + lower) * 9.99) / 510)];
      return rowsPerLine === 1 ? shade + shade : shade;
    });
    lines.push(shades.join("").trimEnd());
  }
  const inked = (line: string) => line !== "";
  return lines.slice(lines.findIndex(inked), lines.findLastIndex(inked) + 1).join("\n");
}

/** A grey of 0..255 as a terminal names it; the 24 greys of the 256 colours begin at 232. */
function grey(style: PictureStyle, value: number): string {
  return style === "truecolor" ? `2;${value};${value};${value}` : `5;${232 + Math.round((value * 23) / 255)}`;
}
