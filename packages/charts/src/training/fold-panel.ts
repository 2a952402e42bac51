import { AXIS_SPACE, type Panel, xAxis, yAxis } from "../axes/axis.ts";
import { epochAxis } from "../axes/epoch-axis.ts";
import { type MeasureAxis, measureScale } from "../axes/measure-axis.ts";
import { PAPER, TRAINING_COLOUR, VALIDATION_COLOUR } from "../draw/style.ts";
import { element } from "../draw/svg.ts";
import type { FoldMean } from "./average-folds.ts";
import { type FoldPoint, plotBand, plotFold, plotMean } from "./fold-lines.ts";
import { seriesKey } from "./series-key.ts";

/** Accuracy or loss of all folds. */
export interface FoldMeasure {
  /** Validation of each; may be without points. */
  readonly folds: readonly (readonly FoldPoint[])[];
  readonly validation: readonly FoldMean[];
  readonly training: readonly FoldMean[];
  /** The largest possible value. */
  readonly limit: number;
  readonly formatDeviation: (deviation: number) => string;
}

/** @param options  singly: with a line for each fold. */
export function plotFolds(
  { folds, validation, training, limit, formatDeviation }: FoldMeasure,
  axis: MeasureAxis,
  panel: Panel,
  { keyTop, singly }: { readonly keyTop: number; readonly singly: boolean },
): string {
  const epochs = training.map(({ epoch }) => epoch);
  const x = epochAxis([epochs[0], epochs[epochs.length - 1]], panel);
  const y = measureScale(axis, [panel.top + panel.height, panel.top]);
  const scales = { x: x.scale, y: y.scale };
  const describeEnd = (means: readonly FoldMean[]) =>
    means.slice(-1).map(({ mean, deviation, count }) => ({
      value: axis.value(mean),
      note: [
        ...(deviation === undefined ? [] : [`± ${formatDeviation(deviation)}`]),
        formatFoldCount(count, folds.length),
      ].join(", "),
    }));
  const key = [
    ...describeEnd(training).map((end) => ({
      name: "training",
      ...end,
      stroke: TRAINING_COLOUR,
      fill: TRAINING_COLOUR,
    })),
    ...describeEnd(validation).map((end) => ({
      name: "validation",
      ...end,
      stroke: VALIDATION_COLOUR,
      fill: PAPER,
      band: folds.length > 1,
    })),
  ];
  return element(
    "g",
    { class: "panel" },
    seriesKey(key, { left: panel.left - AXIS_SPACE.left, top: keyTop }),
    yAxis({ panel, ...axis, ...y }),
    xAxis({ panel, ...x }),
    plotBand(validation, limit, scales, VALIDATION_COLOUR),
    ...(singly ? folds : [])
      .filter(({ length }) => length > 0)
      .map((points) => plotFold(points, scales, VALIDATION_COLOUR)),
    plotMean(training, folds.length, scales, TRAINING_COLOUR, TRAINING_COLOUR),
    plotMean(validation, folds.length, scales, VALIDATION_COLOUR, PAPER),
  );
}

/** "3 folds", "1 of 3 folds" */
export function formatFoldCount(count: number, of = count): string {
  return `${count === of ? count : `${count} of ${of}`} ${of === 1 ? "fold" : "folds"}`;
}
