import type { Precision } from "../network/matrix.ts";
import type { Weights } from "../network/network.ts";

/** The precision that weights have. */
export function precisionOf(weights: Weights): Precision {
  return weights[0].values instanceof Float64Array ? "float64" : "float32";
}
