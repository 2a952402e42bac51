import { createSamples, type Samples } from "../../src/dataset/samples.ts";
import { copyMatrix, type Precision } from "../../src/network/matrix.ts";
import { type Network, type Weights, zeroWeights } from "../../src/network/network.ts";
import { createRandom } from "../../src/random.ts";

/** A sigmoid network of these sizes: inputs first, classes last. */
export function sigmoidNetwork(...sizes: number[]): Network {
  return {
    scaling: { type: "divide", divisor: 255 },
    loss: "cross-entropy",
    layers: sizes.slice(1).map((units, index) => ({ inputs: sizes[index], units, activation: "sigmoid" })),
  };
}

/** Weights in [-1, 1) that float32 holds exactly, so that engines of any precision begin alike. */
export function someWeights(network: Network, precision: Precision, seed = 1): Weights {
  const random = createRandom({ seed, stream: 0 });
  const weights = zeroWeights(network, "float32");
  for (const { values } of weights)
    for (let i = 0; i < values.length; i++) values[i] = 2 * random.uniform() - 1;
  return weights.map((matrix) => copyMatrix(matrix, precision));
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
