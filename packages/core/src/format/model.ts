import type { Network, Weights } from "../network/network.ts";

/** A network with its weights and everything else that prediction needs. */
export interface Model {
  readonly network: Network;
  readonly weights: Weights;
  /** one word a class, in the order of the output units */
  readonly classes: readonly string[];
  /** [rows, columns] of the image that the inputs are */
  readonly imageShape: readonly [rows: number, columns: number];
}
