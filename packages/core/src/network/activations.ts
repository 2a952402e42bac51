import { sigmoid } from "../elementary.ts";
import type { FloatArray } from "./matrix.ts";

/** a = f(z), and its derivative da/dz from the activation itself. */
export interface Activation {
  readonly apply: (z: number) => number;
  readonly derivative: (a: number) => number;
}

export type ActivationName = "sigmoid";

export const activations: Record<ActivationName, Activation> = {
  // σ(z) = 1 / (1 + e⁻ᶻ), σ' = σ (1 - σ)
  sigmoid: { apply: sigmoid, derivative: (a) => a * (1 - a) },
};

/** a[1..] = f(z); a[0] stays the 1 that the biases are multiplied by. */
export function activate(name: ActivationName, z: FloatArray, a: FloatArray): void {
  const { apply } = activations[name];
  for (let unit = 0; unit < z.length; unit++) a[1 + unit] = apply(z[unit]);
}
