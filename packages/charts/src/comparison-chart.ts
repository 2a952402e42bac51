import { AXIS_SPACE, type Panel, xAxis, yAxis, yRules } from "./axis.ts";
import { chartTitle } from "./chart-title.ts";
import { type ComparisonRun, checkRuns, pointsBeforeDivergence } from "./comparison-run.ts";
import { type Effort, type EffortAxis, effortAxis } from "./effort-axis.ts";
import { formatCompact } from "./log-ticks.ts";
import { formatAccuracy, formatLoss } from "./measure-axis.ts";
import { type Result, type ResultAxis, resultAxis } from "./result-axis.ts";
import { runLegend } from "./run-legend.ts";
import { chooseMarked, plotRun, type RunPoint } from "./run-line.ts";
import { divergenceMark, type RunStyle, runMarker, runStyle } from "./run-style.ts";
import { MARGIN, PAPER, RULE } from "./style.ts";
import { element, picture } from "./svg.ts";

export interface ComparisonChartOptions {
  readonly title: string;
  readonly runs: readonly ComparisonRun[];
}

const PANEL = { width: 270, height: 230 } as const;
const GAP = { columns: 34, rows: 22 } as const;
const LEGEND_TOP = MARGIN + 56;
const EFFORTS: readonly Effort[] = ["epoch", "step", "seconds"];
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
export function comparisonChart({ title, runs }: ComparisonChartOptions): string {
  checkRuns(runs);
  const drawn = runs.map((run, index): Drawn => {
    const loss = pointsBeforeDivergence(run);
    const points = { accuracy: run.points, loss };
    return { style: runStyle(index), points, diverged: loss.length < run.points.length };
  });
  const left = MARGIN + AXIS_SPACE.left;
  const lefts = EFFORTS.map((_, column) => left + column * (PANEL.width + GAP.columns));
  const width = lefts[lefts.length - 1] + PANEL.width + MARGIN;

  const legend = runLegend(
    runs.map((run, i) => ({ name: run.name, note: describeEnd(run), style: drawn[i].style })),
    { lefts: [MARGIN, ...lefts.slice(1)], width: PANEL.width, top: LEGEND_TOP },
  );
  const rowHeight = AXIS_SPACE.top + PANEL.height + AXIS_SPACE.bottom + GAP.rows;
  const firstTop = LEGEND_TOP + legend.height + 14 + AXIS_SPACE.top;
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
  return picture(
    { width, height, title, description: describe(runs) },
    chartTitle(title, width, subtitle(drawn, rows[rows.length - 1].y)),
    legend.svg,
    ...panels,
  );
}

function subtitle(runs: readonly Drawn[], { ceiling }: ResultAxis): string {
  const notes = [`${runs.length === 1 ? "1 run" : `${runs.length} runs`} over epochs, steps and time`];
  if (ceiling !== undefined) notes.push(`losses above ${formatCompact(ceiling)} run along the upper edge`);
  if (runs.some(({ diverged, points }) => diverged && points.loss.length > 0))
    notes.push("× is where a loss stopped being a number");
  return notes.join("; ");
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
  return element(
    "g",
    { class: `${result}-${effort}` },
    frame(panel),
    effort === EFFORTS[0] ? yAxis({ panel, ...y }) : yRules({ panel, ...y }),
    xAxis({ panel, ...x }),
    leapGap(panel, x),
    ...lines.map(({ points, style }) => plotRun(points, style, x.leapAt)),
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
