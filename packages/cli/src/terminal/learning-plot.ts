import type { EpochRecord } from "percept";
import { percent } from "./numbers.ts";
import { drawPlot, type PlotLine } from "./plot.ts";
import type { Screen } from "./screen.ts";

type Epoch = Pick<EpochRecord, "epoch" | "trainAccuracy" | "validationAccuracy">;

const ROWS = 5;
/** So few epochs are drawn from the first. */
const FEW = 12;
/** A curve that is wider says no more. */
const MOST_COLUMNS = 100;
/** The axis of accuracy begins and ends at multiples of the first of these, two of which are as high as the curves. */
const STEPS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

/**
 * Accuracy over the epochs so far, on training and validation set; no line before the second epoch, and none of a regression. The first quarter
 * of many, where a curve is steep, does not count for the axis: what is below it is not drawn.
 */
export function learningPlot(epochs: readonly Epoch[], screen: Screen): string[] {
  if (epochs.length < 2) return [];
  const last = epochs[epochs.length - 1];
  if (last.trainAccuracy === undefined) return [];
  const training = lineOf("training", epochs, ({ trainAccuracy }) => trainAccuracy);
  const validation = lineOf("validation", epochs, ({ validationAccuracy }) => validationAccuracy);
  const lines = last.validationAccuracy === undefined ? [training] : [training, validation];
  const [from, to] = accuracyRange(lines);
  return drawPlot(
    {
      title: "Accuracy",
      lines,
      x: { name: "epoch", from: epochs[0].epoch, to: last.epoch, label: String },
      y: { name: "accuracy", from, to, label: (value) => `${Number((100 * value).toFixed(2))}%` },
      rows: ROWS,
      mostColumns: MOST_COLUMNS,
    },
    screen,
  );
}

function lineOf(
  name: string,
  epochs: readonly Epoch[],
  accuracyOf: (epoch: Epoch) => number | undefined,
): PlotLine {
  const y = epochs.map((epoch) => accuracyOf(epoch) ?? Number.NaN);
  return { name, value: percent(y[y.length - 1]), x: epochs.map(({ epoch }) => epoch), y };
}

function accuracyRange(lines: readonly PlotLine[]): [from: number, to: number] {
  let [low, high] = [1, 0];
  for (const { y } of lines) {
    for (let n = y.length < FEW ? 0 : Math.floor(y.length / 4); n < y.length; n++) {
      if (y[n] < low) low = y[n];
      if (y[n] > high) high = y[n];
    }
  }
  const step = STEPS.find((size) => high - low <= 2 * size) ?? 0.5;
  const from = Math.max(0, Math.floor(low / step) * step);
  return [from, Math.min(1, Math.max(Math.ceil(high / step), Math.floor(low / step) + 1) * step)];
}
