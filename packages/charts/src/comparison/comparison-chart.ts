import { AXIS_SPACE, type Panel, xAxis, yAxis, yRules } from "../axes/axis.ts";
import { type Effort, type EffortAxis, effortAxis } from "../axes/effort-axis.ts";
import { formatCompact } from "../axes/log-ticks.ts";
import { formatAccuracy, formatLoss } from "../axes/measure-axis.ts";
import { type Chart, chart, type Table } from "../draw/chart.ts";
import { chartTitle } from "../draw/chart-title.ts";
import { CHART_WIDTH, LABEL_SIZE, MARGIN, PAPER, RULE, SUBTITLE_BOTTOM } from "../draw/style.ts";
import { element } from "../draw/svg.ts";
import { textWidth } from "../draw/text-width.ts";
import { type ComparisonRun, checkRuns, pointsBeforeDivergence } from "./comparison-run.ts";
import { type Result, type ResultAxis, resultAxis } from "./result-axis.ts";
import { RUN_LABEL_LEFT, runLegend } from "./run-legend.ts";
import { chooseMarked, plotRun, type RunPoint } from "./run-line.ts";
import { divergenceMark, type RunStyle, runMarker, runStyle } from "./run-style.ts";

export interface ComparisonChartOptions {
  readonly title: string;
  readonly runs: readonly ComparisonRun[];
}

const EFFORTS: readonly Effort[] = ["epoch", "step", "seconds"];
/** Between columns, the last label of one panel and the first of the next both reach in. */
const GAP = { columns: 37, rows: 14 } as const;
const PANEL = {
  width: (CHART_WIDTH - 2 * MARGIN - AXIS_SPACE.left - (EFFORTS.length - 1) * GAP.columns) / EFFORTS.length,
  height: 170,
} as const;
const LEGEND = { top: SUBTITLE_BOTTOM + 14, gap: 16, width: CHART_WIDTH - 2 * MARGIN } as const;
const RESULTS: readonly Result[] = ["accuracy", "loss"];

/** A run with what is drawn of each result: its line of losses ends where it diverged. */
interface Drawn {
  readonly style: RunStyle;
  readonly points: Readonly<Record<Result, ComparisonRun["points"]>>;
  readonly diverged: boolean;
}

/**
 * Accuracy and loss of runs, one line each, over what they spent: epochs, steps and seconds. Small multiples after
 * Tufte (1983), The Visual Display of Quantitative Information: rows share their y axis.
 * @throws {RangeError} without runs or for one without points; for an effort that is negative or falls, an
 *   accuracy outside [0, 1] or a negative loss.
 */
export function comparisonChart({ title, runs }: ComparisonChartOptions): Chart {
  checkRuns(runs);
  const drawn = runs.map((run, index): Drawn => {
    const loss = pointsBeforeDivergence(run);
    const points = { accuracy: run.points, loss };
    return { style: runStyle(index), points, diverged: loss.length < run.points.length };
  });
  const lefts = EFFORTS.map((_, column) => MARGIN + AXIS_SPACE.left + column * (PANEL.width + GAP.columns));
  const legend = runLegend(
    runs.map((run, i) => ({ name: run.name, note: describeEnd(run), style: drawn[i].style })),
    { left: MARGIN, top: LEGEND.top, width: LEGEND.width, columns: legendColumns(runs), gap: LEGEND.gap },
  );
  const rowHeight = AXIS_SPACE.top + PANEL.height + AXIS_SPACE.bottom + GAP.rows;
  const firstTop = LEGEND.top + legend.height + 12 + AXIS_SPACE.top;
  const rows = RESULTS.map((result, row) => {
    const top = firstTop + row * rowHeight;
    const results = drawn.map(({ points }) => points[result].map((point) => point[result]));
    return { result, top, y: resultAxis(result, results, [top + PANEL.height, top]) };
  });
  const panels = rows.flatMap(({ result, top, y }) =>
    EFFORTS.map((effort, column) =>
      plotPanel(drawn, effort, result, y, { ...PANEL, left: lefts[column], top }),
    ),
  );
  const height = rows[rows.length - 1].top + PANEL.height + AXIS_SPACE.bottom + MARGIN;
  return chart(
    { width: CHART_WIDTH, height, title, description: describe(runs), tables: tablesOf(runs) },
    chartTitle(title, CHART_WIDTH, subtitle(drawn, rows[rows.length - 1].y)),
    legend.svg,
    ...panels,
  );
}

