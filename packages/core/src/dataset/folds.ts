import { ParameterError } from "../errors.ts";
import type { Labels } from "../labels.ts";
import { streams } from "../random.ts";
import { shuffledClasses } from "./shuffle.ts";

/** Samples in two parts, as indices that ascend: what is trained on, and what is set aside to measure. */
export interface Fold {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
}

/**
 * Folds of a cross-validation; every sample is in the validation of exactly one. The seed decides which samples, the
 * sizes do not depend on it: they are those of scikit-learn 1.2's KFold and StratifiedKFold with shuffle=True.
 * @param labels  [n]
 * @param folds  a whole number in [2, n]
 * @throws {ParameterError} for other folds; where stratified, also when no class has a sample for each fold
 */
export function splitFolds(
  labels: Labels,
  folds: number,
  { stratified, seed }: { readonly stratified: boolean; readonly seed: number },
): Fold[] {
  const n = labels.length;
  if (!Number.isInteger(folds) || folds < 2 || folds > n) {
    throw new ParameterError(
      `folds must be a whole number in [2, n], n = ${n} being the samples, got ${folds}.`,
    );
  }
  // Without strata, all samples are one class.
  const classes = shuffledClasses(stratified ? labels : new Uint8Array(n), seed, streams.folds);
  const largest = Math.max(...Array.from(classes.values(), (members) => members.length));
  if (largest < folds) {
    throw new ParameterError(
      `folds must be in [2, ${largest}] where they are stratified, as the largest class has ${largest} samples, got ${folds}.`,
      "Choose fewer folds, or folds that are not stratified.",
    );
  }
  // Dealt out like cards, class after class; a class begins where the one before it ended.
  const foldOf = new Uint32Array(n);
  let dealt = 0;
  for (const members of classes.values()) {
    for (const sample of members) foldOf[sample] = dealt++ % folds;
  }
  const samples = Uint32Array.from(labels, (_, sample) => sample);
  return Array.from({ length: folds }, (_, fold) => ({
    train: samples.filter((sample) => foldOf[sample] !== fold),
    validation: samples.filter((sample) => foldOf[sample] === fold),
  }));
}
