import type { Labels } from "../labels.ts";
import { checkNumbers, checkScores } from "./check-scores.ts";
import { predictedClasses } from "./confusion-matrix.ts";

/** A sample that is taken for another class. */
export interface Mistake {
  /** its index */
  readonly sample: number;
  /** class indices */
  readonly label: number;
  readonly prediction: number;
  /** the prediction's score, the largest */
  readonly confidence: number;
  readonly labelScore: number;
}

export interface Mistakes {
  /** of all samples */
  readonly total: number;
  /** `limit` of them at most, the most confident first; of equal ones the first in the data's order */
  readonly worst: readonly Mistake[];
}

/**
 * @param scores  [n, classes]
 * @param labels  [n]
 * @throws {ShapeError} where the lengths disagree or a score is NaN
 */
export function mistakes(
  scores: Float32Array | Float64Array,
  labels: Labels,
  classes: number,
  limit: number,
): Mistakes {
  checkScores(scores, labels, classes);
  checkNumbers(scores, classes);
  const found: Mistake[] = [];
  for (const [sample, prediction] of predictedClasses(scores, classes).entries()) {
    const label = labels[sample];
    if (prediction === label) continue;
    const [confidence, labelScore] = [
      scores[sample * classes + prediction],
      scores[sample * classes + label],
    ];
    found.push({ sample, label, prediction, confidence, labelScore });
  }
  // Infinity from Infinity is no difference that sort could use, and 0 keeps the order.
  found.sort((a, b) => b.confidence - a.confidence || 0);
  return { total: found.length, worst: found.slice(0, limit) };
}
