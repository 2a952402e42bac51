import { extent } from "d3-array";
import { AXIS_SPACE, type Panel } from "../axes/axis.ts";
import { panelHeading } from "../axes/panel-heading.ts";
import { type Chart, chart, type Table } from "../draw/chart.ts";
import { chartTitle } from "../draw/chart-title.ts";
import { CHART_WIDTH, lineStyle, MARGIN, SOFT_INK, TICK_SIZE } from "../draw/style.ts";
import { line, text } from "../draw/svg.ts";
import { type Curve, thinCurve } from "../draw/thin-curve.ts";
import { classLegend } from "./class-legend.ts";
import { clipCurve } from "./clip-curve.ts";
import {
  type CurveScales,
  curveAxes,
  curveScales,
  frameCorner,
  plotCurve,
  plotPanel,
  RANDOM_GUESS,
  toPixels,
} from "./curve-panel.ts";
import { checkPrecisionRecall, type PrecisionRecallCurve } from "./precision-recall-curve.ts";
import { chooseCorner } from "./roc-corner.ts";

export interface PrecisionRecallChartOptions {
  readonly title: string;
  readonly curves: readonly PrecisionRecallCurve[];
}

const SIDE = 255;
const TOP = MARGIN + 108;
const WHOLE: Panel = { left: MARGIN + AXIS_SPACE.left, top: TOP, width: SIDE, height: SIDE };
const ENLARGED: Panel = { ...WHOLE, left: CHART_WIDTH - MARGIN - SIDE };
const RECALLS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1];

/**
 * Precision over recall of all classes, one against the rest, whole and enlarged at the corner that matters. Drawn in
 * steps, so that the area beneath is the average precision: a straight line between two points promises too much
 * (Davis & Goadrich 2006, doi:10.1145/1143844.1143874).
 * @throws {RangeError} without curves; for a value outside [0, 1], a recall that falls, or lengths that differ.
 */
export function precisionRecallChart({ title, curves }: PrecisionRecallChartOptions): Chart {
  checkPrecisionRecall(curves);
  const lines = curves.map((curve, index) => ({ curve, style: lineStyle(index) }));
  const drawn = lines
    .filter(({ curve }) => curve.averagePrecision !== null)
    .map(({ curve, style }) => ({ label: curve.label, steps: toSteps(curve), style }));
  const corner = chooseCorner(
    drawn.map(({ steps }) => ({ x: steps.x.map((recall) => 1 - recall), y: steps.y })),
  );
  const whole = curveScales(WHOLE, [0, 1], [0, 1]);
  const enlarged = curveScales(ENLARGED, [1 - corner, 1], [1 - corner, 1]);
  // More curves than ten hide each other: coarser, so that the picture stays as small as with ten.
  const tolerance = 0.25 * Math.max(1, drawn.length / 10);
  const thinned = drawn.map((one) => ({ ...one, thin: thinCurve(toPixels(one.steps, whole), tolerance) }));
  const [low, high] = extent(curves, baseRate);
  const key = classLegend(
    lines.map(({ curve, style }) => ({
      label: curve.label,
      value: formatPrecision(curve.averagePrecision),
      style: curve.averagePrecision === null ? undefined : style,
    })),
    "AP",
    { left: MARGIN, top: TOP + SIDE + AXIS_SPACE.bottom + 14, width: CHART_WIDTH - 2 * MARGIN },
  );
  return chart(
    {
      width: CHART_WIDTH,
      height: TOP + SIDE + AXIS_SPACE.bottom + 14 + key.height + MARGIN,
      title,
      description: describe(curves, corner),
      tables: [
        summarize(curves),
        precisionAtRecall(curves),
        {
          name: "Points of the whole curves, as drawn",
          columns: ["class", "recall", "precision"],
          rows: thinned.flatMap(({ label, thin }) =>
            Array.from(thin.x, (x, i) => [label, round(whole.x.invert(x)), round(whole.y.invert(thin.y[i]))]),
          ),
        },
      ],
      panels: [plotPanel(whole), plotPanel(enlarged)],
    },
    chartTitle(
      title,
      CHART_WIDTH,
      "One class against the rest; AP: average precision, the area under the curve",
    ),
    panelHeading("The whole curve", WHOLE),
    axes(whole),
    low === undefined ? "" : plotGuesses(low, high, whole),
    frameCorner(whole, enlarged),
    ...thinned.map(({ thin, style }) => plotCurve(thin, style)),
    panelHeading(`Its upper right corner, ${Math.round(1 / corner)} times as large`, ENLARGED),
    axes(enlarged),
    ...drawn.map(({ steps, style }) =>
      clipCurve(steps, { x: [1 - corner, 1], y: [1 - corner, 1] })
        .map((part) => plotCurve(thinCurve(toPixels(part, enlarged), tolerance), style))
        .join(""),
    ),
    key.svg,
  );
}

