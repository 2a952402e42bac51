import { FormatError } from "../errors.ts";
import { type LossName, losses } from "../network/losses.ts";
import type { Layer, Weights } from "../network/network.ts";
import type { Model } from "./model.ts";
import type { ModelMeta } from "./model-meta.ts";

/**
 * A model from its weights and what its file says beside them.
 * @param place  what `meta` is called in errors
 * @throws {FormatError} where the two do not fit each other
 */
export function assembleModel(weights: Weights, meta: ModelMeta, place: string): Model {
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
    if (expected !== got) throw new FormatError(place, `expected ${expected} ${what}, got ${got}.`);
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
      place,
      `expected softmax as the last of activations, got it for layer ${hidden + 1}.`,
    );
  }
  const output = layers[layers.length - 1].activation;
  if (losses[loss][output]) return;
  const pairs = Object.keys(losses[loss]).join(", ");
  throw new FormatError(place, `expected an output of ${pairs} with loss ${loss}, got ${output}.`);
}
