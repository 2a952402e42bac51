import { type RunStyle, runMarker } from "./run-style.ts";
import { INK, LABEL_SIZE, SOFT_INK, TICK_SIZE } from "./style.ts";
import { element, line, text } from "./svg.ts";
import { fitText } from "./text-width.ts";

export interface RunLegendCell {
  readonly name: string;
  /** Small print beneath the name. */
  readonly note: string;
  readonly style: RunStyle;
}

const SWATCH = 34;
const LABEL_LEFT = SWATCH + 10;
const ROW_HEIGHT = 38;

/**
 * Swatch, name and note of each run, row by row.
 * @param place  left edges of its columns, the width of each, and its upper edge, in pixels.
 */
export function runLegend(
  cells: readonly RunLegendCell[],
  { lefts, width, top }: { readonly lefts: readonly number[]; readonly width: number; readonly top: number },
): { svg: string; height: number } {
  const svg = element(
    "g",
    { class: "legend" },
    ...cells.map(({ name, note, style }, i) => {
      const left = lefts[i % lefts.length];
      const y = top + Math.floor(i / lefts.length) * ROW_HEIGHT;
      const room = width - LABEL_LEFT;
      const x = left + LABEL_LEFT;
      return (
        line(left, y + 7, left + SWATCH, y + 7, { "stroke-width": 2, ...style.line }) +
        runMarker(style, { x: left + SWATCH / 2, y: y + 7 }) +
        text(fitText(name, LABEL_SIZE, room), { x, y: y + 11, "font-size": LABEL_SIZE, fill: INK }) +
        text(fitText(note, TICK_SIZE, room), { x, y: y + 26, "font-size": TICK_SIZE, fill: SOFT_INK })
      );
    }),
  );
  return { svg, height: Math.ceil(cells.length / lefts.length) * ROW_HEIGHT };
}
