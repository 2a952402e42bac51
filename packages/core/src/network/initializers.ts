import { createRandom, streams } from "../random.ts";
import type { Matrix, Precision } from "./matrix.ts";
import { type Network, zeroWeights } from "./network.ts";

/** The report's bound: weights and biases are uniform in [-0.5, 0.5). */
const UNIFORM_BOUND = 0.5;

/** Uniform initial weights; each unit draws from a stream of its own, bias first. */
export function initialWeights(network: Network, seed: number, precision: Precision): Matrix[] {
  const weights = zeroWeights(network, precision);
  weights.forEach(({ rows, columns, values }, layer) => {
    for (let unit = 0; unit < rows; unit++) {
      const random = createRandom({ seed, stream: streams.initialWeights, step: layer, unit });
      for (let j = 0; j < columns; j++) {
        values[unit * columns + j] = (2 * random.uniform() - 1) * UNIFORM_BOUND;
      }
    }
  });
  return weights;
}
