import { usesUnicode, wantsColor } from "./output.ts";

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
  return drawDigit(pixels, shape, pictureStyle(stream, shape[1]));
}

/** Half blocks where a stream's terminal has colour and Unicode, else ASCII. */
export function pictureStyle(stream: NodeJS.WriteStream, columns: number): PictureStyle {
  const colors = wantsColor(stream) ? stream.getColorDepth() : 1;
  if (usesUnicode() && colors >= 8) return colors >= 24 ? "truecolor" : "256-colors";
  return stream.columns < 2 * columns ? "ascii-narrow" : "ascii";
}

/** An image [rows, columns] of bytes, 0 the background, as lines of text. */
export function drawDigit(
  pixels: Uint8Array,
  [rows, columns]: readonly [number, number],
  style: PictureStyle,
): string {
  if (style === "ascii") return drawAscii(pixels, columns, 1);
  if (style === "ascii-narrow") return drawAscii(pixels, columns, 2);
  const at = (row: number, column: number) => (row < rows ? pixels[row * columns + column] : 0);
  const lines: string[] = [];
  for (let row = 0; row < rows; row += 2) {
    const cells = Array.from({ length: columns }, (_, column) =>
      halfBlock(grey(style, 255 - at(row, column)), grey(style, 255 - at(row + 1, column))),
    );
    lines.push(`${cells.join("")}\u001b[0m`);
  }
  return lines.join("\n");
}

/**
 * Without the blank rows above and below. A character is twice as high as wide: it is half a pixel, or two, one above
 * the other.
 */
function drawAscii(pixels: Uint8Array, columns: number, rowsPerLine: 1 | 2): string {
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

/** Two pixels in one character: the upper half in the foreground's grey, the lower in the background's. */
function halfBlock(upper: string, lower: string): string {
  return `\u001b[38;${upper}m\u001b[48;${lower}m\u2580`;
}

/** A grey of 0..255 as a terminal names it; the 24 greys of the 256 colours begin at 232. */
function grey(style: PictureStyle, value: number): string {
  return style === "truecolor" ? `2;${value};${value};${value}` : `5;${232 + Math.round((value * 23) / 255)}`;
}
