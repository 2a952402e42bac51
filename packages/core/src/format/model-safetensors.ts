// A model as safetensors, by PyTorch's names: `layers.0.weight` [units, inputs] and `layers.0.bias` [units].

import { readSafetensors, type Tensor, writeSafetensors } from "../encoding/safetensors.ts";
import { FormatError } from "../errors.ts";
import { assembleModel } from "./assemble-model.ts";
import { checkChain, joinBias, splitBias } from "./bias.ts";
import { type ForeignOptions, foreignModel, type LoadedModelFile, ownModel } from "./foreign-model.ts";
import type { Model } from "./model.ts";
import { metaOf, parseMetaText } from "./model-meta.ts";

/** The metadata's key of what percept says of the model beside its weights, as JSON. */
const perceptKey = "percept";

/** The model as bytes; the same model gives the same bytes. */
export function saveSafetensors(model: Model): Uint8Array {
  const tensors = new Map<string, Tensor>();
  for (const [l, matrix] of model.weights.entries()) {
    const { weight, bias } = splitBias(matrix);
    tensors.set(`layers.${l}.weight`, { shape: [weight.rows, weight.columns], data: weight.values });
    tensors.set(`layers.${l}.bias`, { shape: [bias.length], data: bias });
  }
  const metadata = new Map([
    ["format", "pt"], // what PyTorch's own readers look for
    [perceptKey, JSON.stringify(metaOf(model))],
  ]);
  return writeSafetensors({ tensors, metadata });
}

/**
 * Reads a model: percept's own, or the weights of any chain of linear layers, `NAME.weight` with `NAME.bias` or
 * without, in the order of their names (layer 10 behind layer 9). What such a file does not say is assumed, and said.
 * @throws {FormatError} naming the tensor that is no layer's, or does not fit the layer below
 */
export function loadSafetensors(
  bytes: Uint8Array,
  place: string,
  options: ForeignOptions = {},
): LoadedModelFile {
  const { tensors, metadata } = readSafetensors(bytes, place);
  const suffix = ".weight";
  const byNumber = new Intl.Collator("en", { numeric: true }).compare;
  const names = [...tensors.keys()]
    .filter((name) => name.endsWith(suffix) || name === "weight")
    .map((name) => name.slice(0, -suffix.length))
    .sort(byNumber);
  const tensorOf = (layer: string, part: string) => tensors.get(layer === "" ? part : `${layer}.${part}`);
  const known = new Set(
    names.flatMap((name) => (name === "" ? ["weight", "bias"] : [`${name}.weight`, `${name}.bias`])),
  );
  const stray = [...tensors.keys()].find((name) => !known.has(name));
  if (stray !== undefined || names.length === 0) {
    throw new FormatError(
      place,
      `expected the weights and biases of linear layers, like layers.0.weight, got ${stray ?? "none"}.`,
      "percept reads multilayer perceptrons alone.",
    );
  }
  const weights = names.map((name) =>
    joinBias(tensorOf(name, "weight"), tensorOf(name, "bias"), name ? `${place}: ${name}` : place),
  );
  checkChain(weights, names, place);
  const text = metadata.get(perceptKey);
  if (text !== undefined) {
    const metaPlace = `${place}: ${perceptKey}`;
    return ownModel(assembleModel(weights, parseMetaText(text, metaPlace), metaPlace), options, place);
  }
  return foreignModel({ weights, activations: weights.map(() => undefined) }, options, place);
}
