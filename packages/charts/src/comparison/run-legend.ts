import { INK, LABEL_SIZE, SOFT_INK, TICK_SIZE } from "../draw/style.ts";
import { element, line, text } from "../draw/svg.ts";
import { fitText } from "../draw/text-width.ts";
import { type RunStyle, runMarker } from "./run-style.ts";

export interface RunLegendCell {
  readonly name: string;
  /** Small print beneath the name. */
  readonly note: string;
  readonly style: RunStyle;
}

/** In pixels, but for the number of columns. */
interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly columns: number;
  /** Between two columns. */
  readonly gap: number;
}

const SWATCH = 34;
export const RUN_LABEL_LEFT = SWATCH + 8;
const ROW_HEIGHT = 36;

/** Swatch, name and note of each run, row by row. */
export function runLegend(
  cells: readonly RunLegendCell[],
  { left, top, width, columns, gap }: Place,
): { svg: string; height: number } {
  const pitch = (width + gap) / columns;
  const room = pitch - gap - RUN_LABEL_LEFT;
  const svg = element(
    "g",
    { class: "legend" },
    ...cells.map(({ name, note, style }, i) => {
      const swatch = left + (i % columns) * pitch;
      const y = top + Math.floor(i / columns) * ROW_HEIGHT;
      const x = swatch + RUN_LABEL_LEFT;
      return (
        line(swatch, y + 7, swatch + SWATCH, y + 7, { "stroke-width": 2, ...style.line }) +
        runMarker(style, { x: swatch + SWATCH / 2, y: y + 7 }) +
        text(fitText(name, LABEL_SIZE, room), { x, y: y + 11, "font-size": LABEL_SIZE, fill: INK }) +
        text(fitText(note, TICK_SIZE, room), { x, y: y + 26, "font-size": TICK_SIZE, fill: SOFT_INK })
      );
    }),
  );
  return { svg, height: Math.ceil(cells.length / columns) * ROW_HEIGHT };
}
