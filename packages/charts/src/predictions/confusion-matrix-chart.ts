import { sum } from "d3-array";
import { type Chart, chart, type Table } from "../draw/chart.ts";
import { chartTitle } from "../draw/chart-title.ts";
import { formatCount } from "../draw/format-count.ts";
import { CHART_WIDTH, MARGIN } from "../draw/style.ts";
import { checkConfusion } from "./check-confusion.ts";
import { COLOUR_KEY_WIDTH, colourKey } from "./colour-key.ts";
import { columnLabels, confusionCell, quietGround, rowLabels, rowTotals } from "./confusion-cells.ts";
import { layOutConfusion, SIDE_GAP, totalWidth } from "./confusion-layout.ts";

export interface ConfusionMatrixChartOptions {
  readonly title: string;
  /** Names of the classes [classes]. */
  readonly classes: readonly string[];
  /** Samples [classes, classes]: row = actual class, column = predicted class. */
  readonly counts: readonly (readonly number[])[];
}

const SUBTITLE = "Each cell: samples, and their share of the actual class (the row)";
const KEY_HEIGHT = 24;

/**
 * Confusion matrix with counts and their shares of the actual class; hits in blue, mistakes in orange.
 * @throws {RangeError} for fewer than two classes, a matrix that is not [classes, classes], or a count that is
 *   not a whole number.
 */
export function confusionMatrixChart({ title, classes, counts }: ConfusionMatrixChartOptions): Chart {
  checkConfusion(classes, counts);
  const totals = counts.map((row) => sum(row));
  const shares = counts.map((row, actual) =>
    row.map((count) => (totals[actual] === 0 ? 0 : count / totals[actual])),
  );
  const layout = layOutConfusion(classes, counts, shares, totals);
  const { left, top, cellWidth, cellHeight, hit, mistake } = layout;
  const totalsEnd = left + cellWidth * classes.length + SIDE_GAP + totalWidth(totals);
  const keysTop = top + cellHeight * classes.length + 20;
  const keys = [
    { name: "Correct, share of the actual class", colour: hit },
    { name: "Mistaken, share of the actual class", colour: mistake },
  ].filter(({ colour: { domain } }, i) => i === 0 || domain[1] > 0);

  const width = Math.max(CHART_WIDTH, MARGIN + Math.max(totalsEnd, left + COLOUR_KEY_WIDTH));
  return chart(
    {
      width,
      height: keysTop + keys.length * KEY_HEIGHT - 12 + MARGIN,
      title,
      description: describe(classes, counts, totals),
      tables: tablesOf(classes, counts, shares, totals),
    },
    chartTitle(title, width, layout.crowded ? `${SUBTITLE}; empty where there are none` : SUBTITLE),
    columnLabels(layout),
    rowLabels(layout),
    quietGround(layout),
    ...counts.flatMap((row, actual) =>
      row.map((count, predicted) =>
        confusionCell({ count, share: shares[actual][predicted], actual, predicted }, layout),
      ),
    ),
    rowTotals(totals, totalsEnd, layout),
    ...keys.map(({ name, colour }, i) => colourKey(name, colour, left, keysTop + i * KEY_HEIGHT)),
  );
}

function tablesOf(
  classes: readonly string[],
  counts: readonly (readonly number[])[],
  shares: readonly (readonly number[])[],
  totals: readonly number[],
): Table[] {
  const columns = ["actual class", ...classes.map((label) => `predicted ${label}`)];
  return [
    {
      name: "Samples",
      columns: [...columns, "samples"],
      rows: counts.map((row, actual) => [classes[actual], ...row, totals[actual]]),
    },
    {
      name: "Shares of the actual class (fraction)",
      columns,
      rows: shares.map((row, actual) => [
        classes[actual],
        ...row.map((share) => (totals[actual] === 0 ? null : share)),
      ]),
    },
  ];
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
        `${classes[actual]} taken for ${classes[predicted]} ${formatCount(count)} times`,
    );
  return (
    `Confusion matrix of ${classes.length} classes, rows actual, columns predicted: ` +
    `${formatCount(hits)} of ${formatCount(sum(totals))} samples are on the diagonal. ` +
    (pairs.length === 0 ? "No mistakes." : `Most frequent mistakes: ${pairs.join(", ")}.`)
  );
}
