import { ParameterError } from "../errors.ts";
import type { Labels } from "../labels.ts";
import { checkNumbers, checkScores } from "./check-scores.ts";
import { predictedClasses } from "./confusion-matrix.ts";

/** The predictions whose confidence lies in (low, high]; a confidence of 0 lies in the first bin. */
export interface CalibrationBin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** both null where count is 0 */
  readonly meanConfidence: number | null;
  readonly accuracy: number | null;
}

export interface Calibration {
  /** evenly spaced from 0 to 1 */
  readonly bins: readonly CalibrationBin[];
  /** ECE, the mean over the samples of |accuracy - confidence| of their bin */
  readonly expectedCalibrationError: number;
  /** MCE, the largest of them */
  readonly maximumCalibrationError: number;
}

/**
 * Whether of the predictions made with a confidence of 0.8, say, eight in ten are right. Confidence is the predicted
 * class's score as it is: softmax scores are probabilities that sum to 1; sigmoid scores, which do not, are each the
 * probability of one class against the others, and are not divided by their sum.
 * @param scores  [n, classes]
 * @param labels  [n]
 * @param bins  a whole number from 1
 * @returns null where a score is no probability but lies outside [0, 1], as those of an identity output do
 * @throws {ShapeError} where the lengths disagree or a score is NaN, {ParameterError} for other bins
 * @see Guo, Pleiss, Sun & Weinberger (2017), arXiv:1706.04599, section 2; 15 bins as in its table 1
 */
export function calibration(
  scores: Float32Array | Float64Array,
  labels: Labels,
  classes: number,
  bins = 15,
): Calibration | null {
  if (!Number.isInteger(bins) || bins < 1) {
    throw new ParameterError(`bins must be a whole number in [1, ∞), got ${bins}.`);
  }
  checkScores(scores, labels, classes);
  checkNumbers(scores, classes);
  if (!scores.every((score) => score >= 0 && score <= 1)) return null;
  const [counts, confidences, hits] = [0, 1, 2].map(() => new Float64Array(bins));
  for (const [sample, prediction] of predictedClasses(scores, classes).entries()) {
    const confidence = scores[sample * classes + prediction];
    const bin = binOf(confidence, bins);
    counts[bin]++;
    confidences[bin] += confidence;
    if (prediction === labels[sample]) hits[bin]++;
  }
  const gaps = counts.map((count, bin) => (count > 0 ? Math.abs(hits[bin] - confidences[bin]) / count : 0));
  return {
    bins: Array.from(counts, (count, bin) => ({
      low: bin / bins,
      high: (bin + 1) / bins,
      count,
      meanConfidence: count > 0 ? confidences[bin] / count : null,
      accuracy: count > 0 ? hits[bin] / count : null,
    })),
    expectedCalibrationError: gaps.reduce((sum, gap, bin) => sum + gap * counts[bin], 0) / labels.length,
    maximumCalibrationError: Math.max(...gaps),
  };
}

/** The bin with low < confidence <= high, also where the product rounds across its end. */
function binOf(confidence: number, bins: number): number {
  const bin = Math.max(0, Math.ceil(confidence * bins) - 1);
  if (bin > 0 && confidence <= bin / bins) return bin - 1;
  return confidence > (bin + 1) / bins ? bin + 1 : bin;
}
