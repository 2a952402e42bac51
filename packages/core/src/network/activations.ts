import { erf, exp, sigmoid, tanh } from "../elementary.ts";
import type { FloatArray } from "./matrix.ts";

/** a = f(z), and its derivative da/dz from z and a = f(z). */
export interface Activation {
  readonly apply: (z: number) => number;
  readonly derivative: (z: number, a: number) => number;
  /** the derivative jumps at z = 0 */
  readonly kinked?: true;
}

// LeCun (1989), "Generalization and network design strategies": f(1) = 1, f(-1) = -1.
const SCALE = 1.7159;
const SLOPE = 2 / 3;
// Maas, Hannun & Ng (2013), "Rectifier nonlinearities improve neural network acoustic models".
const LEAK = 0.01;

const normalDensity = (z: number) => exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
const normalCumulative = (z: number) => (1 + erf(z / Math.SQRT2)) / 2;

export const activations = {
  // σ(z) = 1 / (1 + e⁻ᶻ), σ' = σ (1 - σ)
  sigmoid: { apply: sigmoid, derivative: (_, a) => a * (1 - a) },
  // tanh' = 1 - tanh²
  tanh: { apply: tanh, derivative: (_, a) => 1 - a * a },
  "scaled-tanh": {
    apply: (z) => SCALE * tanh(SLOPE * z),
    derivative: (_, a) => SLOPE * (SCALE - (a * a) / SCALE),
  },
  relu: { apply: (z) => (z > 0 ? z : 0), derivative: (z) => (z > 0 ? 1 : 0), kinked: true },
  "leaky-relu": { apply: (z) => (z > 0 ? z : LEAK * z), derivative: (z) => (z > 0 ? 1 : LEAK), kinked: true },
  // z Φ(z), exactly: Hendrycks & Gimpel (2016), arXiv:1606.08415
  gelu: {
    apply: (z) => z * normalCumulative(z),
    derivative: (z) => normalCumulative(z) + z * normalDensity(z),
  },
  // z σ(z): Elfwing, Uchibe & Doya (2018), doi:10.1016/j.neunet.2017.12.012
  silu: { apply: (z) => z * sigmoid(z), derivative: (z, a) => a + sigmoid(z) * (1 - a) },
  identity: { apply: (z) => z, derivative: () => 1 },
} as const satisfies Record<string, Activation>;

export type UnitActivationName = keyof typeof activations;

/** Softmax belongs to the output layer: each of its activations depends on every z. */
export type ActivationName = UnitActivationName | "softmax";

export const activationNames = [...Object.keys(activations), "softmax"] as ActivationName[];

/** The activation of a hidden layer. */
export function unitActivation(name: ActivationName): Activation {
  if (name === "softmax") throw new RangeError("softmax is for the output layer");
  return activations[name];
}

/** a[1..] = f(z); a[0] stays the 1 that the biases are multiplied by. */
export function activate(name: ActivationName, z: FloatArray, a: FloatArray): void {
  if (name === "softmax") {
    softmax(z, a);
    return;
  }
  const { apply } = activations[name];
  for (let unit = 0; unit < z.length; unit++) a[1 + unit] = apply(z[unit]);
}

/** aₖ = eᶻᵏ / Σ eᶻ; the largest z is taken off first, so that nothing overflows. */
function softmax(z: FloatArray, a: FloatArray): void {
  let largest = z[0];
  for (let unit = 1; unit < z.length; unit++) if (z[unit] > largest) largest = z[unit];
  let sum = 0;
  for (let unit = 0; unit < z.length; unit++) {
    const power = exp(z[unit] - largest);
    a[1 + unit] = power;
    sum += power;
  }
  for (let unit = 0; unit < z.length; unit++) a[1 + unit] /= sum;
}
