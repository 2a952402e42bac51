import type { Model } from "../format/model.ts";
import { lossOf, setTarget } from "../network/losses.ts";
import { createVector, type FloatArray } from "../network/matrix.ts";
import { propagateBack } from "../network/propagation.ts";
import { scaleColumns } from "../network/scaling.ts";
import type { SampleTrace } from "./trace-sample.ts";

/** One sample's error on its way back through a network. */
export interface DeltaTrace {
  /** L */
  readonly loss: number;
  /** dL/dz [units] of every layer, in the order of the layers */
  readonly deltas: readonly FloatArray[];
}

/**
 * The way back of a traced sample, by the reference's equations: the loss of the label alone, without smoothing, class
 * weights and penalties.
 * @param trace  of the same model, by `traceSample`
 * @param expected  the class index, or of a regression the targets [targets] in their own units
 */
export function traceDeltas(
  { network, weights }: Model,
  { layers }: SampleTrace,
  expected: number | ArrayLike<number>,
): DeltaTrace {
  const precision = weights[0].values instanceof Float64Array ? "float64" : "float32";
  const deltas = layers.map(({ z }) => createVector(precision, z.length));
  const withOne = layers.map(({ a }) => {
    const vector = createVector(precision, 1 + a.length).fill(1, 0, 1);
    vector.set(a, 1);
    return vector;
  });
  const last = layers.length - 1;
  const { z } = layers[last];
  const y = createVector(precision, z.length);
  if (typeof expected === "number") setTarget(y, expected);
  else scaleColumns(network.targets ?? { offsets: [0], divisors: [1] }, expected, y);
  const loss = lossOf(network);
  loss.delta(z, withOne[last], y, deltas[last]);
  for (let l = last; l > 0; l--) {
    const { activation } = network.layers[l - 1];
    propagateBack(weights[l], deltas[l], activation, layers[l - 1].z, withOne[l - 1], deltas[l - 1]);
  }
  return { loss: loss.value(z, withOne[last], y), deltas };
}
