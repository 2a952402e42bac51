import type { Model } from "../../src/format/model.ts";
import { type ActivationName, activationNames } from "../../src/network/activations.ts";
import { createMatrix, type Precision } from "../../src/network/matrix.ts";
import type { Scaling } from "../../src/network/scaling.ts";
import { createRandom, streams } from "../../src/random.ts";

const random = createRandom({ seed: 3, stream: streams.order, step: 5 });
const uniform = (bound: number) => bound * (2 * random.uniform() - 1);

interface Shape {
  readonly sizes: readonly number[];
  readonly activations: readonly ActivationName[];
  readonly precision: Precision;
  readonly scaling: Scaling;
  readonly regression?: boolean;
  readonly imputed?: boolean;
}

/** A model of ordinary weights, whose units are neither dead nor saturated. */
function modelOf({ sizes, activations, precision, scaling, regression, imputed }: Shape): Model {
  const layers = activations.map((activation, l) => ({ inputs: sizes[l], units: sizes[l + 1], activation }));
  const weights = layers.map(({ inputs, units }) => {
    const matrix = createMatrix(precision, units, 1 + inputs);
    matrix.values.set(matrix.values.map(() => uniform(2 / Math.sqrt(inputs))));
    return matrix;
  });
  const [inputs, units] = [sizes[0], sizes[sizes.length - 1]];
  const output = activations[activations.length - 1];
  const scale = (n: number) => ({
    offsets: Array.from({ length: n }, () => uniform(3)),
    divisors: Array.from({ length: n }, () => 1 + random.uniform()),
  });
  return {
    network: {
      layers,
      scaling: scaling.type === "per-feature" ? { type: "per-feature", ...scale(inputs) } : scaling,
      loss: output === "identity" ? "mean-squared-error" : "cross-entropy",
      ...(regression && { targets: scale(units) }),
    },
    weights,
    classes: regression ? [] : names.slice(0, units),
    imageShape: [1, inputs],
    ...(regression && { targetNames: names.slice(0, units) }),
    ...(imputed && { imputation: Array.from({ length: inputs }, () => uniform(2)) }),
  };
}

/** Names that a language may trip over, without tabs, which part an answer's fields. */
const names = ['"q"', "??/", "back\\slash", "`$" + "{inputs}`", "*/ //", "é 数字", "'''", '"""', "0", "%s"];

const perFeature: Scaling = { type: "per-feature", offsets: [], divisors: [] };
const hidden = activationNames.filter((name) => name !== "softmax" && name !== "identity");

/** Every activation, output, scaling, precision, and a regression; 4 features in, or 1. */
export const someModels: readonly (readonly [what: string, Model])[] = [
  ...(["float32", "float64"] as const).flatMap((precision): [string, Model][] => [
    [
      `every activation, softmax, ${precision}`,
      modelOf({
        sizes: [4, ...hidden.map((_, l) => 5 + (l % 3)), 10],
        activations: [...hidden, "softmax"],
        precision,
        scaling: { type: "divide", divisor: 25.5 },
      }),
    ],
    [
      `a regression with missing values, ${precision}`,
      modelOf({
        sizes: [4, 6, 3],
        activations: ["gelu", "identity"],
        precision,
        scaling: perFeature,
        regression: true,
        imputed: true,
      }),
    ],
    [
      `one target, ${precision}`,
      modelOf({
        sizes: [1, 1],
        activations: ["identity"],
        precision,
        scaling: { type: "none" },
        regression: true,
      }),
    ],
  ]),
  [
    "sigmoid outputs",
    modelOf({
      sizes: [4, 3, 2],
      activations: ["tanh", "sigmoid"],
      precision: "float32",
      scaling: { type: "none" },
    }),
  ],
  [
    "identity outputs",
    modelOf({ sizes: [4, 3], activations: ["identity"], precision: "float32", scaling: perFeature }),
  ],
];

/** Raw features [20, inputs] in [-4, 4); with NaN where a model knows what stands for it. */
export function someFeatures({ network, imputation }: Model): Float32Array {
  const features = Float32Array.from({ length: 20 * network.layers[0].inputs }, () => uniform(4));
  if (imputation) for (let at = 0; at < features.length; at += 3) features[at] = Number.NaN;
  return features;
}
