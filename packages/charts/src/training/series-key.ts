import { INK, LABEL_SIZE, SOFT_INK, TICK_SIZE } from "../draw/style.ts";
import { element, line, text } from "../draw/svg.ts";
import { textWidth } from "../draw/text-width.ts";

export interface SeriesKeyRow {
  readonly name: string;
  /** The line's last, as words. */
  readonly value: string;
  /** Small print behind it. */
  readonly note?: string | undefined;
  readonly stroke: string;
  readonly dashes?: string | undefined;
  /** Of the line's dots. */
  readonly fill: string;
  /** Drawn as a band too. */
  readonly band?: boolean;
}

const SWATCH = 26;
const ROW_HEIGHT = 18;

/** Lines of a panel with their last values, a row each, the values beneath each other. */
export function seriesKey(
  rows: readonly SeriesKeyRow[],
  { left, top }: { readonly left: number; readonly top: number },
): string {
  const nameLeft = left + SWATCH + 8;
  const valueLeft = nameLeft + Math.max(...rows.map(({ name }) => textWidth(name, LABEL_SIZE))) + 10;
  return element(
    "g",
    { class: "key" },
    ...rows.map(({ name, value, note, stroke, dashes, fill, band }, row) => {
      const middle = top + (row + 0.5) * ROW_HEIGHT;
      const font = { y: middle + LABEL_SIZE * 0.36, "font-size": LABEL_SIZE };
      const noteLeft = valueLeft + textWidth(value, LABEL_SIZE, "bold") + 8;
      return (
        (band ? bandSwatch(left, middle, stroke) : "") +
        line(left, middle, left + SWATCH, middle, { stroke, "stroke-width": 2, "stroke-dasharray": dashes }) +
        seriesDot(left + SWATCH / 2, middle, stroke, fill) +
        text(name, { x: nameLeft, ...font, fill: INK }) +
        text(value, { x: valueLeft, ...font, "font-weight": "bold", fill: INK }) +
        (note === undefined
          ? ""
          : text(note, { x: noteLeft, ...font, "font-size": TICK_SIZE, fill: SOFT_INK }))
      );
    }),
  );
}

/** Of `count` rows, in pixels. */
export function seriesKeyHeight(count: number): number {
  return count * ROW_HEIGHT;
}

export function seriesDot(x: number, y: number, stroke: string, fill: string): string {
  return element("circle", { cx: x, cy: y, r: 2.8, fill, stroke, "stroke-width": 1.5 });
}

function bandSwatch(left: number, middle: number, fill: string): string {
  return element("rect", {
    x: left,
    y: middle - 5,
    width: SWATCH,
    height: 10,
    fill,
    "fill-opacity": 0.2,
  });
}