/** Between two points the precision is the later one's; before the first, the first one's. */
function toSteps({ recall, precision }: PrecisionRecallCurve): Curve {
  const x = new Float64Array(2 * recall.length);
  const y = new Float64Array(2 * recall.length);
  recall.forEach((value, i) => {
    x[2 * i] = i === 0 ? 0 : recall[i - 1];
    x[2 * i + 1] = value;
    y.fill(precision[i], 2 * i, 2 * i + 2);
  });
  return { x, y };
}

function axes(scales: CurveScales): string {
  return curveAxes(scales, "Recall (share of the class)", "Precision (share of the predicted)");
}

/** A random guess has a class's base rate as its precision, at every recall: from the rarest class to the most frequent. */
function plotGuesses(low: number, high: number, { x, y }: CurveScales): string {
  const name = { x: x(0) + 8, y: y(high) - 6, "font-size": TICK_SIZE, fill: SOFT_INK };
  const rules = [...new Set([low, high])].map((rate) =>
    line(x(0), y(rate), x(1), y(rate), { class: "base-rate", ...RANDOM_GUESS }),
  );
  return rules.join("") + text(`random guess: ${formatRange(low, high)}`, name);
}

function baseRate({ precision, averagePrecision }: PrecisionRecallCurve): number | undefined {
  return averagePrecision === null ? undefined : precision[precision.length - 1];
}

function summarize(curves: readonly PrecisionRecallCurve[]): Table {
  return {
    name: "Average precision",
    columns: ["class", "average precision", "base rate (share of the samples)"],
    rows: curves.map((curve) => [curve.label, curve.averagePrecision, baseRate(curve) ?? null]),
  };
}

function precisionAtRecall(curves: readonly PrecisionRecallCurve[]): Table {
  return {
    name: "Precision at a recall",
    columns: ["class", ...RECALLS.map((recall) => `at ${recall}`)],
    rows: curves.map(({ label, recall, precision, averagePrecision }) => [
      label,
      ...RECALLS.map((at) => {
        const reached = averagePrecision === null ? -1 : recall.findIndex((value) => value >= at);
        return reached < 0 ? null : precision[reached];
      }),
    ]),
  };
}

function formatPrecision(averagePrecision: number | null): string {
  return averagePrecision === null ? "none" : averagePrecision.toFixed(4);
}

function formatRange(low: number, high: number): string {
  const [from, to] = [low.toFixed(3), high.toFixed(3)];
  return from === to ? from : `${from} to ${to}`;
}

/** Six decimals: far below a pixel. */
function round(value: number): number {
  return Number(value.toFixed(6));
}

function describe(curves: readonly PrecisionRecallCurve[], corner: number): string {
  const written = curves
    .map((curve) => `${curve.label} ${formatPrecision(curve.averagePrecision)}`)
    .join(", ");
  return (
    "Precision over recall, one class against the rest, whole and enlarged from a precision and a recall of " +
    `${round(1 - corner)} to 1. Average precision: ${written}.`
  );
}
