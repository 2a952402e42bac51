// One class against all others, as in roc.ts, but without the negatives that are rightly left alone: where positives
// are few, they make every ROC curve look good. Davis & Goadrich (2006), "The relationship between precision-recall
// and ROC curves", doi:10.1145/1143844.1143874.

import { countReached } from "./count-reached.ts";
import type { SortedScores } from "./parted-scores.ts";

/** From recall 0, above every score, to the point below every score; one point for each distinct threshold between. */
export interface PrecisionRecallCurve {
  /** [points], falling; the first is Infinity */
  readonly thresholds: Float64Array;
  /** TP / (TP + FP) */
  readonly precision: Float64Array;
  /** TP / P */
  readonly recall: Float64Array;
}

/**
 * The curve with every distinct score as a threshold. Above every score nothing is called positive, and precision is
 * 0/0: it is 1 there, as scikit-learn has it, because no call is wrong and so that the curve begins at the axis. Any other
 * quotient with nothing to divide by is 0: recall without positives.
 */
export function precisionRecallCurve(scores: SortedScores): PrecisionRecallCurve {
  const { thresholds, falsePositives, truePositives } = countReached(scores);
  const precision = new Float64Array(thresholds.length).fill(1, 0, 1);
  const recall = new Float64Array(thresholds.length);
  for (let point = 1; point < thresholds.length; point++) {
    precision[point] = truePositives[point] / (truePositives[point] + falsePositives[point]);
    recall[point] = truePositives[point] / Math.max(1, scores.positives.length);
  }
  return { thresholds, precision, recall };
}

/**
 * The area under the curve as steps, Σ (Rₙ - Rₙ₋₁) Pₙ, as scikit-learn has it: straight lines between the points
 * would promise more than any threshold gives (Davis & Goadrich). null without positives.
 */
export function averagePrecision(scores: SortedScores): number | null {
  if (scores.positives.length === 0) return null;
  const { falsePositives, truePositives } = countReached(scores);
  let area = 0;
  for (let point = 1; point < truePositives.length; point++) {
    const tp = truePositives[point];
    area += ((tp - truePositives[point - 1]) * tp) / (tp + falsePositives[point]);
  }
  return area / scores.positives.length;
}
