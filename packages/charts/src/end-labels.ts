import type { Panel } from "./axis.ts";
import { LABEL_SIZE, SOFT_INK, TICK_SIZE } from "./style.ts";
import { text } from "./svg.ts";
import { textWidth } from "./text-width.ts";

export interface EndLabel {
  readonly name: string;
  readonly value: string;
  /** Small print beneath. */
  readonly note?: string | undefined;
  readonly colour: string;
  /** Height of the line's end, in pixels. */
  readonly at: number;
}

/** Space between a panel and the names right of it. */
export const END_LABEL_GAP = 12;
const NOTE_HEIGHT = TICK_SIZE + 4;

/**
 * Name and last value of each of two lines, or of one, right of the panel beside its end; moved apart when they
 * would touch, and up when small print would touch the labels of the x axis.
 */
export function endLabels(labels: readonly EndLabel[], { left, top, width, height }: Panel): string {
  const x = left + width + END_LABEL_GAP;
  const ends = labels.map((label) => ({ ...label }));
  ends.sort((a, b) => a.at - b.at);
  const [first, last = first] = ends;
  const needed = LABEL_SIZE + 4 + (first.note === undefined ? 0 : NOTE_HEIGHT + 4);
  if (first !== last) last.at += Math.max(0, needed - (last.at - first.at)) / 2;
  last.at = Math.min(last.at, top + height - (last.note === undefined ? 0 : NOTE_HEIGHT));
  if (first !== last) first.at = Math.min(first.at, last.at - needed);
  return ends
    .map(({ name, value, note, colour, at }) => {
      const font = { y: at + LABEL_SIZE * 0.36, "font-size": LABEL_SIZE, fill: colour };
      const small = { x, y: font.y + NOTE_HEIGHT, "font-size": TICK_SIZE, fill: SOFT_INK };
      return (
        text(name, { x, ...font }) +
        text(value, { x: x + textWidth(`${name} `, LABEL_SIZE), "font-weight": "bold", ...font }) +
        (note === undefined ? "" : text(note, small))
      );
    })
    .join("");
}

/** Width of the widest label, in pixels. */
export function endLabelWidth(labels: readonly Pick<EndLabel, "name" | "value" | "note">[]): number {
  return Math.max(
    ...labels.map(({ name, value, note = "" }) =>
      Math.max(
        textWidth(`${name} `, LABEL_SIZE) + textWidth(value, LABEL_SIZE, "bold"),
        textWidth(note, TICK_SIZE),
      ),
    ),
  );
}
