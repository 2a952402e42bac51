import { type Samples, selectSamples } from "../dataset/samples.ts";
import { ShapeError } from "../errors.ts";
import { type Labels, selectLabels } from "../labels.ts";
import { evaluateScores, type Metrics, type ScoredSamples } from "../metrics/evaluate.ts";
import { evaluateTargets, type PredictedTargets, type RegressionMetrics } from "../metrics/regression.ts";
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
  rootMeanSquaredError: "smaller",
  meanAbsoluteError: "smaller",
  r2: "larger",
} as const;

export type FoldMetric = keyof typeof foldMetrics;
/** Those of classes, or those of a regression. */
type Each<Value> = { readonly [Name in FoldMetric]?: Value };

/** What the folds of a cross-validation come to. */
export interface FoldsSummary<Pooled extends Metrics | RegressionMetrics = Metrics> {
  readonly mean: Each<Summary["mean"]>;
  readonly standardDeviation: Each<Summary["standardDeviation"]>;
  /** 95 %; folds share training samples, so that it is a little narrower than it should be */
  readonly interval: Each<Summary["interval"]>;
  /** of all samples together, each scored by the fold that was not trained on it */
  readonly pooled: Pooled;
}

/** Scores out of fold, the samples in ascending order. */
export interface PooledScores extends ScoredSamples {
  /** [n], indices of the dataset's training samples */
  readonly samples: Uint32Array;
  /** [n], which of the results a score comes from, from 0 */
  readonly fold: Uint16Array;
}

/** Precision, recall, F1 and AUC are the means over the classes, a regression's the means over its targets. */
export function flatMetrics(metrics: Metrics | RegressionMetrics): Each<number | null> {
  if ("perTarget" in metrics) {
    const { meanSquaredError, rootMeanSquaredError, meanAbsoluteError, r2 } = metrics;
    return { meanSquaredError, rootMeanSquaredError, meanAbsoluteError, r2 };
  }
  const { accuracy, errorRate, macro, crossEntropy, meanSquaredError } = metrics;
  return { accuracy, errorRate, ...macro, crossEntropy, meanSquaredError };
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
  return { ...overFolds(results), pooled: evaluateScores(poolScores(results, labels, classes)) };
}

/**
 * The same of a regression.
 * @param train  the dataset's training samples
 * @throws {ShapeError} without results, and where they are not of these samples
 */
export function summarizeRegressionFolds(
  results: readonly FoldResult[],
  train: Samples,
  targetNames: readonly string[],
): FoldsSummary<RegressionMetrics> {
  const { predictions, targets } = poolPredictions(results, train, targetNames);
  return { ...overFolds(results), pooled: evaluateTargets({ predictions, targets, targetNames }) };
}

function overFolds(results: readonly FoldResult[]): Omit<FoldsSummary, "pooled"> {
  const folds = results.map(({ metrics }) => flatMetrics(metrics));
  const names = Object.keys(folds[0] ?? {}) as FoldMetric[];
  const each = <Key extends keyof Summary>(key: Key) =>
    Object.fromEntries(
      names.map((name) => [name, summarize(folds.map((fold) => fold[name] ?? null))[key]]),
    ) as Each<Summary[Key]>;
  return { mean: each("mean"), standardDeviation: each("standardDeviation"), interval: each("interval") };
}

/** Predictions out of fold, the samples in ascending order. */
export interface PooledPredictions extends PredictedTargets {
  /** [n], indices of the dataset's training samples */
  readonly samples: Uint32Array;
  /** [n], which of the results a prediction comes from, from 0 */
  readonly fold: Uint16Array;
  readonly predictions: Float32Array;
  readonly targets: Float32Array;
}

/** @throws {ShapeError} without results, and where they are not of these samples */
export function poolPredictions(
  results: readonly FoldResult[],
  train: Samples,
  targetNames: readonly string[],
): PooledPredictions {
  const { samples, fold, scores } = pool(results, train.count, targetNames.length);
  const { targets } = selectSamples(train, samples);
  if (!targets) throw new ShapeError("Expected training samples with targets, got none.");
  return { samples, fold, predictions: scores, targets, targetNames };
}

/** @throws {ShapeError} without results, and where they are not of these samples */
export function poolScores(
  results: readonly FoldResult[],
  labels: Labels,
  classes: readonly string[],
): PooledScores {
  const pooled = pool(results, labels.length, classes.length);
  const { places, ...scored } = pooled;
  return {
    ...scored,
    labels: selectLabels(labels, scored.samples),
    classes,
    crossEntropies: results.every(({ crossEntropies }) => crossEntropies)
      ? Float64Array.from(places, ({ fold, place }) => results[fold].crossEntropies?.[place] ?? Number.NaN)
      : undefined,
  };
}

/** @param count  samples of the dataset; each has so many outputs */
function pool(results: readonly FoldResult[], count: number, outputs: number) {
  const places = results
    .flatMap(({ samples }, fold) => Array.from(samples, (sample, place) => ({ sample, fold, place })))
    .sort((a, b) => a.sample - b.sample || a.fold - b.fold);
  const last = places.at(-1);
  if (last === undefined) throw new ShapeError("Expected the result of at least one fold, got none.");
  if (last.sample >= count) {
    throw new ShapeError(`Expected folds of ${count} samples, got sample ${last.sample}.`);
  }
  const scores = new Float32Array(places.length * outputs);
  for (const [row, { fold, place }] of places.entries()) {
    scores.set(results[fold].scores.subarray(place * outputs, (place + 1) * outputs), row * outputs);
  }
  return {
    places,
    samples: Uint32Array.from(places, ({ sample }) => sample),
    fold: Uint16Array.from(places, ({ fold }) => fold),
    scores,
  };
}
