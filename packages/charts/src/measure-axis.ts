import { extent, max } from "d3-array";
import { scaleLinear } from "d3-scale";

/** How accuracy or loss is drawn and written. */
export interface MeasureAxis {
  /** The quantity and, in parentheses, its unit. */
  readonly name: string;
  readonly domain: readonly [number, number];
  readonly tick: (value: number) => string;
  readonly value: (value: number) => string;
}

/** @param values  in [0, 1], one or more. */
export function accuracyAxis(values: readonly number[]): MeasureAxis {
  const [low = 0, high = 1] = extent(values);
  // Two percent at least, so that a flat line does not magnify nothing; never beyond what an accuracy can be.
  const pad = Math.max(0.01, (high - low) * 0.08);
  const [from, to] = scaleLinear([Math.max(0, low - pad), Math.min(1, high + pad)], [0, 1])
    .nice(5)
    .domain();
  const percent = scaleLinear([from * 100, to * 100], [0, 1]).tickFormat(5);
  return {
    name: "Accuracy (%)",
    domain: [from, to],
    tick: (accuracy) => percent(accuracy * 100),
    value: formatAccuracy,
  };
}

/** From 0, because a loss has an absolute zero. @param values  in [0, ∞). */
export function lossAxis(values: readonly number[]): MeasureAxis {
  const highest = max(values) ?? 0;
  const [from, to] = scaleLinear([0, highest > 0 ? highest * 1.04 : 1], [0, 1])
    .nice(5)
    .domain();
  return {
    name: "Loss (mean per sample)",
    domain: [from, to],
    tick: scaleLinear([from, to], [0, 1]).tickFormat(5),
    value: formatLoss,
  };
}

export function formatAccuracy(accuracy: number): string {
  return `${(accuracy * 100).toFixed(2)}%`;
}

/** Four significant digits: losses differ by orders of magnitude. */
export function formatLoss(loss: number): string {
  return String(Number(loss.toPrecision(4)));
}
