import { exp, log, softplus } from "../elementary.ts";
import { ParameterError } from "../errors.ts";
import type { ActivationName } from "./activations.ts";
import type { FloatArray } from "./matrix.ts";

/**
 * One sample's loss, from the output layer: z [units], a [1, activations], and the target y [units], which is 1 for
 * the label's unit and 0 for every other, or a little less and more with label smoothing.
 */
export interface Loss {
  /** L, summed over the outputs (mean squared error: the mean over them); cross-entropy from z, so that an output
   * that rounds to 0 or 1 costs no infinity */
  readonly value: (z: FloatArray, a: FloatArray, y: FloatArray) => number;
  /** delta = dL/dz into `delta` [units] */
  readonly delta: (z: FloatArray, a: FloatArray, y: FloatArray, delta: FloatArray) => void;
}

export type LossName = "cross-entropy" | "mean-squared-error";

/** With sigmoid outputs as with softmax ones, cross-entropy's dL/dz is a - y (report, section 3.3). */
function difference(_: FloatArray, a: FloatArray, y: FloatArray, delta: FloatArray): void {
  for (let unit = 0; unit < delta.length; unit++) delta[unit] = a[1 + unit] - y[unit];
}

// Binary cross-entropy (report, section 3.2): L = -Σ [y log a + (1 - y) log(1 - a)] = Σ [log(1 + eᶻ) - y z]
const binaryCrossEntropy: Loss = {
  value(z, _, y) {
    let sum = 0;
    for (let unit = 0; unit < z.length; unit++) sum += softplus(z[unit]) - y[unit] * z[unit];
    return sum;
  },
  delta: difference,
};

// Categorical cross-entropy: L = -Σ y log a = log Σ eᶻ - Σ y z, since Σ y = 1; Bridle (1990)
const categoricalCrossEntropy: Loss = {
  value(z, _, y) {
    let largest = z[0];
    for (let unit = 1; unit < z.length; unit++) if (z[unit] > largest) largest = z[unit];
    let powers = 0;
    let expected = 0;
    for (let unit = 0; unit < z.length; unit++) {
      powers += exp(z[unit] - largest);
      if (y[unit] !== 0) expected += y[unit] * (z[unit] - largest);
    }
    return log(powers) - expected;
  },
  delta: difference,
};

/** The mean over the outputs of (a - y)², as the report's program computes it. */
function meanSquaredError(_: FloatArray, a: FloatArray, y: FloatArray): number {
  let sum = 0;
  for (let unit = 0; unit < y.length; unit++) {
    const off = a[1 + unit] - y[unit];
    sum += off * off;
  }
  return sum / y.length;
}

/** dL/da = 2/n (a - y), then down to z through the output's own derivative. */
const squaredErrorWith = (toZ: (a: FloatArray, delta: FloatArray) => void): Loss => ({
  value: meanSquaredError,
  delta(_, a, y, delta) {
    const scale = 2 / delta.length;
    for (let unit = 0; unit < delta.length; unit++) delta[unit] = scale * (a[1 + unit] - y[unit]);
    toZ(a, delta);
  },
});

/** The losses that there are, by the output that they go with. */
export const losses: Record<LossName, Partial<Record<ActivationName, Loss>>> = {
  "cross-entropy": { sigmoid: binaryCrossEntropy, softmax: categoricalCrossEntropy },
  "mean-squared-error": {
    identity: squaredErrorWith(() => {}),
    sigmoid: squaredErrorWith((a, delta) => {
      for (let unit = 0; unit < delta.length; unit++) delta[unit] *= a[1 + unit] * (1 - a[1 + unit]);
    }),
    // daₖ/dzⱼ = aₖ (1[k = j] - aⱼ), so that dL/dzⱼ = aⱼ (gⱼ - Σ gₖ aₖ) with g = dL/da
    softmax: squaredErrorWith((a, delta) => {
      let mean = 0;
      for (let unit = 0; unit < delta.length; unit++) mean += delta[unit] * a[1 + unit];
      for (let unit = 0; unit < delta.length; unit++) delta[unit] = a[1 + unit] * (delta[unit] - mean);
    }),
  },
};

/** The loss of a network. @throws {ParameterError} where its output and its loss make no pair */
export function lossOf({
  layers,
  loss,
}: {
  readonly layers: readonly { readonly activation: ActivationName }[];
  readonly loss: LossName;
}): Loss {
  const output = layers[layers.length - 1].activation;
  const found = losses[loss][output];
  if (found) return found;
  throw new ParameterError(
    `loss ${loss} goes with output ${Object.keys(losses[loss]).join(" or ")}, got ${output}.`,
    "Choose another output activation or another loss.",
  );
}

/** The mean over the outputs of (a - y)², whatever the training's loss is. */
export const squaredError = meanSquaredError;

/**
 * y of a label into `y` [units]: 1 at the label, 0 elsewhere. Smoothing spreads its share of that evenly over the
 * units: Szegedy et al. (2016), doi:10.1109/CVPR.2016.308.
 */
export function setTarget(y: FloatArray, label: number, smoothing = 0): void {
  y.fill(smoothing / y.length);
  y[label] += 1 - smoothing;
}
