import { log } from "../elementary.ts";
import { type Histogram, histogram } from "../metrics/histogram.ts";
import type { FloatArray } from "../network/matrix.ts";

/** Of log10 |dJ/dW| of each entry of a gradient: `low` and `high` are exponents of ten. */
export interface GradientHistogram extends Histogram {
  /** entries that are 0 and have no logarithm */
  readonly zeros: number;
}

export function gradientHistogram(gradient: FloatArray, bins: number): GradientHistogram {
  const magnitudes = gradient.filter((entry) => entry !== 0).map(Math.abs);
  // As float64: float32 would move the ends.
  const exponents = Float64Array.from(magnitudes, (magnitude) => log(magnitude) / Math.LN10);
  return { ...histogram(exponents, bins), zeros: gradient.length - magnitudes.length };
}
