import { ShapeError } from "../errors.ts";
import type { Labels } from "../labels.ts";

/**
 * @param scores  [n, classes]
 * @param labels  [n]
 * @param crossEntropies  [n]
 * @throws {ShapeError} where the lengths disagree, there is no sample, or a label is none of the classes
 */
export function checkScores(
  scores: Float32Array | Float64Array,
  labels: Labels,
  classes: number,
  crossEntropies?: Float64Array,
): void {
  const n = labels.length;
  if (n === 0) throw new ShapeError("Expected at least one sample to evaluate, got none.");
  if (scores.length !== n * classes || (crossEntropies && crossEntropies.length !== n)) {
    const losses = crossEntropies ? [` and ${n} cross-entropies`, ` and ${crossEntropies.length}`] : ["", ""];
    throw new ShapeError(
      `${n} labels of ${classes} classes need ${n * classes} scores${losses[0]}, got ${scores.length}${losses[1]}.`,
    );
  }
  const wrong = labels.findIndex((label) => label >= classes);
  if (wrong >= 0) {
    throw new ShapeError(
      `Expected labels 0..${classes - 1}, got ${labels[wrong]} for sample ${wrong}.`,
      "Choose the data that the model was trained for.",
    );
  }
}

/** @throws {ShapeError} where a score is NaN, naming sample and class */
export function checkNumbers(scores: Float32Array | Float64Array, classes: number): void {
  const at = scores.findIndex(Number.isNaN);
  if (at >= 0) throw notANumber(Math.floor(at / classes), at % classes);
}

/** The error of a score that is NaN: it has no place in any order. */
export function notANumber(sample: number, k: number): ShapeError {
  return new ShapeError(`Expected scores to be numbers, got NaN for sample ${sample}, class ${k}.`);
}
