// One class against all others: a sample is called positive when its score reaches the threshold. Fawcett (2006),
// "An introduction to ROC analysis", doi:10.1016/j.patrec.2005.10.010.

import { countReached } from "./count-reached.ts";
import { countBelow, pairsInOrder } from "./pairs-in-order.ts";
import { type PartedScores, type SortedScores, sorted } from "./parted-scores.ts";

/** From (0, 0), above every score, to (1, 1), below every score; one point for each distinct threshold between. */
export interface RocCurve {
  /** [points], falling; the first is Infinity */
  readonly thresholds: Float64Array;
  readonly falsePositiveRate: Float64Array;
  readonly truePositiveRate: Float64Array;
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
export function rocCurve(scores: SortedScores): RocCurve {
  const { thresholds, falsePositives, truePositives } = countReached(scores);
  return {
    thresholds,
    falsePositiveRate: rates(falsePositives, scores.negatives.length),
    truePositiveRate: rates(truePositives, scores.positives.length),
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
