import stringWidth from "string-width";
import { padColumns } from "./words.ts";

const GAP = 3;

/** Blocks of lines in rows, as many beside each other as the columns have room for, a blank line between the rows. */
export function sideBySide(blocks: readonly (readonly string[])[], columns: number): string[] {
  const width = Math.max(...blocks.map(widthOf));
  const perRow = blocksPerRow(width, columns);
  const lines: string[] = [];
  for (let at = 0; at < blocks.length; at += perRow) {
    const row = blocks.slice(at, at + perRow);
    if (at > 0) lines.push("");
    for (let line = 0; line < Math.max(...row.map((block) => block.length)); line++) {
      const parts = row.map((block) => padColumns(block[line] ?? "", width));
      lines.push(parts.join(" ".repeat(GAP)).trimEnd());
    }
  }
  return lines;
}

/** How many blocks of a width stand beside each other. */
export function blocksPerRow(width: number, columns: number): number {
  return Math.max(1, Math.floor((columns + GAP) / (width + GAP)));
}

function widthOf(block: readonly string[]): number {
  return Math.max(0, ...block.map((line) => stringWidth(line)));
}
