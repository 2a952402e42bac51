import { createSamples, type Samples } from "../dataset/samples.ts";
import { ForwardPass } from "../engine/reference/forward-pass.ts";
import { ParameterError, ShapeError } from "../errors.ts";
import type { Model } from "../format/model.ts";
import { createVector, type FloatArray } from "../network/matrix.ts";
import { plainObjective } from "../network/objective.ts";
import { propagateBack } from "../network/propagation.ts";

/**
 * Which inputs an output unit's score came from: (dz/dx) ⊙ x [inputs], z the unit's pre-activation, so that a score
 * near 1, where its own slope is all but 0, tells as much as any other. Without hidden layers it is w·x, which with the
 * bias adds up to z. In the weights' precision.
 * @param features  one sample [inputs]: bytes, raw pixels 0..255, or numbers that are scaled already
 * @param unit  of the output layer
 * @see Simonyan, Vedaldi & Zisserman (2013), arXiv:1312.6034 (gradient of the score before the softmax); Shrikumar,
 *   Greenside, Shcherbina & Kundaje (2016), arXiv:1605.01713 (times the input)
 * @throws {ShapeError} where the model has another number of inputs
 * @throws {ParameterError} where it has no such unit
 */
export function inputSaliency(
  { network, weights }: Model,
  features: Samples["features"],
  unit: number,
): FloatArray {
  const { layers } = network;
  const { inputs } = layers[0];
  const { units } = layers[layers.length - 1];
  if (features.length !== inputs)
    throw new ShapeError(`Expected one sample of ${inputs} features, got ${features.length} features.`);
  if (!Number.isInteger(unit) || unit < 0 || unit >= units)
    throw new ParameterError(`unit must be an integer in [0, ${units - 1}], got ${unit}.`);

  const precision = weights[0].values instanceof Float64Array ? "float64" : "float32";
  const pass = new ForwardPass(network, precision, plainObjective);
  pass.run(weights, createSamples(features, new Uint8Array(1), inputs), 0);
  const { a, z } = pass;
  let delta = createVector(precision, units).fill(1, unit, unit + 1);
  for (let l = layers.length - 1; l >= 0; l--) {
    const below = createVector(precision, layers[l].inputs);
    // The sample is its own z, as if it came through a layer of identities.
    if (l === 0) propagateBack(weights[0], delta, "identity", a[0].subarray(1), a[0], below);
    else propagateBack(weights[l], delta, layers[l - 1].activation, z[l - 1], a[l], below);
    delta = below;
  }
  for (let j = 0; j < inputs; j++) delta[j] *= a[0][1 + j];
  return delta;
}
