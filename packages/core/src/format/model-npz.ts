// A model as .npz: w1 [20, 785], w2 [10, 21], ... and `meta`, JSON as uint8, so that the file predicts on its own.

import type { UnpackOptions } from "../encoding/unpack-limit.ts";
import type { Weights } from "../network/network.ts";
import { assembleModel } from "./assemble-model.ts";
import { defaultClasses, defaultShape } from "./foreign-model.ts";
import type { Model } from "./model.ts";
import { type ModelMeta, metaOf, modelFormatVersion, parseMeta } from "./model-meta.ts";
import { readWeights, writeWeights } from "./weights-npz.ts";

/** The model as bytes; the same model gives the same bytes. */
export function saveModel(model: Model): Uint8Array {
  return writeWeights(model.weights, metaOf(model));
}

/**
 * Reads a model. Without `meta`, as in files of the report's program, it has sigmoid layers, cross-entropy, pixels
 * divided by 255 and classes named by their index.
 * @throws {FormatError} where an array is missing, layers do not fit each other, or a weight is not finite
 */
export function loadModel(bytes: Uint8Array, place: string, options: UnpackOptions = {}): Model {
  const { weights, meta: described } = readWeights(bytes, place, options);
  const meta = described ? parseMeta(described, `${place}: meta`) : defaultMeta(weights);
  return assembleModel(weights, meta, `${place}: meta`);
}

/** As the report's program has it. */
function defaultMeta(weights: Weights): ModelMeta {
  return {
    formatVersion: modelFormatVersion,
    activations: weights.map(() => "sigmoid"),
    loss: "cross-entropy",
    scaling: { type: "divide", divisor: 255 },
    classes: defaultClasses(weights[weights.length - 1].rows),
    imageShape: defaultShape(weights[0].columns - 1),
  };
}
