import { AXIS_SPACE } from "../axes/axis.ts";
import { accuracyAxis, formatAccuracy, formatLoss, type LossScale, lossAxis } from "../axes/measure-axis.ts";
import { panelPair } from "../axes/panel-pair.ts";
import { type Chart, chart } from "../draw/chart.ts";
import { chartTitle } from "../draw/chart-title.ts";
import { CHART_WIDTH, MARGIN, SUBTITLE_BOTTOM } from "../draw/style.ts";
import { averageFolds, type FoldMean } from "./average-folds.ts";
import { bandOf } from "./fold-lines.ts";
import { type FoldMeasure, formatFoldCount, plotFolds } from "./fold-panel.ts";
import { foldTables } from "./fold-tables.ts";
import { checkEpochs, type LearningCurveEpoch } from "./learning-curve-epoch.ts";
import { seriesKeyHeight } from "./series-key.ts";

export interface FoldCurves {
  /** A whole number that no other fold has. */
  readonly fold: number;
  readonly epochs: readonly LearningCurveEpoch[];
}

export interface FoldCurvesChartOptions {
  readonly title: string;
  /** They may end at different epochs. */
  readonly folds: readonly FoldCurves[];
  /** By default logarithmic where the largest loss is more than ten times the smallest. */
  readonly lossScale?: LossScale | undefined;
}

const PANEL_HEIGHT = 230;
/** Of single folds, in a panel: beyond, the band has to tell. */
const MOST_FOLD_POINTS = 2000;

/**
 * Accuracy and loss of k folds over epochs: validation of each fold as a thin line, their mean as a heavy one in a
 * band of one standard deviation to either side, and the mean of training. Where some folds have ended, the mean is
 * over those that are left. The loss alone where no fold has an accuracy.
 * @throws {RangeError} without folds, for two of the same number or none that was validated; else as
 *   `learningCurveChart`, naming the fold.
 */
export function foldCurvesChart({ title, folds, lossScale }: FoldCurvesChartOptions): Chart {
  checkFolds(folds);
  const rows = folds.flatMap(({ epochs }) => epochs);
  const singly = rows.length <= MOST_FOLD_POINTS;
  const accuracy = measure(folds, "validationAccuracy", "trainAccuracy", 1, (deviation) =>
    (deviation * 100).toFixed(2),
  );
  const loss = measure(folds, "validationLoss", "trainLoss", Infinity, (deviation) =>
    String(Number(deviation.toPrecision(2))),
  );
  const keyTop = SUBTITLE_BOTTOM + 8;
  const top = keyTop + seriesKeyHeight(2) + 10 + AXIS_SPACE.top;
  const ofClasses = accuracy.validation.length > 0;
  const [left, right] = panelPair(top, PANEL_HEIGHT);
  const whole = { ...left, width: CHART_WIDTH - MARGIN - left.left };
  return chart(
    {
      width: CHART_WIDTH,
      height: top + PANEL_HEIGHT + AXIS_SPACE.bottom + MARGIN,
      title,
      description: describe(folds, accuracy, loss),
      tables: foldTables(folds, accuracy, loss),
    },
    chartTitle(title, CHART_WIDTH, subtitle(folds, singly)),
    ofClasses ? plotFolds(accuracy, accuracyAxis(valuesOf(accuracy)), left, { keyTop, singly }) : "",
    plotFolds(loss, lossAxis(valuesOf(loss), lossScale), ofClasses ? right : whole, { keyTop, singly }),
  );
}

function measure(
  folds: readonly FoldCurves[],
  validationField: "validationAccuracy" | "validationLoss",
  trainingField: "trainAccuracy" | "trainLoss",
  limit: number,
  formatDeviation: (deviation: number) => string,
): FoldMeasure {
  return {
    folds: folds.map(({ epochs }) =>
      epochs.flatMap(({ epoch, [validationField]: value }) =>
        value === undefined ? [] : [{ epoch, value }],
      ),
    ),
    validation: averageFolds(folds, (row) => row[validationField]),
    training: averageFolds(folds, (row) => row[trainingField]),
    limit,
    formatDeviation,
  };
}

/** All that is drawn, but for the lower edge of a loss: it may come near 0, which a logarithm is far from. */
function valuesOf({ folds, validation, training, limit }: FoldMeasure): number[] {
  return [
    ...folds.flatMap((points) => points.map(({ value }) => value)),
    ...validation.flatMap((row) => (limit === Infinity ? bandOf(row, limit).slice(1) : bandOf(row, limit))),
    ...training.map(({ mean }) => mean),
  ];
}

function subtitle(folds: readonly FoldCurves[], singly: boolean): string {
  if (folds.length === 1) return "One fold";
  const lasts = folds.map(({ epochs }) => epochs[epochs.length - 1].epoch);
  const mean = lasts.some((last) => last !== lasts[0]) ? "mean, lighter where folds have ended" : "mean";
  const thin = singly ? "Thin: each fold; heavy" : "Heavy";
  return `${thin}: ${mean}; band: ± one standard deviation`;
}

function describe(folds: readonly FoldCurves[], accuracy: FoldMeasure, loss: FoldMeasure): string {
  const count = formatFoldCount(folds.length);
  const parts = [
    `Validation ${accuracy.validation.length > 0 ? "accuracy and loss" : "loss"} of ${count} over epochs, with the means of validation and training.`,
    ...describeEnd("accuracy", accuracy, formatAccuracy, folds.length),
    ...describeEnd("loss", loss, formatLoss, folds.length),
  ];
  return parts.join(" ");
}

function describeEnd(
  name: string,
  { validation, formatDeviation }: FoldMeasure,
  format: (value: number) => string,
  folds: number,
): string[] {
  return validation.slice(-1).map(({ epoch, count, mean, deviation }: FoldMean) => {
    const spread = deviation === undefined ? "" : ` ± ${formatDeviation(deviation)}`;
    const of = formatFoldCount(count, folds);
    return `Mean validation ${name} after epoch ${epoch}, of ${of}: ${format(mean)}${spread}.`;
  });
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
  const regression = rows.every(({ trainAccuracy }) => trainAccuracy === undefined);
  for (const field of regression
    ? (["validationLoss"] as const)
    : (["validationAccuracy", "validationLoss"] as const)) {
    if (rows.some((row) => row[field] !== undefined)) continue;
    throw new RangeError(`Fold curves: expected ${field} in one epoch or more, got none.`);
  }
}
