import type { Labels, Metrics, RegressionMetrics } from "percept";

export type SetName = "train" | "validation" | "test";

export const setNames: readonly SetName[] = ["train", "validation", "test"];

export const setTitles: Readonly<Record<SetName, string>> = {
  train: "training set",
  validation: "validation set",
  test: "test set",
};

/** What a model says of a set of samples, and how right that is. */
export interface ScoredSet {
  readonly name: SetName;
  readonly metrics: Metrics;
  /** [n, classes] */
  readonly scores: Float32Array;
  /** [n] */
  readonly labels: Labels;
}

/** What a regression says of a set of samples, and how right that is. */
export interface PredictedSet {
  readonly name: SetName;
  readonly metrics: RegressionMetrics;
  /** [n, targets], in the targets' own units */
  readonly predictions: Float32Array;
  /** [n, targets] */
  readonly targets: Float32Array;
}

/** The set that does not flatter: the test set where there is one. */
export function shownSet<Set extends { readonly name: SetName }>(sets: readonly Set[]): Set {
  return sets.find(({ name }) => name === "test") ?? sets[0];
}
