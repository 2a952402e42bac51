import { extent, max } from "d3-array";
import { scaleLinear } from "d3-scale";
import { line as linePath } from "d3-shape";
import { AXIS_SPACE, type Panel, xAxis, yAxis } from "./axis.ts";
import { chartTitle } from "./chart-title.ts";
import { LABEL_SIZE, MARGIN } from "./style.ts";
import { element, picture, text } from "./svg.ts";
import { textWidth } from "./text-width.ts";

export interface LearningCurveEpoch {
  /** A whole number, larger than the epoch's before. */
  readonly epoch: number;
  /** In [0, 1]. */
  readonly trainAccuracy: number;
  /** Mean per sample. */
  readonly trainLoss: number;
  readonly validationAccuracy?: number | undefined;
  readonly validationLoss?: number | undefined;
}

export interface LearningCurveChartOptions {
  readonly title: string;
  readonly epochs: readonly LearningCurveEpoch[];
}

type Measure = Exclude<keyof LearningCurveEpoch, "epoch">;

interface Series {
  readonly name: string;
  readonly measure: Measure;
  readonly colour: string;
  readonly hollow: boolean;
}

const TRAINING = { name: "training", colour: "#2b6cb0", hollow: false } as const;
const VALIDATION = { name: "validation", colour: "#c2410c", hollow: true } as const;
const PANEL = { width: 330, height: 260 } as const;
/** Beyond this many epochs dots would hide the line. */
const MOST_DOTS = 40;

/**
 * Accuracy and loss over epochs, one panel each, every line named at its end.
 * @throws {RangeError} without epochs; for an epoch that is not a whole number or does not rise, an accuracy
 *   outside [0, 1] or a loss that is not finite.
 */
export function learningCurveChart({ title, epochs }: LearningCurveChartOptions): string {
  checkEpochs(epochs);
  const labelWidth = textWidth(`${VALIDATION.name} 100.00%`, LABEL_SIZE, "bold");
  const top = MARGIN + 74;
  const left = MARGIN + AXIS_SPACE.left;
  const panels: readonly Panel[] = [
    { ...PANEL, left, top },
    { ...PANEL, left: left + PANEL.width + labelWidth + 28 + AXIS_SPACE.left, top },
  ];
  const width = panels[1].left + PANEL.width + 12 + labelWidth + MARGIN;
  return picture(
    {
      width,
      height: top + PANEL.height + AXIS_SPACE.bottom + MARGIN,
      title,
      description: describe(epochs),
    },
    chartTitle(title, width),
    accuracyPanel(epochs, panels[0]),
    lossPanel(epochs, panels[1]),
  );
}

function accuracyPanel(epochs: readonly LearningCurveEpoch[], panel: Panel): string {
  const series: readonly Series[] = [
    { ...TRAINING, measure: "trainAccuracy" },
    { ...VALIDATION, measure: "validationAccuracy" },
  ];
  const [low, high] = extent(valuesOf(epochs, series)) as [number, number];
  // Two percent at least, so that a flat line does not magnify nothing; never beyond what an accuracy can be.
  const pad = Math.max(0.01, (high - low) * 0.08);
  const [from, to] = scaleLinear([Math.max(0, low - pad), Math.min(1, high + pad)], [0, 1])
    .nice(5)
    .domain();
  const percent = scaleLinear([from * 100, to * 100], [0, 1]).tickFormat(5);
  return plotPanel(epochs, series, panel, [from, to], {
    name: "Accuracy (%)",
    tick: (accuracy) => percent(accuracy * 100),
    value: formatAccuracy,
  });
}

function lossPanel(epochs: readonly LearningCurveEpoch[], panel: Panel): string {
  const series: readonly Series[] = [
    { ...TRAINING, measure: "trainLoss" },
    { ...VALIDATION, measure: "validationLoss" },
  ];
  const highest = max(valuesOf(epochs, series)) ?? 0;
  const domain = scaleLinear([0, highest > 0 ? highest * 1.04 : 1], [0, 1])
    .nice(5)
    .domain();
  return plotPanel(epochs, series, panel, [domain[0], domain[1]], {
    name: "Loss (mean per sample)",
    tick: scaleLinear(domain, [0, 1]).tickFormat(5),
    value: formatLoss,
  });
}

interface Wording {
  readonly name: string;
  readonly tick: (value: number) => string;
  readonly value: (value: number) => string;
}

function plotPanel(
  epochs: readonly LearningCurveEpoch[],
  series: readonly Series[],
  panel: Panel,
  domain: readonly [number, number],
  { name, tick, value }: Wording,
): string {
  const x = epochScale(epochs, panel);
  const y = scaleLinear(domain, [panel.top + panel.height, panel.top]);
  const drawn = series.filter(({ measure }) => epochs.some((row) => row[measure] !== undefined));
  return element(
    "g",
    {},
    yAxis({ panel, scale: y, ticks: y.ticks(5), format: tick, name }),
    xAxis({ panel, scale: x, ticks: epochTicks(epochs, x), format: String, name: "Epoch" }),
    ...drawn.map((one) => plotSeries(epochs, one, x, y)),
    endLabels(epochs, drawn, panel, y, value),
  );
}

type Scale = (value: number) => number;

function epochScale(epochs: readonly LearningCurveEpoch[], panel: Panel) {
  const [first, last] = [epochs[0].epoch, epochs[epochs.length - 1].epoch];
  const domain = first === last ? [first - 1, last + 1] : [first, last];
  return scaleLinear(domain, [panel.left, panel.left + panel.width]);
}

