import { max, min, sum } from "d3-array";
import { chartTitle } from "./chart-title.ts";
import { COLOUR_KEY_WIDTH, type Colour, colourAt, colourKey, formatShare } from "./colour-key.ts";
import { FAINT_INK, INK, LABEL_SIZE, MARGIN, SOFT_INK } from "./style.ts";
import { element, picture, point, text } from "./svg.ts";
import { fitText, textWidth } from "./text-width.ts";
import { colour } from "./theme.ts";

export interface ConfusionMatrixChartOptions {
  readonly title: string;
  /** Names of the classes [classes]. */
  readonly classes: readonly string[];
  /** Samples [classes, classes]: row = actual class, column = predicted class. */
  readonly counts: readonly (readonly number[])[];
}

// Hits and mistakes have a scale each: on one scale 1 % of mistakes would vanish beside 98 % of hits.
const HIT_COLOURS = ["hit-low", "hit-high"] as const;
const MISTAKE_COLOURS = ["mistake-low", "mistake-middle", "mistake-high"] as const;
const ZERO_COLOUR = colour("quiet");
const LONGEST_LABEL = 130;
/** Cells are widened for their labels to stand level while the matrix stays within this, in pixels. */
const LEVEL_WIDTH = 720;
const SUBTITLE = "Each cell: samples, and their share of the actual class (the row)";
const SUBTITLE_WIDTH = textWidth(SUBTITLE, LABEL_SIZE);

/** Places and sizes in pixels, and the scales. */
interface Layout {
  readonly left: number;
  readonly top: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Column labels stand upright, because a cell is too narrow for them. */
  readonly turned: boolean;
  readonly countSize: number;
  readonly shareSize: number;
  readonly hit: Colour;
  readonly mistake: Colour;
}

/**
 * Confusion matrix with counts and their shares of the actual class; hits in blue, mistakes in orange.
 * @throws {RangeError} for fewer than two classes, a matrix that is not [classes, classes], or a count that is
 *   not a whole number.
 */
export function confusionMatrixChart({ title, classes, counts }: ConfusionMatrixChartOptions): string {
  checkCounts(classes, counts);
  const totals = counts.map((row) => sum(row));
  const shares = counts.map((row, actual) =>
    row.map((count) => (totals[actual] === 0 ? 0 : count / totals[actual])),
  );
  const hits = shares.map((row, i) => row[i]).filter((_, i) => totals[i] > 0);
  const mistakes = shares.flatMap((row, actual) => row.filter((_, predicted) => predicted !== actual));

  const labels = classes.map((label) => fitText(label, LABEL_SIZE, LONGEST_LABEL));
  const labelWidth = max(labels, (label) => textWidth(label, LABEL_SIZE)) ?? 0;
  const layout = layOut(counts, labelWidth, hits, mistakes);
  const { left, top, cellWidth, cellHeight } = layout;
  const right = left + cellWidth * classes.length;
  const bottom = top + cellHeight * classes.length;
  const keys = [
    { name: "Correct, share of the actual class", colour: layout.hit },
    { name: "Mistaken, share of the actual class", colour: layout.mistake },
  ].filter((_, i) => i === 0 || mistakes.some((share) => share > 0));
  const totalWidth = Math.max(
    textWidth("samples", LABEL_SIZE),
    ...totals.map((n) => textWidth(format(n), LABEL_SIZE)),
  );

  const width = MARGIN + Math.max(right + 14 + totalWidth, left + COLOUR_KEY_WIDTH, MARGIN + SUBTITLE_WIDTH);

  return picture(
    {
      width,
      height: bottom + 26 + keys.length * 26 + MARGIN - 12,
      title,
      description: describe(classes, counts, totals),
    },
    chartTitle(title, width, SUBTITLE),
    columnLabels(labels, labelWidth, layout),
    rowLabels(labels, layout),
    ...counts.flatMap((row, actual) =>
      row.map((count, predicted) => cell(count, shares[actual][predicted], actual, predicted, layout)),
    ),
    rowTotals(totals, right + 14 + totalWidth, layout),
    ...keys.map(({ name, colour }, i) => colourKey(name, colour, left, bottom + 26 + i * 26)),
  );
}

function layOut(
  counts: readonly (readonly number[])[],
  labelWidth: number,
  hits: readonly number[],
  mistakes: readonly number[],
): Layout {
  const classes = counts.length;
  const levelWidth = labelWidth + 14 <= LEVEL_WIDTH / classes ? labelWidth + 14 : 0;
  const countSize = classes > 16 ? 10 : 12;
  const widest = max(counts.flat(), (count) => textWidth(format(count), countSize)) ?? 0;
  const cellWidth = Math.max(levelWidth, widest + 10, Math.min(64, Math.max(42, 70 - classes)));
  const turned = labelWidth > cellWidth - 8;
  const worst = max(mistakes) ?? 0;
  const actualWidth = textWidth("↓ Actual class", LABEL_SIZE);
  return {
    left: MARGIN + Math.max(labelWidth, actualWidth) + 12,
    top: MARGIN + 74 + (turned ? labelWidth + 10 : 22),
    cellWidth,
    turned,
    cellHeight: Math.min(46, Math.max(31, 54 - classes)),
    countSize,
    shareSize: classes > 16 ? 9 : 10,
    hit: { domain: [min(hits) ?? 0, max(hits) ?? 1], roles: HIT_COLOURS },
    mistake: { domain: [0, worst], roles: MISTAKE_COLOURS },
  };
}

