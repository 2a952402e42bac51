// A model as .npz: w1 [20, 785], w2 [10, 21], ... and `meta`, JSON as uint8, so that the file predicts on its own.

import { FormatError } from "../errors.ts";
import { type LossName, losses } from "../network/losses.ts";
import type { Layer, Weights } from "../network/network.ts";
import type { Model } from "./model.ts";
import { type ModelMeta, modelFormatVersion, parseMeta } from "./model-meta.ts";
import { readWeights, writeWeights } from "./weights-npz.ts";

/** The model as bytes; the same model gives the same bytes. */
export function saveModel(model: Model): Uint8Array {
  const { network, weights, classes, imageShape, targetNames, featureNames, imputation } = model;
  const meta: ModelMeta = {
    formatVersion: modelFormatVersion,
    activations: network.layers.map((layer) => layer.activation),
    loss: network.loss,
    scaling: network.scaling,
    classes,
    imageShape,
    ...(network.targets && { targets: network.targets }),
    ...(targetNames && { targetNames }),
    ...(featureNames && { featureNames }),
    ...(imputation && { imputation }),
  };
  return writeWeights(weights, meta);
}

/**
 * Reads a model. Without `meta`, as in files of the report's program, it has sigmoid layers, cross-entropy, pixels
 * divided by 255 and classes named by their index.
 * @throws {FormatError} where an array is missing, layers do not fit each other, or a weight is not finite
 */
export function loadModel(bytes: Uint8Array, place: string): Model {
  const { weights, meta: described } = readWeights(bytes, place);
  const meta = described ? parseMeta(described, `${place}: meta`) : defaultMeta(weights);
  const layers: Layer[] = weights.map(({ rows, columns }, index) => ({
    inputs: columns - 1,
    units: rows,
    activation: meta.activations[index],
  }));
  const { scaling, targets, targetNames, featureNames, imputation } = meta;
  const { inputs } = layers[0];
  const { units } = layers[layers.length - 1];
  const fits: readonly (readonly [what: string, expected: number, got: number])[] = [
    ["activations, one a layer", weights.length, meta.activations.length],
    [
      targets ? "classes with targets" : "classes, one an output unit",
      targets ? 0 : units,
      meta.classes.length,
    ],
    ["pixels of imageShape, one an input", inputs, meta.imageShape[0] * meta.imageShape[1]],
    [
      "offsets of scaling, one an input",
      inputs,
      scaling.type === "per-feature" ? scaling.offsets.length : inputs,
    ],
    ["offsets of targets, one an output unit", units, targets ? targets.offsets.length : units],
    ["targetNames, one an output unit", units, targetNames ? targetNames.length : units],
    ["featureNames, one an input", inputs, featureNames ? featureNames.length : inputs],
    ["numbers of imputation, one an input", inputs, imputation ? imputation.length : inputs],
  ];
  for (const [what, expected, got] of fits) {
    if (expected !== got)
      throw new FormatError(`${place}: meta`, `expected ${expected} ${what}, got ${got}.`);
  }
  checkPairs(layers, meta.loss, place);
  return {
    network: { layers, loss: meta.loss, scaling, ...(targets && { targets }) },
    weights,
    classes: meta.classes,
    imageShape: meta.imageShape,
    ...(targetNames && { targetNames }),
    ...(featureNames && { featureNames }),
    ...(imputation && { imputation }),
  };
}

/** Softmax is for the output layer alone, and not every output goes with every loss. */
function checkPairs(layers: readonly Layer[], loss: LossName, place: string): void {
  const hidden = layers.slice(0, -1).findIndex(({ activation }) => activation === "softmax");
  if (hidden >= 0) {
    throw new FormatError(
      `${place}: meta`,
      `expected softmax as the last of activations, got it for layer ${hidden + 1}.`,
    );
  }
  const output = layers[layers.length - 1].activation;
  if (losses[loss][output]) return;
  const pairs = Object.keys(losses[loss]).join(", ");
  throw new FormatError(`${place}: meta`, `expected an output of ${pairs} with loss ${loss}, got ${output}.`);
}

function defaultMeta(weights: Weights): ModelMeta {
  const features = weights[0].columns - 1;
  const side = Math.round(Math.sqrt(features));
  return {
    formatVersion: modelFormatVersion,
    activations: weights.map(() => "sigmoid"),
    loss: "cross-entropy",
    scaling: { type: "divide", divisor: 255 },
    classes: Array.from({ length: weights[weights.length - 1].rows }, (_, k) => String(k)),
    imageShape: side * side === features ? [side, side] : [1, features],
  };
}
