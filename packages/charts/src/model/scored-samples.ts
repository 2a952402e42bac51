import type { Labels, Metrics } from "percept";

/** What a model says of some samples, and how right that is. */
export interface ScoredSamples {
  /** which they are, for titles: "test set" */
  readonly name: string;
  readonly classes: readonly string[];
  /** [n, classes] */
  readonly scores: Float32Array;
  /** [n] */
  readonly labels: Labels;
  readonly metrics: Metrics;
}
