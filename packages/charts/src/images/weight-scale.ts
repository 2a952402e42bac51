import { quantile } from "d3-array";
import { lightTheme } from "../draw/theme.ts";

/** One scale for the weights of all units, from -limit to limit. */
export interface WeightScale {
  /** The 99.5th percentile of the sizes, so that a few extremes do not leave the rest pale. */
  readonly limit: number;
  /** Share of the weights beyond the limit. */
  readonly beyond: number;
  /** Steps of opacity on either side of zero. */
  readonly levels: number;
}

const PERCENTILE = 0.995;
/** Hardly one step can be told from the next. */
const LEVELS = 15;
/** Of many weights: noise cannot be compressed, and the pixels are small. Keeps a hundred images below 100 kB. */
const COARSE_LEVELS = 8;
const MANY_WEIGHTS = 40_000;

/** @param units  the weights of each, finite. */
export function weightScale(units: readonly ArrayLike<number>[]): WeightScale {
  const sizes = Float64Array.from(units.flatMap((weights) => Array.from(weights, Math.abs)));
  // Where nearly all weights are 0, the largest.
  const limit = quantile(sizes, PERCENTILE) || sizes.reduce((most, size) => Math.max(most, size), 0);
  return {
    limit,
    beyond: sizes.filter((size) => size > limit).length / sizes.length,
    levels: sizes.length > MANY_WEIGHTS ? COARSE_LEVELS : LEVELS,
  };
}

/**
 * Red, green, blue and opacity of each colour index: zero is transparent, the further from it the more opaque.
 * The two opaque ones are last: a PNG lists the opacities of the first colours alone.
 */
export function weightPalette({ levels }: WeightScale): number[][] {
  const steps = Array.from({ length: levels }, (_, i) => Math.round((255 * (i + 1)) / levels));
  const [positive, negative] = [lightTheme.positive, lightTheme.negative].map(channels);
  return [
    [0, 0, 0, 0],
    ...steps.flatMap((opacity) => [
      [...positive, opacity],
      [...negative, opacity],
    ]),
  ];
}

/** The colour index of a weight; beyond the limit it is the limit's. */
export function weightColour({ limit, levels }: WeightScale, weight: number): number {
  const level = limit === 0 ? 0 : Math.round(Math.min(1, Math.abs(weight) / limit) * levels);
  return level === 0 ? 0 : 2 * level - (weight > 0 ? 1 : 0);
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}
