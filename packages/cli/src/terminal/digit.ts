/** How a terminal can show a picture. */
export type PictureStyle = "truecolor" | "256-colors" | "ascii";

/** From white to black, as ten characters. */
const SHADES = " .:-=+*#%@";

/** The style that a stream's terminal can show: half blocks where colour and Unicode are there, else ASCII. */
export function pictureStyle(stream: NodeJS.WriteStream): PictureStyle {
  const colors = stream.isTTY === true && !process.env.NO_COLOR ? stream.getColorDepth() : 1;
  const locale = process.env.LC_ALL || process.env.LC_CTYPE || process.env.LANG || "";
  const unicode = process.platform === "win32" || process.platform === "darwin" || /utf-?8/i.test(locale);
  if (!unicode || colors < 8) return "ascii";
  return colors >= 24 ? "truecolor" : "256-colors";
}

/** An image [rows, columns] of bytes, 0 the background, as lines of text. */
export function drawDigit(
  pixels: Uint8Array,
  [rows, columns]: readonly [number, number],
  style: PictureStyle,
): string {
  const at = (row: number, column: number) => (row < rows ? pixels[row * columns + column] : 0);
  const lines: string[] = [];
  if (style === "ascii") {
    // A character is twice as high as wide: two to a pixel keep the shape.
    for (let row = 0; row < rows; row++) {
      const shades = Array.from(
        { length: columns },
        (_, column) => SHADES[Math.floor((at(row, column) * 9.99) / 255)],
      );
      lines.push(
        shades
          .map((shade) => shade + shade)
          .join("")
          .trimEnd(),
      );
    }
  } else {
    for (let row = 0; row < rows; row += 2) {
      const cells = Array.from({ length: columns }, (_, column) =>
        halfBlock(grey(style, 255 - at(row, column)), grey(style, 255 - at(row + 1, column))),
      );
      lines.push(`${cells.join("")}\u001b[0m`);
    }
  }
  return lines.join("\n");
}

/** Two pixels in one character: the upper half in the foreground's grey, the lower in the background's. */
function halfBlock(upper: string, lower: string): string {
  return `\u001b[38;${upper}m\u001b[48;${lower}m\u2580`;
}

/** A grey of 0..255 as a terminal names it; the 24 greys of the 256 colours begin at 232. */
function grey(style: PictureStyle, value: number): string {
  return style === "truecolor" ? `2;${value};${value};${value}` : `5;${232 + Math.round((value * 23) / 255)}`;
}