function cell(count: number, share: number, actual: number, predicted: number, layout: Layout): string {
  const { left, top, cellWidth, cellHeight, countSize, shareSize } = layout;
  const x = left + predicted * cellWidth;
  const y = top + actual * cellHeight;
  const middle = { x: x + cellWidth / 2, "text-anchor": "middle" };
  const scale = actual === predicted ? layout.hit : layout.mistake;
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
    const zero = {
      ...middle,
      y: y + cellHeight / 2 + shareSize * 0.36,
      "font-size": shareSize,
      fill: FAINT_INK,
    };
    return ground(ZERO_COLOUR) + text("0", zero);
  }
  return (
    ground(colourAt(scale, share)) +
    text(format(count), { ...middle, y: y + cellHeight / 2 - 2, "font-size": countSize, fill: INK }) +
    text(formatShare(share), {
      ...middle,
      y: y + cellHeight / 2 + shareSize + 1,
      "font-size": shareSize,
      fill: INK,
    })
  );
}

function columnLabels(
  labels: readonly string[],
  labelWidth: number,
  { left, top, cellWidth }: Layout,
): string {
  const turned = labelWidth > cellWidth - 8;
  const font = { "font-size": LABEL_SIZE, fill: INK };
  const y = top - 10;
  const written = labels.map((label, i) => {
    const x = left + (i + 0.5) * cellWidth;
    if (!turned) return text(label, { x, y, "text-anchor": "middle", ...font });
    return text(label, { x: x + 4, y, transform: `rotate(-90 ${point(x + 4, y)})`, ...font });
  });
  const nameY = turned ? y - labelWidth - 14 : y - 22;
  return (
    text("Predicted class →", { x: left, y: nameY, "font-size": LABEL_SIZE, fill: SOFT_INK }) +
    written.join("")
  );
}

function rowLabels(labels: readonly string[], { left, top, cellHeight }: Layout): string {
  const end = { x: left - 10, "text-anchor": "end", "font-size": LABEL_SIZE };
  const written = labels.map((label, i) =>
    text(label, { ...end, y: top + (i + 0.5) * cellHeight + LABEL_SIZE * 0.36, fill: INK }),
  );
  return text("↓ Actual class", { ...end, y: top - 10, fill: SOFT_INK }) + written.join("");
}

function rowTotals(totals: readonly number[], right: number, { top, cellHeight }: Layout): string {
  const end = { x: right, "text-anchor": "end", fill: SOFT_INK };
  const written = totals.map((total, i) =>
    text(format(total), {
      ...end,
      y: top + (i + 0.5) * cellHeight + LABEL_SIZE * 0.36,
      "font-size": LABEL_SIZE,
    }),
  );
  return text("samples", { ...end, y: top - 10, "font-size": LABEL_SIZE }) + written.join("");
}

function format(count: number): string {
  return count.toLocaleString("en-US");
}

function describe(
  classes: readonly string[],
  counts: readonly (readonly number[])[],
  totals: readonly number[],
): string {
  const hits = sum(counts, (row, i) => row[i ?? 0]);
  const pairs = counts
    .flatMap((row, actual) => row.map((count, predicted) => ({ actual, predicted, count })))
    .filter(({ actual, predicted, count }) => actual !== predicted && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, 3)
    .map(
      ({ actual, predicted, count }) =>
        `${classes[actual]} taken for ${classes[predicted]} ${format(count)} times`,
    );
  return (
    `Confusion matrix of ${classes.length} classes, rows actual, columns predicted: ` +
    `${format(hits)} of ${format(sum(totals))} samples are on the diagonal. ` +
    (pairs.length === 0 ? "No mistakes." : `Most frequent mistakes: ${pairs.join(", ")}.`)
  );
}

function checkCounts(classes: readonly string[], counts: readonly (readonly number[])[]): void {
  const size = classes.length;
  if (size < 2) throw new RangeError(`Confusion matrix: expected two classes or more, got ${size}.`);
  if (counts.length !== size) {
    throw new RangeError(
      `Confusion matrix: expected ${size} rows, one for each class, got ${counts.length}.`,
    );
  }
  counts.forEach((row, actual) => {
    if (row.length !== size) {
      throw new RangeError(`Confusion matrix: expected ${size} counts in row ${actual}, got ${row.length}.`);
    }
    const wrong = row.findIndex((count) => !(Number.isSafeInteger(count) && count >= 0));
    if (wrong < 0) return;
    throw new RangeError(
      `Confusion matrix: expected a whole number of samples in row ${actual}, column ${wrong}, got ${row[wrong]}.`,
    );
  });
}
