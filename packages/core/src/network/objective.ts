import type { FloatArray, Matrix } from "./matrix.ts";
import type { Weights } from "./network.ts";

/**
 * What a step makes small: the mean (or the sum) of its samples' weighted losses, plus l1 Σ|w| + l2/2 Σw² over all
 * weights but the biases; and what is done to the samples and units meanwhile.
 */
export interface Objective {
  readonly reduction: "mean" | "sum";
  /** share of the target spread evenly over the units */
  readonly labelSmoothing: number;
  /** what each class's losses are multiplied by; 1 where there are none */
  readonly classWeights?: readonly number[];
  readonly l1: number;
  readonly l2: number;
  /** share of the inputs, then of each hidden layer's units, that a step leaves out; none where it is missing */
  readonly dropout: readonly number[];
  /** standard deviation of the noise that is added to the scaled inputs */
  readonly inputNoise: number;
  /** of dropout and noise */
  readonly seed: number;
}

export const plainObjective: Objective = {
  reduction: "mean",
  labelSmoothing: 0,
  l1: 0,
  l2: 0,
  dropout: [],
  inputNoise: 0,
  seed: 0,
};

/** l1 Σ|w| + l2/2 Σw², biases left out */
export function penalty(weights: Weights, { l1, l2 }: Objective): number {
  if (l1 === 0 && l2 === 0) return 0;
  let absolute = 0;
  let squared = 0;
  for (const { columns, values } of weights) {
    for (let index = 0; index < values.length; index++) {
      if (index % columns === 0) continue;
      absolute += Math.abs(values[index]);
      squared += values[index] * values[index];
    }
  }
  return l1 * absolute + (l2 / 2) * squared;
}

/** gradient += l1 sign(w) + l2 w, biases left out */
export function addPenaltyGradient(
  { columns, values }: Matrix,
  gradient: FloatArray,
  { l1, l2 }: Objective,
): void {
  for (let index = 0; index < values.length; index++) {
    if (index % columns !== 0) gradient[index] += l1 * Math.sign(values[index]) + l2 * values[index];
  }
}
