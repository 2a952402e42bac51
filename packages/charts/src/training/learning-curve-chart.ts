import { AXIS_SPACE, type Panel } from "../axes/axis.ts";
import { effortAxis } from "../axes/effort-axis.ts";
import { epochAxis, nameTick } from "../axes/epoch-axis.ts";
import { accuracyAxis, formatAccuracy, formatLoss, type LossScale, lossAxis } from "../axes/measure-axis.ts";
import { panelPair } from "../axes/panel-pair.ts";
import { type Chart, chart, type Table } from "../draw/chart.ts";
import { chartTitle } from "../draw/chart-title.ts";
import { CHART_WIDTH, MARGIN, TITLE_BOTTOM } from "../draw/style.ts";
import { checkEpochs, checkProgress, type LearningCurveEpoch } from "./learning-curve-epoch.ts";
import { ACCURACY, LOSS, measuredSeries, type Place, plotSeries, valuesOf } from "./learning-curve-panel.ts";
import { seriesKeyHeight } from "./series-key.ts";

export interface LearningCurveChartOptions {
  readonly title: string;
  readonly epochs: readonly LearningCurveEpoch[];
  /** Along the x axis; epochs by default. */
  readonly by?: "epoch" | "step" | "seconds" | undefined;
  /** By default logarithmic where the largest loss is more than ten times the smallest. */
  readonly lossScale?: LossScale | undefined;
  /** The epoch whose weights were kept, one of the epochs; a rule marks it. */
  readonly bestEpoch?: number | undefined;
}

const PANEL_HEIGHT = 210;
const NAMES = { epoch: "epochs", step: "steps", seconds: "seconds of training" } as const;

/**
 * Accuracy and loss over epochs, steps or training time, one panel each; the loss alone where no epoch has an accuracy.
 * @throws {RangeError} without epochs; for an epoch that is not a whole number or does not rise, an accuracy outside
 *   [0, 1], a loss that is not finite or, on a logarithmic scale, is 0, a step or time that is missing or falls, or a
 *   best epoch that is none of the epochs.
 */
export function learningCurveChart(options: LearningCurveChartOptions): Chart {
  const { title, epochs, by = "epoch", lossScale, bestEpoch } = options;
  checkEpochs(epochs, "Learning curve");
  const progress = progressOf(epochs, by);
  const kept = bestEpoch === undefined ? undefined : epochs.findIndex(({ epoch }) => epoch === bestEpoch);
  if (kept === -1) {
    throw new RangeError(`Learning curve: expected one of the epochs as bestEpoch, got ${bestEpoch}.`);
  }
  const validated = [ACCURACY, LOSS].some((series) => measuredSeries(epochs, series).length > 1);
  const keyTop = TITLE_BOTTOM + 10;
  const top = keyTop + seriesKeyHeight(validated ? 2 : 1) + 10 + AXIS_SPACE.top;
  const measures = [ACCURACY, LOSS].filter((series) => valuesOf(epochs, series).length > 0);
  const pair = panelPair(top, PANEL_HEIGHT);
  const panels = measures.length > 1 ? pair : [{ ...pair[0], width: CHART_WIDTH - MARGIN - pair[0].left }];
  const places = panels.map((panel): Place => {
    const x = progressAxis(by, progress, panel);
    if (kept === undefined) return { panel, x, keyTop, keptAt: undefined };
    const name = by === "epoch" ? `kept: ${bestEpoch}` : `kept: epoch ${bestEpoch}`;
    return { panel, x: nameTick(x, panel, progress[kept], name), keyTop, keptAt: x.scale(progress[kept]) };
  });
  return chart(
    {
      width: CHART_WIDTH,
      height: top + PANEL_HEIGHT + AXIS_SPACE.bottom + MARGIN,
      title,
      description: describe(epochs, by, bestEpoch),
      tables: [tableOf(epochs, bestEpoch)],
    },
    chartTitle(title, CHART_WIDTH),
    ...measures.map((series, index) => {
      const values = valuesOf(epochs, series);
      const axis = series === ACCURACY ? accuracyAxis(values) : lossAxis(values, lossScale);
      return plotSeries(epochs, progress, series, axis, places[index]);
    }),
  );
}

function progressOf(epochs: readonly LearningCurveEpoch[], by: "epoch" | "step" | "seconds"): number[] {
  if (by === "epoch") return epochs.map(({ epoch }) => epoch);
  return checkProgress(epochs, by === "step" ? "step" : "elapsedSeconds", "Learning curve");
}

function progressAxis(by: "epoch" | "step" | "seconds", progress: readonly number[], panel: Panel) {
  if (by !== "epoch") return effortAxis(by, [progress], panel);
  return epochAxis([progress[0], progress[progress.length - 1]], panel);
}

function tableOf(epochs: readonly LearningCurveEpoch[], bestEpoch: number | undefined): Table {
  const columns = (
    [
      ["epoch", "epoch"],
      ["step", "step (weight updates)"],
      ["elapsedSeconds", "training time (s)"],
      ["trainAccuracy", "training accuracy (fraction)"],
      ["trainLoss", "training loss (mean per sample)"],
      ["validationAccuracy", "validation accuracy (fraction)"],
      ["validationLoss", "validation loss (mean per sample)"],
    ] as const
  ).filter(([field]) => epochs.some((row) => row[field] !== undefined));
  return {
    name: "Epochs",
    columns: [...columns.map(([, name]) => name), ...(bestEpoch === undefined ? [] : ["weights"])],
    rows: epochs.map((row) => [
      ...columns.map(([field]) => row[field] ?? null),
      ...(bestEpoch === undefined ? [] : [row.epoch === bestEpoch ? "kept" : null]),
    ]),
  };
}

function describe(
  epochs: readonly LearningCurveEpoch[],
  by: "epoch" | "step" | "seconds",
  bestEpoch: number | undefined,
): string {
  const last = epochs[epochs.length - 1];
  const count = epochs.length === 1 ? "1 epoch" : `${epochs.length} epochs`;
  const over = by === "epoch" ? count : `the ${NAMES[by]} of ${count}`;
  const kept = epochs.find(({ epoch }) => epoch === bestEpoch);
  const [measures, after] =
    last.trainAccuracy === undefined ? ["Loss", "Loss"] : ["Accuracy and loss", "Accuracy"];
  return (
    `${measures} over ${over}. ${after} after epoch ${last.epoch}: ${describeEpoch(last)}.` +
    (kept === undefined ? "" : ` The weights of epoch ${kept.epoch} were kept: ${describeEpoch(kept)}.`)
  );
}

function describeEpoch(row: LearningCurveEpoch): string {
  if (row.trainAccuracy === undefined) {
    const validation =
      row.validationLoss === undefined ? "" : `; validation ${formatLoss(row.validationLoss)}`;
    return `training ${formatLoss(row.trainLoss)}${validation}`;
  }
  const training = `training ${formatAccuracy(row.trainAccuracy)}, loss ${formatLoss(row.trainLoss)}`;
  if (row.validationAccuracy === undefined) return training;
  const loss = row.validationLoss === undefined ? "" : `, loss ${formatLoss(row.validationLoss)}`;
  return `${training}; validation ${formatAccuracy(row.validationAccuracy)}${loss}`;
}
