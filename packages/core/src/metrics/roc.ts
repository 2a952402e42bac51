// One class against all others: a sample is called positive when its score reaches the threshold. Fawcett (2006),
// "An introduction to ROC analysis", doi:10.1016/j.patrec.2005.10.010.

import { ShapeError } from "../errors.ts";
import { countBelow, pairsInOrder } from "./pairs-in-order.ts";
import { sortFloats } from "./sort-floats.ts";

/** From (0, 0), above every score, to (1, 1), below every score; one point for each distinct threshold between. */
export interface RocCurve {
  /** [points], falling; the first is Infinity */
  readonly thresholds: Float64Array;
  readonly falsePositiveRate: Float64Array;
  readonly truePositiveRate: Float64Array;
}

/** The scores of the positive and of the negative samples. */
export interface PartedScores {
  readonly positives: Float64Array | Float32Array;
  readonly negatives: Float64Array | Float32Array;
}

/** Each sorted upwards. */
export type SortedScores = PartedScores;

/** Each class's column of scores [n, classes], parted by the label. @throws {ShapeError} where a score is NaN */
export function partedScores(
  scores: Float32Array | Float64Array,
  labels: Uint8Array,
  classes: number,
): PartedScores[] {
  const create = scores instanceof Float32Array ? Float32Array : Float64Array;
  const n = labels.length;
  // [classes, n]: positives fill a class's row from its start, negatives from its end.
  const rows = new create(classes * n);
  const starts = Int32Array.from({ length: classes }, (_, k) => k * n);
  const ends = starts.map((start) => start + n);
  for (let sample = 0, at = 0; sample < n; sample++) {
    const label = labels[sample];
    for (let k = 0; k < classes; k++, at++) {
      const score = scores[at];
      if (Number.isNaN(score)) {
        throw new ShapeError(`Expected scores to be numbers, got NaN for sample ${sample}, class ${k}.`);
      }
      if (k === label) rows[starts[k]++] = score;
      else rows[--ends[k]] = score;
    }
  }
  return Array.from(ends, (end, k) => ({
    positives: rows.subarray(k * n, end),
    negatives: rows.subarray(end, (k + 1) * n),
  }));
}

/** The scores of class `k`, parted and sorted. @throws {ShapeError} where a score is NaN */
export function sortedScores(
  scores: Float32Array | Float64Array,
  labels: Uint8Array,
  classes: number,
  k: number,
): SortedScores {
  const { positives, negatives } = partedScores(scores, labels, classes)[k];
  return { positives: sorted(positives), negatives: sorted(negatives) };
}

function sorted(scores: Float32Array | Float64Array): Float32Array | Float64Array {
  return scores instanceof Float32Array ? sortFloats(scores) : scores.sort();
}

/**
 * The area under the ROC curve, exactly: the share of pairs of a positive and a negative in which the positive has
 * the larger score, ties counted half (Mann & Whitney 1947). null without positives or without negatives.
 */
export function auc({ positives, negatives }: PartedScores): number | null {
  if (positives.length === 0 || negatives.length === 0) return null;
  return pairsInOrder(sorted(positives.slice()), negatives) / (positives.length * negatives.length);
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
    thresholds.map((threshold) => scores.length - countBelow(scores, threshold));
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
