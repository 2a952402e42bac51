import { max } from "d3-array";
import { scaleLinear } from "d3-scale";
import { AXIS_SPACE, type Panel, xAxis, yAxis } from "../axes/axis.ts";
import { formatCompact } from "../axes/log-ticks.ts";
import { type Chart, chart, type Table } from "../draw/chart.ts";
import { chartTitle } from "../draw/chart-title.ts";
import { CHART_WIDTH, MARGIN, RULE, SOFT_INK } from "../draw/style.ts";
import { element, line, text } from "../draw/svg.ts";
import { textWidth } from "../draw/text-width.ts";
import { colour } from "../draw/theme.ts";
import { checkReliability, type ReliabilityBin } from "./reliability-bin.ts";
import { FEW_SAMPLES, GAP_LOOK, PERFECT, reliabilityKey, reliabilityMark } from "./reliability-key.ts";

export interface ReliabilityChartOptions {
  readonly title: string;
  readonly bins: readonly ReliabilityBin[];
  /** Mean of |accuracy - mean confidence| over the samples, in [0, 1]. */
  readonly expectedCalibrationError: number;
  readonly samples: number;
}

interface FilledBin extends ReliabilityBin {
  readonly meanConfidence: number;
  readonly accuracy: number;
}

const SIDE = 390;
const DIAGRAM: Panel = { left: MARGIN + AXIS_SPACE.left, top: MARGIN + 74, width: SIDE, height: SIDE };
const HISTOGRAM: Panel = { ...DIAGRAM, top: DIAGRAM.top + SIDE + 46, height: 84 };
const COUNT_SIZE = 10;

/**
 * Reliability diagram: how often a network is right over how sure it is, and beneath, how many samples are that sure.
 * After Niculescu-Mizil & Caruana (2005), doi:10.1145/1102351.1102430.
 * @throws {RangeError} without bins; for bins that overlap or leave [0, 1], a share outside [0, 1], or counts that do
 *   not add up to the samples.
 */
export function reliabilityChart({ title, ...options }: ReliabilityChartOptions): Chart {
  checkReliability(options);
  const { bins, expectedCalibrationError, samples } = options;
  const filled = bins.filter((bin): bin is FilledBin => bin.count > 0);
  const x = scaleLinear([0, 1], [DIAGRAM.left, DIAGRAM.left + SIDE]);
  const y = scaleLinear([0, 1], [DIAGRAM.top + SIDE, DIAGRAM.top]);
  const ticks = { ticks: x.ticks(5), format: x.tickFormat(5) };
  const error = `Expected calibration error ${expectedCalibrationError.toFixed(4)}`;
  const subtitle = `${error}, ${samples.toLocaleString("en-US")} samples in ${bins.length} bins`;
  return chart(
    {
      width: CHART_WIDTH,
      height: HISTOGRAM.top + HISTOGRAM.height + AXIS_SPACE.bottom + MARGIN,
      title,
      description: describe(error, filled),
      tables: [tabulate(bins)],
    },
    chartTitle(title, CHART_WIDTH, subtitle),
    yAxis({ panel: DIAGRAM, scale: y, ...ticks, name: "Accuracy (share of the bin's samples)" }),
    ...ticks.ticks.map((tick) => line(x(tick), DIAGRAM.top, x(tick), DIAGRAM.top + SIDE, { stroke: RULE })),
    line(x(0), y(0), x(1), y(1), { class: "perfect", ...PERFECT }),
    ...filled.map(({ meanConfidence, accuracy }) =>
      line(x(meanConfidence), y(meanConfidence), x(meanConfidence), y(accuracy), {
        class: "gap",
        ...GAP_LOOK,
      }),
    ),
    ...filled.map(({ meanConfidence, accuracy, count }) =>
      reliabilityMark(x(meanConfidence), y(accuracy), count),
    ),
    histogram(bins, x),
    xAxis({
      panel: HISTOGRAM,
      scale: x,
      ...ticks,
      name: "Mean confidence (score of the predicted class)",
    }),
    reliabilityKey(DIAGRAM.left + SIDE + 20, DIAGRAM.top),
  );
}

/** Bars from 0; one of few samples is a pixel high at least, and each has its count above it where all have room. */
function histogram(bins: readonly ReliabilityBin[], x: (confidence: number) => number): string {
  const { top, height } = HISTOGRAM;
  const largest = max(bins, ({ count }) => count) ?? 0;
  const y = scaleLinear([0, Math.max(1, largest)], [top + height, top]).nice(2);
  const ticks = y.ticks(2).filter(Number.isInteger);
  const fits = bins.every(
    ({ low, high, count }) => textWidth(formatCount(count), COUNT_SIZE) + 2 <= x(high) - x(low),
  );
  return element(
    "g",
    { class: "histogram" },
    yAxis({ panel: HISTOGRAM, scale: y, ticks, format: formatCompact, name: "Samples" }),
    ...bins
      .filter(({ count }) => count > 0)
      .map(({ low, high, count }) => {
        const barHeight = Math.max(1, y(0) - y(count));
        const at = { x: (x(low) + x(high)) / 2, y: y(0) - barHeight - 4, "text-anchor": "middle" };
        return (
          element("rect", {
            class: "bar",
            x: x(low) + 0.5,
            y: y(0) - barHeight,
            width: x(high) - x(low) - 1,
            height: barHeight,
            fill: colour("fill-strong"),
          }) + (fits ? text(formatCount(count), { ...at, "font-size": COUNT_SIZE, fill: SOFT_INK }) : "")
        );
      }),
  );
}

/** Short: 312, 1.2k, 46k. */
function formatCount(count: number): string {
  return formatCompact(count < 1000 ? count : Number(count.toPrecision(2)));
}

function tabulate(bins: readonly ReliabilityBin[]): Table {
  return {
    name: "Reliability",
    columns: ["confidence from", "to", "samples", "mean confidence", "accuracy", "accuracy - confidence"],
    rows: bins.map(({ low, high, count, meanConfidence, accuracy }) => [
      low,
      high,
      count,
      meanConfidence,
      accuracy,
      accuracy === null || meanConfidence === null ? null : accuracy - meanConfidence,
    ]),
  };
}

function describe(error: string, bins: readonly FilledBin[]): string {
  const fullest = bins.find(({ count }) => count === max(bins, (bin) => bin.count));
  const told =
    fullest === undefined
      ? "There are no samples."
      : `The fullest bin holds ${fullest.count.toLocaleString("en-US")} samples: mean confidence ` +
        `${fullest.meanConfidence.toFixed(4)}, accuracy ${fullest.accuracy.toFixed(4)}.`;
  const sure = bins.filter(({ count }) => count >= FEW_SAMPLES);
  const over = sure.filter(({ meanConfidence, accuracy }) => accuracy < meanConfidence).length;
  return (
    `Accuracy over mean confidence, beside the diagonal of perfect calibration. ${error}. ${told} ` +
    `Bins of ${FEW_SAMPLES} samples or more: ${sure.length}; less accurate than confident: ${over} of them.`
  );
}