/** Three where every name fits its column, else two. */
function legendColumns(runs: readonly ComparisonRun[]): number {
  const room = (LEGEND.width - 2 * LEGEND.gap) / 3 - RUN_LABEL_LEFT;
  return runs.every(({ name }) => textWidth(name, LABEL_SIZE) <= room) ? 3 : 2;
}

function subtitle(runs: readonly Drawn[], { ceiling }: ResultAxis): string {
  const count = runs.length === 1 ? "1 run" : `${runs.length} runs`;
  const notes: string[] = [];
  if (ceiling !== undefined) notes.push(`losses above ${formatCompact(ceiling)} run along the upper edge`);
  if (runs.some(({ diverged, points }) => diverged && points.loss.length > 0))
    notes.push("× ends a loss that stopped being a number");
  return notes.length === 0
    ? `${count}, by epoch, by step (weight update) and by training time`
    : [count, ...notes].join("; ");
}

function plotPanel(
  runs: readonly Drawn[],
  effort: Effort,
  result: Result,
  y: ResultAxis,
  panel: Panel,
): string {
  // Of all points, also those after a divergence, so that both rows have the same axis.
  const efforts = runs.map(({ points }) => points.accuracy.map((point) => point[effort]));
  const x = effortAxis(effort, efforts, panel);
  const lines = runs.map(({ points, ...run }) => ({
    ...run,
    points: points[result].map((point) => ({ x: x.scale(point[effort]), y: y.scale(point[result]) })),
  }));
  // Many runs are many lines: each with fewer points, so that the picture stays small.
  const column = Math.max(1, runs.length / 2);
  return element(
    "g",
    { class: `${result}-${effort}` },
    frame(panel),
    effort === EFFORTS[0] ? yAxis({ panel, ...y }) : yRules({ panel, ...y }),
    xAxis({ panel, ...x }),
    leapGap(panel, x),
    ...lines.map(({ points, style }) => plotRun(points, style, { leapAt: x.leapAt, column })),
    ...lines.map(({ points, style, diverged }, index) =>
      plotMarkers(points, style, index, diverged && result === "loss"),
    ),
  );
}

function plotMarkers(points: readonly RunPoint[], style: RunStyle, index: number, diverged: boolean): string {
  const marked = chooseMarked(points, index);
  const last = points[points.length - 1];
  return marked
    .map((point) => (diverged && point === last ? divergenceMark(style, point) : runMarker(style, point)))
    .join("");
}

/** A break in the frame and the grid lines, between 0 and the logarithmic part. */
function leapGap({ top, height }: Panel, { leapAt }: EffortAxis): string {
  if (leapAt === undefined) return "";
  return element("rect", { x: leapAt - 3, y: top - 1, width: 6, height: height + 2, fill: PAPER });
}

function frame({ left, top, width, height }: Panel): string {
  return element("rect", { x: left, y: top, width, height, fill: "none", stroke: RULE });
}

function describeEnd({ points }: ComparisonRun): string {
  const { accuracy, loss } = points[points.length - 1];
  return `${formatAccuracy(accuracy)}, loss ${Number.isFinite(loss) ? formatLoss(loss) : "diverged"}`;
}

function describe(runs: readonly ComparisonRun[]): string {
  const ends = runs.map((run) => {
    const { epoch, step, seconds } = run.points[run.points.length - 1];
    const spent = `epoch ${epoch}, step ${formatCompact(step)}, ${formatCompact(seconds)} s`;
    return `${run.name}: ${describeEnd(run)} at ${spent}`;
  });
  return `Accuracy and loss over epochs, steps and seconds of training. At the end of each run: ${ends.join("; ")}.`;
}

function tablesOf(runs: readonly ComparisonRun[]): Table[] {
  const columns = [
    "run",
    "epoch",
    "step (weight updates)",
    "training time (s)",
    "accuracy (fraction)",
    "loss (mean per sample)",
  ];
  const rowsOf = ({ name, points }: ComparisonRun) =>
    points.map(({ epoch, step, seconds, accuracy, loss }) => [
      name,
      epoch,
      step,
      seconds,
      accuracy,
      Number.isFinite(loss) ? loss : null,
    ]);
  return [
    { name: "End of each run", columns, rows: runs.flatMap((run) => rowsOf(run).slice(-1)) },
    { name: "Points", columns, rows: runs.flatMap(rowsOf) },
  ];
}
