import { tQuantile } from "../distributions.ts";

/** What several measurements of one thing come to, as the folds of a cross-validation give them. */
export interface Summary {
  /** null without a value */
  readonly mean: number | null;
  /** of the sample, its squares divided by n - 1; null below two values */
  readonly standardDeviation: number | null;
  /** holds the true mean with 95 % confidence where the values are normal and independent; null below two values */
  readonly interval: readonly [low: number, high: number] | null;
  /** n, the values that are there */
  readonly count: number;
}

/** A two-sided interval of 95 % leaves 2.5 % above it. */
const UPPER = 0.975;

/**
 * Mean, spread and the mean's 95 % confidence interval, mean ± t(0.975, n - 1) · s / sqrt(n). What is null was not
 * measured, and is left out.
 * @see Student (1908), "The probable error of a mean", doi:10.1093/biomet/6.1.1
 */
export function summarize(values: readonly (number | null)[]): Summary {
  const measured = values.filter((value) => value !== null);
  const count = measured.length;
  if (count === 0) return { mean: null, standardDeviation: null, interval: null, count };
  const mean = sum(measured) / count;
  if (count === 1) return { mean, standardDeviation: null, interval: null, count };
  const standardDeviation = Math.sqrt(sum(measured.map((value) => (value - mean) ** 2)) / (count - 1));
  const halfWidth = (tQuantile(UPPER, count - 1) * standardDeviation) / Math.sqrt(count);
  return { mean, standardDeviation, interval: [mean - halfWidth, mean + halfWidth], count };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
