import { scaleLinear } from "d3-scale";
import { averageFolds, type FoldMean } from "./average-folds.ts";
import { type Panel, xAxis, yAxis } from "./axis.ts";
import { chartTitle } from "./chart-title.ts";
import { checkEpochs } from "./check-epochs.ts";
import { endLabels, endLabelWidth } from "./end-labels.ts";
import { epochAxis } from "./epoch-axis.ts";
import { bandOf, type FoldPoint, plotBand, plotFold, plotMean } from "./fold-lines.ts";
import type { LearningCurveEpoch } from "./learning-curve-chart.ts";
import { accuracyAxis, formatAccuracy, formatLoss, lossAxis, type MeasureAxis } from "./measure-axis.ts";
import { panelPair } from "./panel-pair.ts";
import { MARGIN, PAPER, TRAINING_COLOUR, VALIDATION_COLOUR } from "./style.ts";
import { element, picture } from "./svg.ts";

export interface FoldCurves {
  /** A whole number that no other fold has. */
  readonly fold: number;
  readonly epochs: readonly LearningCurveEpoch[];
}

export interface FoldCurvesChartOptions {
  readonly title: string;
  /** They may end at different epochs. */
  readonly folds: readonly FoldCurves[];
}

/** One panel's measure, of all folds. */
interface Measured {
  readonly validationOf: (row: LearningCurveEpoch) => number | undefined;
  readonly validation: readonly FoldMean[];
  readonly training: readonly FoldMean[];
  /** The largest possible value. */
  readonly limit: number;
  readonly formatDeviation: (deviation: number) => string;
}

/**
 * Accuracy and loss of k folds over epochs: validation of each fold as a thin line, their mean as a heavy one in a
 * band of one standard deviation to either side, and the mean of training. Where some folds have ended, the mean is
 * over those that are left.
 * @throws {RangeError} without folds, for two of the same number or none that was validated; else as
 *   `learningCurveChart`, naming the fold.
 */
export function foldCurvesChart({ title, folds }: FoldCurvesChartOptions): string {
  checkFolds(folds);
  const accuracy: Measured = {
    validationOf: (row) => row.validationAccuracy,
    validation: averageFolds(folds, (row) => row.validationAccuracy),
    training: averageFolds(folds, (row) => row.trainAccuracy),
    limit: 1,
    formatDeviation: (deviation) => (deviation * 100).toFixed(2),
  };
  const loss: Measured = {
    validationOf: (row) => row.validationLoss,
    validation: averageFolds(folds, (row) => row.validationLoss),
    training: averageFolds(folds, (row) => row.trainLoss),
    limit: Infinity,
    formatDeviation: (deviation) => String(Number(deviation.toPrecision(2))),
  };
  const widest = {
    name: "validation",
    value: "100.00%",
    note: `± 0.00, ${countFolds(folds.length, folds.length + 1)}`,
  };
  const { panels, width, height } = panelPair({
    top: MARGIN + 88,
    height: 300,
    labelWidth: endLabelWidth([widest]),
  });
  return picture(
    { width, height, title, description: describe(folds, accuracy, loss) },
    chartTitle(title, width, subtitle(folds)),
    plotPanel(folds, accuracy, accuracyAxis(valuesOf(folds, accuracy)), panels[0]),
    plotPanel(folds, loss, lossAxis(valuesOf(folds, loss)), panels[1]),
  );
}

