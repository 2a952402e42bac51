/**
 * An image as half blocks, two pixels in one character: the upper in the foreground's colour, the lower in the
 * background's.
 * @param codeAt  a pixel's colour as a terminal names it, "2;r;g;b" or "5;n"; also asked for the row after an odd last
 */
export function halfBlocks(
  [rows, columns]: readonly [rows: number, columns: number],
  codeAt: (row: number, column: number) => string,
): string[] {
  return Array.from({ length: Math.ceil(rows / 2) }, (_, line) => {
    const cells = Array.from(
      { length: columns },
      (_, column) => `\u001b[38;${codeAt(2 * line, column)}m\u001b[48;${codeAt(2 * line + 1, column)}m\u2580`,
    );
    return `${cells.join("")}\u001b[0m`;
  });
}
