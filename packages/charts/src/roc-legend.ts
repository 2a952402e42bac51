import { INK, LABEL_SIZE, type LineStyle, SOFT_INK, TICK_SIZE } from "./style.ts";
import { element, line, text } from "./svg.ts";
import { fitText, textWidth } from "./text-width.ts";

export interface RocLegendRow {
  readonly label: string;
  readonly auc: number | null;
  /** Undefined where there is no line to point at. */
  readonly style: LineStyle | undefined;
}

const SWATCH = 30;
const LABEL_LEFT = SWATCH + 10;
const LONGEST_LABEL = 150;

/**
 * Swatch, label and AUC of each curve, in the order given.
 * @param place  its upper left corner, and the height it would like to stay within, in pixels.
 */
export function rocLegend(
  rows: readonly RocLegendRow[],
  { left, top, height }: { readonly left: number; readonly top: number; readonly height: number },
): { svg: string; width: number; height: number } {
  const labels = rows.map(({ label }) => fitText(label, LABEL_SIZE, LONGEST_LABEL));
  const labelWidth = Math.max(...labels.map((label) => textWidth(label, LABEL_SIZE)));
  const width = LABEL_LEFT + labelWidth + 24 + textWidth("0.0000", LABEL_SIZE);
  const rowHeight = Math.min(21, Math.max(16, height / (rows.length + 1)));
  const head = { y: top + 8, "font-size": TICK_SIZE, fill: SOFT_INK };
  const svg = element(
    "g",
    { class: "legend" },
    text("class", { x: left + LABEL_LEFT, ...head }),
    text("AUC", { x: left + width, "text-anchor": "end", ...head }),
    ...rows.map(({ auc, style }, row) => {
      const y = top + 12 + (row + 1) * rowHeight;
      const font = { y, "font-size": LABEL_SIZE, fill: INK };
      return (
        (style ? line(left, y - 4, left + SWATCH, y - 4, { "stroke-width": 2, ...style }) : "") +
        text(labels[row], { x: left + LABEL_LEFT, ...font }) +
        text(formatAuc(auc), { x: left + width, "text-anchor": "end", ...font })
      );
    }),
  );
  return { svg, width, height: 12 + (rows.length + 1) * rowHeight };
}

export function formatAuc(auc: number | null): string {
  return auc === null ? "none" : auc.toFixed(4);
}
