import { formatCount } from "../draw/format-count.ts";
import { formatShare } from "../draw/format-share.ts";
import { FAINT_INK, INK, LABEL_SIZE, SOFT_INK } from "../draw/style.ts";
import { element, point, text } from "../draw/svg.ts";
import { colour } from "../draw/theme.ts";
import { colourAt } from "./colour-key.ts";
import { type ConfusionLayout, ROW_NAME, SHARE_SIZE, SIDE_GAP, TOTAL_NAME } from "./confusion-layout.ts";

/** Count above share, on the colour of the share; a zero is quiet. */
export function confusionCell(
  { count, share, actual, predicted }: Readonly<Record<"count" | "share" | "actual" | "predicted", number>>,
  layout: ConfusionLayout,
): string {
  const { left, top, cellWidth, cellHeight, countSize, crowded } = layout;
  if (crowded && count === 0) return "";
  const x = left + predicted * cellWidth;
  const y = top + actual * cellHeight;
  const middle = { x: x + cellWidth / 2, "text-anchor": "middle" };
  const ground = (fill: string) =>
    element("rect", {
      class: "cell",
      x: x + 0.5,
      y: y + 0.5,
      width: cellWidth - 1,
      height: cellHeight - 1,
      fill,
    });
  if (count === 0) {
    const font = { y: y + cellHeight / 2 + SHARE_SIZE * 0.36, "font-size": SHARE_SIZE, fill: FAINT_INK };
    return ground(colour("quiet")) + text("0", { ...middle, ...font });
  }
  const scale = actual === predicted ? layout.hit : layout.mistake;
  const countAt = y + cellHeight / 2 - 2;
  return (
    ground(colourAt(scale, share)) +
    text(formatCount(count), { ...middle, y: countAt, "font-size": countSize, fill: INK }) +
    text(formatShare(share), { ...middle, y: countAt + SHARE_SIZE + 3, "font-size": SHARE_SIZE, fill: INK })
  );
}

/** Beneath crowded cells, in the place of each that is empty. */
export function quietGround({ left, top, cellWidth, cellHeight, crowded, labels }: ConfusionLayout): string {
  if (!crowded) return "";
  const [width, height] = [cellWidth * labels.length, cellHeight * labels.length];
  return element("rect", { x: left, y: top, width, height, fill: colour("quiet") });
}

/** Names of the predicted classes above the matrix, upright where they are too wide for a cell. */
export function columnLabels({ left, top, cellWidth, turned, labels, labelWidth }: ConfusionLayout): string {
  const font = { "font-size": LABEL_SIZE, fill: INK };
  const y = top - 10;
  const written = labels.map((label, i) => {
    const x = left + (i + 0.5) * cellWidth;
    if (!turned) return text(label, { x, y, "text-anchor": "middle", ...font });
    return text(label, { x: x + 4, y, transform: `rotate(-90 ${point(x + 4, y)})`, ...font });
  });
  const nameY = turned ? y - labelWidth - 14 : y - 22;
  return (
    text("Predicted →", { x: left, y: nameY, "font-size": LABEL_SIZE, fill: SOFT_INK }) + written.join("")
  );
}

/** Names of the actual classes left of the matrix. */
export function rowLabels({ left, top, cellHeight, labels }: ConfusionLayout): string {
  const end = { x: left - SIDE_GAP, "text-anchor": "end", "font-size": LABEL_SIZE };
  const written = labels.map((label, i) =>
    text(label, { ...end, y: top + (i + 0.5) * cellHeight + LABEL_SIZE * 0.36, fill: INK }),
  );
  return text(ROW_NAME, { ...end, y: top - 10, fill: SOFT_INK }) + written.join("");
}

/** Samples of each actual class, right of the matrix. @param right  where they end, in pixels. */
export function rowTotals(
  totals: readonly number[],
  right: number,
  { top, cellHeight }: ConfusionLayout,
): string {
  const end = { x: right, "text-anchor": "end", "font-size": LABEL_SIZE, fill: SOFT_INK };
  const written = totals.map((total, i) =>
    text(formatCount(total), { ...end, y: top + (i + 0.5) * cellHeight + LABEL_SIZE * 0.36 }),
  );
  return text(TOTAL_NAME, { ...end, y: top - 10 }) + written.join("");
}
