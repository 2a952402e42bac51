import type { Model } from "../../src/format/model.ts";
import { createMatrix, type Precision } from "../../src/network/matrix.ts";
import { createRandom, streams } from "../../src/random.ts";

/** A model of these sizes, inputs first; its weights are any finite float: large, tiny, subnormal, 0 and -0. */
export function someModel(sizes: readonly number[], precision: Precision, seed = 0): Model {
  const random = createRandom({ seed, stream: streams.initialWeights, step: 1000 });
  const layers = sizes.slice(1).map((units, index) => ({
    inputs: sizes[index],
    units,
    activation: "sigmoid" as const,
  }));
  const weights = layers.map(({ inputs, units }) => {
    const matrix = createMatrix(precision, units, 1 + inputs);
    const words = new Uint32Array(matrix.values.buffer).map(() => random.uint32());
    const anything =
      precision === "float64" ? new Float64Array(words.buffer) : new Float32Array(words.buffer);
    matrix.values.set(anything.map((value) => (Number.isFinite(value) ? value : -0)));
    return matrix;
  });
  return {
    network: { scaling: { type: "divide", divisor: 255 }, layers, loss: "cross-entropy" },
    weights,
    classes: Array.from({ length: sizes[sizes.length - 1] }, (_, k) => `class ${k}`),
    imageShape: [1, sizes[0]],
  };
}