/** Whole epochs only, the first among them when there is room. */
function epochTicks(
  epochs: readonly LearningCurveEpoch[],
  x: ReturnType<typeof epochScale>,
): readonly number[] {
  const first = epochs[0].epoch;
  if (epochs.length === 1) return [first];
  const ticks = x.ticks(6).filter(Number.isInteger);
  if (ticks.length === 0 || ticks[0] === first) return ticks;
  return x(ticks[0]) - x(first) > 24 ? [first, ...ticks] : ticks;
}

function plotSeries(
  epochs: readonly LearningCurveEpoch[],
  { measure, colour, hollow }: Series,
  x: Scale,
  y: Scale,
) {
  const known = epochs.filter((row) => row[measure] !== undefined);
  const path = linePath<LearningCurveEpoch>()
    .defined((row) => row[measure] !== undefined)
    .x((row) => x(row.epoch))
    .y((row) => y(row[measure] as number))
    .digits(2)(epochs);
  const dots = known.map((row) =>
    element("circle", {
      cx: x(row.epoch),
      cy: y(row[measure] as number),
      r: 3,
      fill: hollow ? "#ffffff" : colour,
      stroke: colour,
      "stroke-width": 1.5,
    }),
  );
  return element(
    "g",
    { class: measure },
    element("path", {
      d: path ?? "",
      fill: "none",
      stroke: colour,
      "stroke-width": known.length <= MOST_DOTS * 5 ? 1.8 : 1.1,
      "stroke-linejoin": "round",
      "stroke-linecap": "round",
    }),
    ...(known.length <= MOST_DOTS ? dots : []),
  );
}

/** Name and last value of each line beside its end, moved apart when they would touch. */
function endLabels(
  epochs: readonly LearningCurveEpoch[],
  series: readonly Series[],
  panel: Panel,
  y: Scale,
  format: (value: number) => string,
): string {
  const ends = series.map(({ name, measure, colour }) => {
    const value = epochs.findLast((row) => row[measure] !== undefined)?.[measure] ?? 0;
    return { name, value, colour, at: y(value) };
  });
  ends.sort((a, b) => a.at - b.at);
  if (ends.length === 2) {
    const missing = Math.max(0, LABEL_SIZE + 4 - (ends[1].at - ends[0].at)) / 2;
    ends[0].at -= missing;
    ends[1].at += missing;
  }
  const x = panel.left + panel.width + 12;
  return ends
    .map(({ name, value, colour, at }) => {
      const font = { y: at + LABEL_SIZE * 0.36, "font-size": LABEL_SIZE, fill: colour };
      return (
        text(name, { x, ...font }) +
        text(format(value), { x: x + textWidth(`${name} `, LABEL_SIZE), "font-weight": "bold", ...font })
      );
    })
    .join("");
}

function valuesOf(epochs: readonly LearningCurveEpoch[], series: readonly Series[]): number[] {
  return series.flatMap(({ measure }) => epochs.flatMap((row) => row[measure] ?? []));
}

function formatAccuracy(accuracy: number): string {
  return `${(accuracy * 100).toFixed(2)}%`;
}

/** Four significant digits: losses differ by orders of magnitude. */
function formatLoss(loss: number): string {
  return String(Number(loss.toPrecision(4)));
}

function describe(epochs: readonly LearningCurveEpoch[]): string {
  const last = epochs[epochs.length - 1];
  const count = epochs.length === 1 ? "1 epoch" : `${epochs.length} epochs`;
  const parts = [`training ${formatAccuracy(last.trainAccuracy)}, loss ${formatLoss(last.trainLoss)}`];
  if (last.validationAccuracy !== undefined) {
    const loss = last.validationLoss === undefined ? "" : `, loss ${formatLoss(last.validationLoss)}`;
    parts.push(`validation ${formatAccuracy(last.validationAccuracy)}${loss}`);
  }
  return `Accuracy and loss over ${count}. Accuracy after epoch ${last.epoch}: ${parts.join("; ")}.`;
}

function checkEpochs(epochs: readonly LearningCurveEpoch[]): void {
  if (epochs.length === 0) throw new RangeError("Learning curve: expected one epoch or more, got none.");
  epochs.forEach((row, i) => {
    const place = `Learning curve, epochs[${i}]`;
    if (!Number.isSafeInteger(row.epoch)) {
      throw new RangeError(`${place}: expected a whole number as epoch, got ${row.epoch}.`);
    }
    if (i > 0 && row.epoch <= epochs[i - 1].epoch) {
      throw new RangeError(`${place}: expected an epoch after ${epochs[i - 1].epoch}, got ${row.epoch}.`);
    }
    for (const measure of ["trainAccuracy", "validationAccuracy"] as const) {
      const accuracy = row[measure];
      if (accuracy === undefined || (accuracy >= 0 && accuracy <= 1)) continue;
      throw new RangeError(`${place}: expected ${measure} in [0, 1], got ${accuracy}.`);
    }
    for (const measure of ["trainLoss", "validationLoss"] as const) {
      const loss = row[measure];
      if (loss === undefined || (loss >= 0 && loss < Infinity)) continue;
      throw new RangeError(`${place}: expected ${measure} in [0, ∞), got ${loss}.`);
    }
  });
}
