import { fillFeatures } from "../dataset/imputation.ts";
import { createSamples, type Samples } from "../dataset/samples.ts";
import { ForwardPass } from "../engine/reference/forward-pass.ts";
import { ShapeError } from "../errors.ts";
import type { Model } from "../format/model.ts";
import type { FloatArray, Matrix } from "../network/matrix.ts";
import { plainObjective } from "../network/objective.ts";

/** One sample on its way through a network. */
export interface SampleTrace {
  /** x [inputs], scaled */
  readonly input: FloatArray;
  /** what each layer made of it, in the order of the layers */
  readonly layers: readonly { readonly z: FloatArray; readonly a: FloatArray }[];
}

/**
 * z [units] and a [units] of every layer for one sample [features], by the reference's equations, in the weights'
 * precision: bytes or numbers, raw.
 * @throws {ShapeError} where the model has another number of inputs
 */
export function traceSample(
  { network, weights, imputation }: Model,
  features: Samples["features"],
): SampleTrace {
  const { inputs } = network.layers[0];
  if (features.length !== inputs) {
    throw new ShapeError(`Expected one sample of ${inputs} features, got ${features.length} features.`);
  }
  const precision = weights[0].values instanceof Float64Array ? "float64" : "float32";
  const pass = new ForwardPass(network, precision, plainObjective);
  pass.run(weights, createSamples(fillFeatures(features, inputs, imputation), new Uint8Array(1), inputs), 0);
  const [input, ...activations] = pass.a.map((withOne) => withOne.subarray(1));
  return { input, layers: activations.map((a, l) => ({ z: pass.z[l], a })) };
}

/**
 * What a unit's z is the sum of, into [1 + inputs]: its bias, then w·a for each unit (or input) of the layer below.
 * @param W  the unit's layer [units, 1 + inputs]
 * @param below  a [inputs] of the layer below, or the sample
 */
export function contributions({ columns, values }: Matrix, unit: number, below: FloatArray): Float64Array {
  const row = values.subarray(unit * columns, (unit + 1) * columns);
  return Float64Array.from(row, (w, j) => (j === 0 ? w : w * below[j - 1]));
}
