import { INK, LABEL_SIZE, type LineStyle, SOFT_INK, TICK_SIZE } from "../draw/style.ts";
import { element, line, text } from "../draw/svg.ts";
import { fitText, textWidth } from "../draw/text-width.ts";

export interface ClassLegendRow {
  readonly label: string;
  readonly value: string;
  /** Undefined where there is no line to point at. */
  readonly style: LineStyle | undefined;
}

const SWATCH = 28;
const LABEL_LEFT = SWATCH + 8;
const LONGEST_LABEL = 150;
const GAP = 18;
const ROW_HEIGHT = 19;

/**
 * Swatch, label and value of each class, in the order given, down as many columns as there is room for.
 * @param valueName  the head of the values.
 * @param place  its upper left corner and its width, in pixels.
 */
export function classLegend(
  rows: readonly ClassLegendRow[],
  valueName: string,
  { left, top, width }: { readonly left: number; readonly top: number; readonly width: number },
): { svg: string; height: number } {
  const labels = rows.map(({ label }) => fitText(label, LABEL_SIZE, LONGEST_LABEL));
  const labelWidth = Math.max(...labels.map((label) => textWidth(label, LABEL_SIZE)));
  const valueLeft = LABEL_LEFT + labelWidth + 12;
  const valueWidth = Math.max(
    textWidth(valueName, TICK_SIZE),
    ...rows.map(({ value }) => textWidth(value, LABEL_SIZE)),
  );
  const cellWidth = valueLeft + valueWidth;
  const most = Math.max(1, Math.floor((width + GAP) / (cellWidth + GAP)));
  const height = Math.ceil(rows.length / most);
  const columns = Math.ceil(rows.length / height);
  const pitch = (width + GAP) / Math.max(columns, Math.min(most, 4));
  const head = { y: top + 8, "font-size": TICK_SIZE, fill: SOFT_INK };
  const svg = element(
    "g",
    { class: "legend" },
    ...Array.from({ length: columns }, (_, column) => {
      const x = left + column * pitch;
      return text("class", { x, ...head }) + text(valueName, { x: x + valueLeft, ...head });
    }),
    ...rows.map(({ value, style }, row) => {
      const x = left + Math.floor(row / height) * pitch;
      const y = top + 11 + ((row % height) + 1) * ROW_HEIGHT;
      const font = { y, "font-size": LABEL_SIZE, fill: INK };
      return (
        (style ? line(x, y - 4, x + SWATCH, y - 4, { "stroke-width": 2, ...style }) : "") +
        text(labels[row], { x: x + LABEL_LEFT, ...font }) +
        text(value, { x: x + valueLeft, ...font })
      );
    }),
  );
  return { svg, height: 14 + height * ROW_HEIGHT };
}