function plotPanel(
  folds: readonly FoldCurves[],
  { validationOf, validation, training, limit, formatDeviation }: Measured,
  { name, domain, tick, value }: MeasureAxis,
  panel: Panel,
): string {
  const epochs = training.map(({ epoch }) => epoch);
  const x = epochAxis([epochs[0], epochs[epochs.length - 1]], panel);
  const y = scaleLinear(domain, [panel.top + panel.height, panel.top]);
  const scales = { x: x.scale, y };
  const label = (name: string, means: readonly FoldMean[], colour: string) =>
    means.slice(-1).map(({ mean, deviation, count }) => ({
      name,
      value: value(mean),
      note: [
        ...(deviation === undefined ? [] : [`± ${formatDeviation(deviation)}`]),
        countFolds(count, folds.length),
      ].join(", "),
      colour,
      at: y(mean),
    }));
  return element(
    "g",
    {},
    yAxis({ panel, scale: y, ticks: y.ticks(5), format: tick, name }),
    xAxis({ panel, ...x }),
    plotBand(validation, limit, scales, VALIDATION_COLOUR),
    ...folds
      .map(({ epochs }) => pointsOf(epochs, validationOf))
      .filter(({ length }) => length > 0)
      .map((points) => plotFold(points, scales, VALIDATION_COLOUR)),
    plotMean(training, folds.length, scales, TRAINING_COLOUR, TRAINING_COLOUR),
    plotMean(validation, folds.length, scales, VALIDATION_COLOUR, PAPER),
    endLabels(
      [
        ...label("training", training, TRAINING_COLOUR),
        ...label("validation", validation, VALIDATION_COLOUR),
      ],
      panel,
    ),
  );
}

function pointsOf(epochs: readonly LearningCurveEpoch[], read: Measured["validationOf"]): FoldPoint[] {
  return epochs.flatMap((row) => {
    const value = read(row);
    return value === undefined ? [] : [{ epoch: row.epoch, value }];
  });
}

function valuesOf(folds: readonly FoldCurves[], { validationOf, validation, training, limit }: Measured) {
  return [
    ...folds.flatMap(({ epochs }) => pointsOf(epochs, validationOf).map(({ value }) => value)),
    ...validation.flatMap((row) => bandOf(row, limit)),
    ...training.map(({ mean }) => mean),
  ];
}

function countFolds(count: number, of = count): string {
  return `${count === of ? count : `${count} of ${of}`} ${of === 1 ? "fold" : "folds"}`;
}

function subtitle(folds: readonly FoldCurves[]): string {
  if (folds.length === 1) return "One fold";
  const lasts = folds.map(({ epochs }) => epochs[epochs.length - 1].epoch);
  const mean = lasts.some((last) => last !== lasts[0]) ? "mean, lighter where folds have ended" : "mean";
  return `Thin: validation of each of ${countFolds(folds.length)}; heavy: ${mean}; band: ± one standard deviation`;
}

function describe(folds: readonly FoldCurves[], accuracy: Measured, loss: Measured): string {
  const parts = [
    `Validation accuracy and loss of ${countFolds(folds.length)} over epochs, with the means of validation and training.`,
  ];
  for (const { name, validation, write, formatDeviation } of [
    { ...accuracy, name: "accuracy", write: formatAccuracy },
    { ...loss, name: "loss", write: formatLoss },
  ]) {
    const { epoch, count, mean, deviation } = validation[validation.length - 1];
    const spread = deviation === undefined ? "" : ` ± ${formatDeviation(deviation)}`;
    parts.push(
      `Mean validation ${name} after epoch ${epoch}, of ${countFolds(count, folds.length)}: ${write(mean)}${spread}.`,
    );
  }
  return parts.join(" ");
}

function checkFolds(folds: readonly FoldCurves[]): void {
  if (folds.length === 0) throw new RangeError("Fold curves: expected one fold or more, got none.");
  const seen = new Set<number>();
  for (const { fold, epochs } of folds) {
    if (!Number.isSafeInteger(fold)) {
      throw new RangeError(`Fold curves: expected a whole number as fold, got ${fold}.`);
    }
    if (seen.has(fold)) throw new RangeError(`Fold curves: expected each fold once, got ${fold} twice.`);
    seen.add(fold);
    checkEpochs(epochs, `Fold ${fold}`);
  }
  const rows = folds.flatMap(({ epochs }) => epochs);
  for (const measure of ["validationAccuracy", "validationLoss"] as const) {
    if (rows.some((row) => row[measure] !== undefined)) continue;
    throw new RangeError(`Fold curves: expected ${measure} in one epoch or more, got none.`);
  }
}
