import { createSamples, type Samples } from "../../src/dataset/samples.ts";
import type { ActivationName } from "../../src/network/activations.ts";
import type { LossName } from "../../src/network/losses.ts";
import { copyMatrix, type Precision } from "../../src/network/matrix.ts";
import { type Network, type Weights, zeroWeights } from "../../src/network/network.ts";
import { createRandom } from "../../src/random.ts";

/** A sigmoid network of these sizes: inputs first, classes last. */
export function sigmoidNetwork(...sizes: number[]): Network {
  return someNetwork(sizes);
}

/** A network of these sizes: inputs first, classes last; where activations are fewer than layers they come again. */
export function someNetwork(
  sizes: readonly number[],
  activations: readonly ActivationName[] = ["sigmoid"],
  output: ActivationName = "sigmoid",
  loss: LossName = "cross-entropy",
): Network {
  const layers = sizes.slice(1).map((units, index) => ({
    inputs: sizes[index],
    units,
    activation: index === sizes.length - 2 ? output : activations[index % activations.length],
  }));
  return { scaling: { type: "divide", divisor: 255 }, loss, layers };
}

/** Weights in [-1, 1) that float32 holds exactly, so that engines of any precision begin alike. */
export function someWeights(network: Network, precision: Precision, seed = 1): Weights {
  const random = createRandom({ seed, stream: 0 });
  const weights = zeroWeights(network, "float32");
  for (const { values } of weights)
    for (let i = 0; i < values.length; i++) values[i] = 2 * random.uniform() - 1;
  return weights.map((matrix) => copyMatrix(matrix, precision));
}

/** Weights of a size that keeps |z| near 1 in layers of any width; float32 holds them exactly. */
export function levelWeights(network: Network, seed = 1): Weights {
  return someWeights(network, "float32", seed).map(({ rows, columns, values }) => {
    const bound = Math.fround(Math.sqrt(3 / columns));
    return { rows, columns, values: values.map((value) => value * bound) };
  });
}

/** Samples of which about `density` of the features are not zero. */
export function someSamples(
  count: number,
  featureCount: number,
  classes: number,
  density = 0.4,
  seed = 2,
): Samples {
  const random = createRandom({ seed, stream: 0 });
  const features = Uint8Array.from({ length: count * featureCount }, () =>
    random.uniform() < density ? 1 + random.integer(255) : 0,
  );
  const labels = Uint8Array.from({ length: count }, () => random.integer(classes));
  return createSamples(features, labels, featureCount);
}

/** The largest difference between two sets of weights. */
export function largestDifference(a: Weights, b: Weights): number {
  const differences = a.flatMap(({ values }, layer) =>
    Array.from(values, (value, i) => Math.abs(value - b[layer].values[i])),
  );
  return differences.reduce((most, difference) => Math.max(most, difference), 0);
}

export function inOrder(samples: Samples): Uint32Array {
  return Uint32Array.from({ length: samples.count }, (_, index) => index);
}
