import { scaleLinear } from "d3-scale";
import { line as linePath } from "d3-shape";
import { type Panel, xAxis, yAxis } from "./axis.ts";
import { chartTitle } from "./chart-title.ts";
import { checkEpochs } from "./check-epochs.ts";
import { endLabels, endLabelWidth } from "./end-labels.ts";
import { type EpochAxis, epochAxis } from "./epoch-axis.ts";
import { accuracyAxis, formatAccuracy, formatLoss, lossAxis, type MeasureAxis } from "./measure-axis.ts";
import { panelPair } from "./panel-pair.ts";
import { FAINT_INK, MARGIN, PAPER, TRAINING_COLOUR, VALIDATION_COLOUR } from "./style.ts";
import { element, line, picture } from "./svg.ts";

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
  /** The epoch whose weights were kept, one of the epochs; a rule marks it. */
  readonly bestEpoch?: number | undefined;
}

type Measure = Exclude<keyof LearningCurveEpoch, "epoch">;

interface Series {
  readonly name: string;
  readonly measure: Measure;
  readonly colour: string;
  readonly hollow: boolean;
}

const TRAINING = { name: "training", colour: TRAINING_COLOUR, hollow: false } as const;
const VALIDATION = { name: "validation", colour: VALIDATION_COLOUR, hollow: true } as const;
const ACCURACY: readonly Series[] = [
  { ...TRAINING, measure: "trainAccuracy" },
  { ...VALIDATION, measure: "validationAccuracy" },
];
const LOSS: readonly Series[] = [
  { ...TRAINING, measure: "trainLoss" },
  { ...VALIDATION, measure: "validationLoss" },
];
/** Beyond this many epochs dots would hide the line. */
const MOST_DOTS = 40;

/**
 * Accuracy and loss over epochs, one panel each, every line named at its end.
 * @throws {RangeError} without epochs; for an epoch that is not a whole number or does not rise, an accuracy
 *   outside [0, 1], a loss that is not finite, or a best epoch that is none of the epochs.
 */
export function learningCurveChart({ title, epochs, bestEpoch }: LearningCurveChartOptions): string {
  checkEpochs(epochs, "Learning curve");
  if (bestEpoch !== undefined && !epochs.some(({ epoch }) => epoch === bestEpoch)) {
    throw new RangeError(`Learning curve: expected one of the epochs as bestEpoch, got ${bestEpoch}.`);
  }
  const { panels, width, height } = panelPair({
    top: MARGIN + 74,
    height: 260,
    labelWidth: endLabelWidth([{ name: VALIDATION.name, value: "100.00%" }]),
  });
  const ends = [epochs[0].epoch, epochs[epochs.length - 1].epoch] as const;
  const [accuracy, loss] = panels.map((panel) => ({ panel, x: epochAxis(ends, panel, bestEpoch) }));
  return picture(
    { width, height, title, description: describe(epochs, bestEpoch) },
    chartTitle(title, width),
    plotPanel(epochs, ACCURACY, accuracyAxis(valuesOf(epochs, ACCURACY)), accuracy),
    plotPanel(epochs, LOSS, lossAxis(valuesOf(epochs, LOSS)), loss),
  );
}

function plotPanel(
  epochs: readonly LearningCurveEpoch[],
  series: readonly Series[],
  { name, domain, tick, value }: MeasureAxis,
  { panel, x }: { readonly panel: Panel; readonly x: EpochAxis },
): string {
  const y = scaleLinear(domain, [panel.top + panel.height, panel.top]);
  const drawn = series.filter(({ measure }) => epochs.some((row) => row[measure] !== undefined));
  const labels = drawn.map(({ name, measure, colour }) => {
    const last = epochs.findLast((row) => row[measure] !== undefined)?.[measure] ?? 0;
    return { name, value: value(last), colour, at: y(last) };
  });
  return element(
    "g",
    {},
    yAxis({ panel, scale: y, ticks: y.ticks(5), format: tick, name }),
    xAxis({ panel, ...x }),
    keptRule(panel, x),
    ...drawn.map((one) => plotSeries(epochs, one, x, y)),
    endLabels(labels, panel),
  );
}

/** Down to the name of the epoch beneath the panel. */
function keptRule({ top, height }: Panel, { keptAt }: EpochAxis): string {
  if (keptAt === undefined) return "";
  return line(keptAt, top, keptAt, top + height + 5, {
    class: "kept",
    stroke: FAINT_INK,
  });
}

function plotSeries(
  epochs: readonly LearningCurveEpoch[],
  { measure, colour, hollow }: Series,
  { scale: x, keptAt }: EpochAxis,
  y: (value: number) => number,
): string {
  const known = epochs.filter((row) => row[measure] !== undefined);
  const path = linePath<LearningCurveEpoch>()
    .defined((row) => row[measure] !== undefined)
    .x((row) => x(row.epoch))
    .y((row) => y(row[measure] as number))
    .digits(2)(epochs);
  const dotted = known.length <= MOST_DOTS ? known : known.filter(({ epoch }) => x(epoch) === keptAt);
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
    ...dotted.map((row) =>
      element("circle", {
        cx: x(row.epoch),
        cy: y(row[measure] as number),
        r: 3,
        fill: hollow ? PAPER : colour,
        stroke: colour,
        "stroke-width": 1.5,
      }),
    ),
  );
}

function valuesOf(epochs: readonly LearningCurveEpoch[], series: readonly Series[]): number[] {
  return series.flatMap(({ measure }) => epochs.flatMap((row) => row[measure] ?? []));
}

function describe(epochs: readonly LearningCurveEpoch[], bestEpoch: number | undefined): string {
  const last = epochs[epochs.length - 1];
  const count = epochs.length === 1 ? "1 epoch" : `${epochs.length} epochs`;
  const kept = epochs.find(({ epoch }) => epoch === bestEpoch);
  return (
    `Accuracy and loss over ${count}. Accuracy after epoch ${last.epoch}: ${describeEpoch(last)}.` +
    (kept === undefined ? "" : ` The weights of epoch ${kept.epoch} were kept: ${describeEpoch(kept)}.`)
  );
}

function describeEpoch(row: LearningCurveEpoch): string {
  const training = `training ${formatAccuracy(row.trainAccuracy)}, loss ${formatLoss(row.trainLoss)}`;
  if (row.validationAccuracy === undefined) return training;
  const loss = row.validationLoss === undefined ? "" : `, loss ${formatLoss(row.validationLoss)}`;
  return `${training}; validation ${formatAccuracy(row.validationAccuracy)}${loss}`;
}
