import type { Labels } from "../labels.ts";
import { checkScores } from "./check-scores.ts";
import { accuracy, type ClassMetrics, classMetrics, mean } from "./classification.ts";
import { type ConfusionMatrix, confusionMatrix, predictedClasses } from "./confusion-matrix.ts";
import { partedScores } from "./parted-scores.ts";
import { auc } from "./roc.ts";

/** Everything that is measured of scores, as metrics.json has it. Rates are fractions. */
export interface Metrics {
  readonly accuracy: number;
  readonly errorRate: number;
  /** means over the classes; the AUC's over those that have one */
  readonly macro: {
    readonly precision: number;
    readonly recall: number;
    readonly f1: number;
    readonly auc: number | null;
  };
  readonly perClass: readonly (ClassMetrics & { readonly auc: number | null })[];
  readonly confusionMatrix: ConfusionMatrix;
  /** the mean over the samples, summed over the outputs; null where the scores are no probabilities */
  readonly crossEntropy: number | null;
  /** the mean over samples and outputs */
  readonly meanSquaredError: number;
}

export interface ScoredSamples {
  /** [n, classes] */
  readonly scores: Float32Array | Float64Array;
  /** [n] */
  readonly labels: Labels;
  readonly classes: readonly string[];
  /** of each sample, from the pre-activations: scores that round to 1 have no logarithm left */
  readonly crossEntropies?: Float64Array | undefined;
}

/** @throws {ShapeError} where the arrays' lengths disagree, a label is none of the classes, or a score is NaN */
export function evaluateScores({ scores, labels, classes, crossEntropies }: ScoredSamples): Metrics {
  checkScores(scores, labels, classes.length, crossEntropies);
  const matrix = confusionMatrix(labels, predictedClasses(scores, classes.length), classes.length);
  const parted = partedScores(scores, labels, classes.length);
  const perClass = classMetrics(matrix, classes).map((metrics, k) => ({ ...metrics, auc: auc(parted[k]) }));
  const aucs = perClass.flatMap((metrics) => metrics.auc ?? []);
  const hits = accuracy(matrix);
  return {
    accuracy: hits,
    errorRate: 1 - hits,
    macro: {
      precision: mean(perClass.map((metrics) => metrics.precision)),
      recall: mean(perClass.map((metrics) => metrics.recall)),
      f1: mean(perClass.map((metrics) => metrics.f1)),
      auc: aucs.length > 0 ? mean(aucs) : null,
    },
    perClass,
    confusionMatrix: matrix,
    crossEntropy: crossEntropies ? sum(crossEntropies) / crossEntropies.length : null,
    meanSquaredError: meanSquaredError(scores, labels, classes.length),
  };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let index = 0; index < values.length; index++) total += values[index];
  return total;
}

/** The mean over samples and outputs of (score - y)², y being 1 for the label's output and 0 for the others. */
function meanSquaredError(scores: Float32Array | Float64Array, labels: Labels, classes: number): number {
  let sum = 0;
  for (let sample = 0, at = 0; sample < labels.length; sample++) {
    const label = labels[sample];
    for (let k = 0; k < classes; k++, at++) {
      const difference = scores[at] - (k === label ? 1 : 0);
      sum += difference * difference;
    }
  }
  return sum / scores.length;
}
