import type { Network, Weights } from "../network/network.ts";

/** A network with its weights and everything else that prediction needs. */
export interface Model {
  readonly network: Network;
  readonly weights: Weights;
  /** one word a class, in the order of the output units; none in a regression, where `network.targets` is */
  readonly classes: readonly string[];
  /** of a regression: one word a target, in the order of the output units */
  readonly targetNames?: readonly string[];
  /** one word a feature, where the data named them */
  readonly featureNames?: readonly string[];
  /** [features], what stands for a missing value, raw; none may be missing without it */
  readonly imputation?: readonly number[];
  /** [rows, columns] of the image that the inputs are */
  readonly imageShape: readonly [rows: number, columns: number];
}
