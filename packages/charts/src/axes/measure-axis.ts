import { extent } from "d3-array";
import { scaleLinear, scaleLog } from "d3-scale";
import { formatCompact, logTicks, roundLogDomain } from "./log-ticks.ts";

/** How accuracy or loss is drawn and written. */
export interface MeasureAxis {
  /** The quantity and, in parentheses, its unit. */
  readonly name: string;
  readonly domain: readonly [number, number];
  readonly logarithmic: boolean;
  readonly format: (value: number) => string;
  readonly value: (value: number) => string;
}

export type LossScale = "linear" | "log" | "auto";

/** A wider range of losses is drawn logarithmic, unless told otherwise: else their end would look like 0. */
const LARGEST_LINEAR_RATIO = 10;
/** Least distance of a line from the edges of a logarithmic panel, as a factor. */
const EDGE = 1.1;
const MOST_LOG_TICKS = 8;

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
    logarithmic: false,
    format: (accuracy) => percent(accuracy * 100),
    value: formatAccuracy,
  };
}

/**
 * From 0, because a loss has an absolute zero, or logarithmic.
 * @param values  in [0, ∞).
 * @throws {RangeError} for a logarithmic scale of a loss of 0.
 */
export function lossAxis(values: readonly number[], lossScale: LossScale = "auto"): MeasureAxis {
  const [low = 0, high = 0] = extent(values);
  if (lossScale === "log" && !(low > 0)) {
    throw new RangeError(`Loss: expected losses above 0 for a logarithmic scale, got ${low}.`);
  }
  const wide = low > 0 && high > low * LARGEST_LINEAR_RATIO;
  if (lossScale === "log" || (lossScale === "auto" && wide)) {
    const domain = roundLogDomain(low / EDGE, high * EDGE);
    const name = "Loss (mean per sample, logarithmic)";
    return { name, domain, logarithmic: true, format: formatCompact, value: formatLoss };
  }
  const [from, to] = scaleLinear([0, high > 0 ? high * 1.04 : 1], [0, 1])
    .nice(5)
    .domain();
  // Labels of a few characters, whatever the magnitude.
  const format = to < 0.01 || to >= 1000 ? formatCompact : scaleLinear([from, to], [0, 1]).tickFormat(5);
  return {
    name: "Loss (mean per sample)",
    domain: [from, to],
    logarithmic: false,
    format,
    value: formatLoss,
  };
}

/** Scale and ticks of an axis whose ends are at these pixels; a value outside stands at the nearer end. */
export function measureScale(
  { domain, logarithmic }: Pick<MeasureAxis, "domain" | "logarithmic">,
  pixels: readonly [number, number],
): { readonly scale: (value: number) => number; readonly ticks: readonly number[] } {
  if (logarithmic) {
    return { scale: scaleLog(domain, pixels).clamp(true), ticks: logTicks(...domain, MOST_LOG_TICKS) };
  }
  const scale = scaleLinear(domain, pixels).clamp(true);
  return { scale, ticks: scale.ticks(5) };
}

export function formatAccuracy(accuracy: number): string {
  return `${(accuracy * 100).toFixed(2)}%`;
}

/** Four significant digits: losses differ by orders of magnitude. */
export function formatLoss(loss: number): string {
  return String(Number(loss.toPrecision(4)));
}
