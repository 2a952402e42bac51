import { ShapeError } from "../errors.ts";
import { type Labels, selectLabels } from "../labels.ts";
import { evaluateScores, type Metrics, type ScoredSamples } from "../metrics/evaluate.ts";
import { type Summary, summarize } from "../metrics/summarize.ts";
import type { FoldResult } from "./cross-validation.ts";

/** The metrics of a fold that are one number each, and which way they get better. */
export const foldMetrics = {
  accuracy: "larger",
  errorRate: "smaller",
  precision: "larger",
  recall: "larger",
  f1: "larger",
  auc: "larger",
  crossEntropy: "smaller",
  meanSquaredError: "smaller",
} as const;

export type FoldMetric = keyof typeof foldMetrics;
type Each<Value> = { readonly [Name in FoldMetric]: Value };

/** What the folds of a cross-validation come to. */
export interface FoldsSummary {
  readonly mean: Each<Summary["mean"]>;
  readonly standardDeviation: Each<Summary["standardDeviation"]>;
  /** 95 %; folds share training samples, so that it is a little narrower than it should be */
  readonly interval: Each<Summary["interval"]>;
  /** of all samples together, each scored by the fold that was not trained on it */
  readonly pooled: Metrics;
}

/** Scores out of fold, the samples in ascending order. */
export interface PooledScores extends ScoredSamples {
  /** [n], indices of the dataset's training samples */
  readonly samples: Uint32Array;
  /** [n], which of the results a score comes from, from 0 */
  readonly fold: Uint16Array;
}

/** Precision, recall, F1 and AUC are the means over the classes. */
export function flatMetrics({ accuracy, errorRate, macro, crossEntropy, meanSquaredError }: Metrics) {
  return { accuracy, errorRate, ...macro, crossEntropy, meanSquaredError } satisfies Each<number | null>;
}

/**
 * Mean, standard deviation and 95 % interval of every metric over the folds, and the metrics of all out-of-fold scores
 * together.
 * @param labels  of the dataset's training samples
 * @throws {ShapeError} without results, and where they are not of these samples
 * @see Bengio & Grandvalet (2004), "No unbiased estimator of the variance of k-fold cross-validation", JMLR 5
 */
export function summarizeFolds(
  results: readonly FoldResult[],
  labels: Labels,
  classes: readonly string[],
): FoldsSummary {
  const folds = results.map(({ metrics }) => flatMetrics(metrics));
  const names = Object.keys(foldMetrics) as FoldMetric[];
  const each = <Key extends keyof Summary>(key: Key) =>
    Object.fromEntries(names.map((name) => [name, summarize(folds.map((fold) => fold[name]))[key]])) as Each<
      Summary[Key]
    >;
  return {
    mean: each("mean"),
    standardDeviation: each("standardDeviation"),
    interval: each("interval"),
    pooled: evaluateScores(poolScores(results, labels, classes)),
  };
}

/** @throws {ShapeError} without results, and where they are not of these samples */
export function poolScores(
  results: readonly FoldResult[],
  labels: Labels,
  classes: readonly string[],
): PooledScores {
  const places = results
    .flatMap(({ samples }, fold) => Array.from(samples, (sample, place) => ({ sample, fold, place })))
    .sort((a, b) => a.sample - b.sample || a.fold - b.fold);
  const last = places.at(-1);
  if (last === undefined) throw new ShapeError("Expected the result of at least one fold, got none.");
  if (last.sample >= labels.length) {
    throw new ShapeError(`Expected folds of ${labels.length} samples, got sample ${last.sample}.`);
  }
  const units = classes.length;
  const scores = new Float32Array(places.length * units);
  for (const [row, { fold, place }] of places.entries()) {
    scores.set(results[fold].scores.subarray(place * units, (place + 1) * units), row * units);
  }
  return {
    samples: Uint32Array.from(places, ({ sample }) => sample),
    fold: Uint16Array.from(places, ({ fold }) => fold),
    labels: selectLabels(
      labels,
      places.map(({ sample }) => sample),
    ),
    classes,
    scores,
    crossEntropies: results.every(({ crossEntropies }) => crossEntropies)
      ? Float64Array.from(places, ({ fold, place }) => results[fold].crossEntropies?.[place] ?? Number.NaN)
      : undefined,
  };
}
