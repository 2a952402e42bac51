import { softplus } from "../elementary.ts";
import type { FloatArray } from "./matrix.ts";

/** One sample's loss, from the output layer; y is 1 for the label's unit and 0 for every other. */
export interface Loss {
  /** L, summed over the outputs; from z, so that an output that rounds to 0 or 1 costs no infinity */
  readonly value: (z: FloatArray, label: number) => number;
  /** delta = dL/dz into `delta` [units]; a is [1, activations] */
  readonly delta: (a: FloatArray, label: number, delta: FloatArray) => void;
}

export type LossName = "cross-entropy";

export const losses: Record<LossName, Loss> = {
  // Binary cross-entropy with sigmoid outputs (report, section 3.2): L = -[y log a + (1 - y) log(1 - a)]
  // = log(1 + eᶻ) - y z, and dL/dz = a - y (section 3.3).
  "cross-entropy": {
    value(z, label) {
      let sum = 0;
      for (let unit = 0; unit < z.length; unit++) sum += softplus(z[unit]);
      return sum - z[label];
    },
    delta(a, label, delta) {
      for (let unit = 0; unit < delta.length; unit++) delta[unit] = a[1 + unit] - (unit === label ? 1 : 0);
    },
  },
};

/** The mean over the outputs of (a - y)², as the report's program computes it. */
export function squaredError(a: FloatArray, label: number): number {
  const units = a.length - 1;
  let sum = 0;
  for (let unit = 0; unit < units; unit++) {
    const difference = a[1 + unit] - (unit === label ? 1 : 0);
    sum += difference * difference;
  }
  return sum / units;
}
