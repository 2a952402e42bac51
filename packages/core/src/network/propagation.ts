// The report's equations, one function each, for a single sample. Legend:
//   W [units, 1 + inputs]  a layer's weights; column 0 is the bias
//   x, a [1 + n]           a sample or a layer's activations, with a leading 1 for the bias
//   z [units]              pre-activations
//   delta [units]          dL/dz
// docs/backpropagation.md derives them with the same symbols.

import { type ActivationName, unitActivation } from "./activations.ts";
import type { FloatArray, Matrix } from "./matrix.ts";

/** z = W·a */
export function preActivate(W: Matrix, a: FloatArray, z: FloatArray): void {
  const { rows, columns, values } = W;
  for (let unit = 0; unit < rows; unit++) {
    let sum = 0;
    for (let j = 0, w = unit * columns; j < columns; j++, w++) sum += values[w] * a[j];
    z[unit] = sum;
  }
}

/** delta of the layer below = Wᵀ·delta ⊙ f'(z), without the bias column; f' is taken from z and a = f(z). */
export function propagateBack(
  W: Matrix,
  delta: FloatArray,
  activation: ActivationName,
  z: FloatArray,
  a: FloatArray,
  deltaBelow: FloatArray,
): void {
  const { rows, columns, values } = W;
  const { derivative } = unitActivation(activation);
  for (let j = 1; j < columns; j++) {
    let sum = 0;
    for (let unit = 0, w = j; unit < rows; unit++, w += columns) sum += values[w] * delta[unit];
    deltaBelow[j - 1] = sum * derivative(z[j - 1], a[j]);
  }
}

/** W -= rate · delta·aᵀ, where delta·aᵀ = dL/dW */
export function subtractGradient(W: Matrix, rate: number, delta: FloatArray, a: FloatArray): void {
  const { rows, columns, values } = W;
  for (let unit = 0; unit < rows; unit++) {
    const step = rate * delta[unit];
    for (let j = 0, w = unit * columns; j < columns; j++, w++) values[w] -= step * a[j];
  }
}
