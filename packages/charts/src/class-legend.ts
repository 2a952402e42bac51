import { INK, LABEL_SIZE, type LineStyle, SOFT_INK, TICK_SIZE } from "./style.ts";
import { element, line, text } from "./svg.ts";
import { fitText, textWidth } from "./text-width.ts";

export interface ClassLegendRow {
  readonly label: string;
  /** Written at the right; a row without one may be as long as its column. */
  readonly value?: string | undefined;
  /** Undefined where there is no line to point at. */
  readonly style: LineStyle | undefined;
}

const SWATCH = 30;
const LABEL_LEFT = SWATCH + 10;
const ROW_HEIGHT = 19;
const GAP = 30;
/** Fewer rows than this stand in one column. */
const FEWEST_IN_TWO = 4;

/**
 * Swatch, label and value of each line, down one column and then the next.
 * @param place  its upper left corner and its width, in pixels.
 */
export function classLegend(
  rows: readonly ClassLegendRow[],
  heads: { readonly label: string; readonly value: string },
  { left, top, width }: { readonly left: number; readonly top: number; readonly width: number },
): { svg: string; height: number } {
  const columnWidth = (width - GAP) / 2;
  const deep = rows.length < FEWEST_IN_TWO ? rows.length : Math.ceil(rows.length / 2);
  const valueWidth = Math.max(
    textWidth(heads.value, TICK_SIZE),
    ...rows.map(({ value = "" }) => textWidth(value, LABEL_SIZE)),
  );
  const columns = rows.length > deep ? [0, 1] : [0];
  const placed = rows.map((row, i) => ({
    ...row,
    x: left + Math.floor(i / deep) * (columnWidth + GAP),
    y: top + 12 + ((i % deep) + 1) * ROW_HEIGHT,
  }));
  const head = { y: top + 9, "font-size": TICK_SIZE, fill: SOFT_INK };
  const svg = element(
    "g",
    { class: "legend" },
    ...columns.map((column) => {
      const x = left + column * (columnWidth + GAP);
      return (
        text(heads.label, { x: x + LABEL_LEFT, ...head }) +
        text(heads.value, { x: x + columnWidth, "text-anchor": "end", ...head })
      );
    }),
    ...placed.map(({ label, value, style, x, y }) => {
      const font = { y, "font-size": LABEL_SIZE, fill: INK };
      const room = columnWidth - LABEL_LEFT - (value === undefined ? 0 : valueWidth + 12);
      return (
        (style ? line(x, y - 4, x + SWATCH, y - 4, { "stroke-width": 2, ...style }) : "") +
        text(fitText(label, LABEL_SIZE, room), { x: x + LABEL_LEFT, ...font }) +
        (value === undefined ? "" : text(value, { x: x + columnWidth, "text-anchor": "end", ...font }))
      );
    }),
  );
  return { svg, height: 16 + deep * ROW_HEIGHT };
}
