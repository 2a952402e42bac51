// One class against all others: a sample is called positive when its score reaches the threshold. Fawcett (2006),
// "An introduction to ROC analysis", doi:10.1016/j.patrec.2005.10.010.

import { ShapeError } from "../errors.ts";
import { sortFloats } from "./sort-floats.ts";

/** From (0, 0), above every score, to (1, 1), below every score; one point for each distinct threshold between. */
export interface RocCurve {
  /** [points], falling; the first is Infinity */
  readonly thresholds: Float64Array;
  readonly falsePositiveRate: Float64Array;
  readonly truePositiveRate: Float64Array;
}

/** The scores of the positive and of the negative samples, each sorted upwards. */
export interface SortedScores {
  readonly positives: Float64Array | Float32Array;
  readonly negatives: Float64Array | Float32Array;
}

/** Column `k` of scores [n, classes], parted by whether the label is k. @throws {ShapeError} where a score is NaN */
export function sortedScores(
  scores: Float32Array | Float64Array,
  labels: Uint8Array,
  classes: number,
  k: number,
): SortedScores {
  const create = scores instanceof Float32Array ? Float32Array : Float64Array;
  let positiveCount = 0;
  for (const label of labels) if (label === k) positiveCount++;
  const positives = new create(positiveCount);
  const negatives = new create(labels.length - positiveCount);
  for (let sample = 0, p = 0, n = 0; sample < labels.length; sample++) {
    const score = scores[sample * classes + k];
    if (Number.isNaN(score)) {
      throw new ShapeError(`Expected scores to be numbers, got NaN for sample ${sample}, class ${k}.`);
    }
    if (labels[sample] === k) positives[p++] = score;
    else negatives[n++] = score;
  }
  return { positives: sorted(positives), negatives: sorted(negatives) };
}

function sorted(scores: Float32Array | Float64Array): Float32Array | Float64Array {
  return scores instanceof Float32Array ? sortFloats(scores) : scores.sort();
}

/**
 * The area under the ROC curve, exactly: the share of pairs of a positive and a negative in which the positive has
 * the larger score, ties counted half (Mann & Whitney 1947). null without positives or without negatives.
 */
export function auc({ positives, negatives }: SortedScores): number | null {
  if (positives.length === 0 || negatives.length === 0) return null;
  let pairs = 0;
  let below = 0; // negatives smaller than the positive at hand
  let upTo = 0; // negatives not larger than it
  for (const score of positives) {
    while (below < negatives.length && negatives[below] < score) below++;
    if (upTo < below) upTo = below;
    while (upTo < negatives.length && negatives[upTo] === score) upTo++;
    pairs += (below + upTo) / 2;
  }
  return pairs / (positives.length * negatives.length);
}

/** The curve with every distinct score as a threshold. Rates with nothing to divide by are 0. */
export function rocCurve({ positives, negatives }: SortedScores): RocCurve {
  let p = positives.length;
  let n = negatives.length;
  const [thresholds, falsePositives, truePositives] = [0, 1, 2].map(() => new Float64Array(1 + p + n));
  thresholds[0] = Number.POSITIVE_INFINITY;
  let points = 1;
  while (p > 0 || n > 0) {
    const threshold = Math.max(p > 0 ? positives[p - 1] : -Infinity, n > 0 ? negatives[n - 1] : -Infinity);
    while (p > 0 && positives[p - 1] === threshold) p--;
    while (n > 0 && negatives[n - 1] === threshold) n--;
    thresholds[points] = threshold;
    falsePositives[points] = negatives.length - n;
    truePositives[points] = positives.length - p;
    points++;
  }
  return {
    thresholds: thresholds.slice(0, points),
    falsePositiveRate: rates(falsePositives.slice(0, points), negatives.length),
    truePositiveRate: rates(truePositives.slice(0, points), positives.length),
  };
}

/** The curve of the report's program: `points` thresholds spread evenly from 1 down to 0. */
export function rocCurveAtEvenThresholds({ positives, negatives }: SortedScores, points = 100): RocCurve {
  const thresholds = Float64Array.from({ length: points }, (_, index) => 1 - index / (points - 1));
  const reached = (scores: SortedScores["positives"]) =>
    thresholds.map((threshold) => scores.length - firstNotBelow(scores, threshold));
  return {
    thresholds,
    falsePositiveRate: rates(reached(negatives), negatives.length),
    truePositiveRate: rates(reached(positives), positives.length),
  };
}

function rates(counts: Float64Array, whole: number): Float64Array {
  for (let point = 0; point < counts.length; point++) counts[point] /= Math.max(1, whole);
  return counts;
}

function firstNotBelow(sorted: SortedScores["positives"], threshold: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}
