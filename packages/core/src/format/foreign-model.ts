// What other tools' files do not say of a model, and what is assumed instead.

import { ParameterError } from "../errors.ts";
import type { ActivationName } from "../network/activations.ts";
import type { LossName } from "../network/losses.ts";
import { createMatrix, type Matrix } from "../network/matrix.ts";
import type { Scaling } from "../network/scaling.ts";
import { assembleModel } from "./assemble-model.ts";
import type { Model } from "./model.ts";
import { modelFormatVersion } from "./model-meta.ts";

/** What a file leaves open, where it is known. */
export interface ForeignOptions {
  /** of the hidden layers */
  readonly activation?: ActivationName;
  /** also where a file's outputs go through nothing, because they are logits */
  readonly output?: "sigmoid" | "softmax" | "identity";
  /** also where a file scales nothing, because that was done before */
  readonly scaling?: Scaling;
  /** one word an output */
  readonly classes?: readonly string[];
}

/** A model read from a file, and what the file left open: a sentence each. */
export interface LoadedModelFile {
  readonly model: Model;
  readonly assumptions: readonly string[];
}

/** A model whose file says everything. @throws {ParameterError} where something is said besides */
export function ownModel(model: Model, options: ForeignOptions, place: string): LoadedModelFile {
  const [given] = Object.keys(options);
  if (given === undefined) return { model, assumptions: [] };
  throw new ParameterError(
    `${given} is for files that leave it open, got ${place}, which says it.`,
    "Leave it out; percept's own files say everything.",
  );
}

export interface ForeignParts {
  readonly weights: readonly Matrix[];
  /** one a layer; undefined where the file does not say it */
  readonly activations: readonly (ActivationName | undefined)[];
  readonly scaling?: Scaling;
  readonly classes?: readonly string[];
  readonly imputation?: readonly number[];
  /** the outputs are numbers, not classes */
  readonly regression?: boolean;
}

/**
 * A model of what a file of another tool says; options say what it leaves open, and the rest is assumed.
 * @throws {FormatError} where the parts do not fit each other
 */
export function foreignModel(parts: ForeignParts, options: ForeignOptions, place: string): LoadedModelFile {
  const assumptions: string[] = [];
  const assume = <T>(known: T | undefined, assumed: T, sentence: string): T => {
    if (known === undefined) assumptions.push(sentence);
    return known ?? assumed;
  };
  const last = parts.activations.length - 1;
  const hidden = parts.activations
    .slice(0, -1)
    .map((activation) => activation ?? options.activation)
    .map((activation, l) =>
      assume(activation, "relu", `layer ${l + 1} goes through relu, as the file does not say.`),
    );
  const scaling = assume(
    parts.scaling?.type === "none" ? (options.scaling ?? parts.scaling) : (parts.scaling ?? options.scaling),
    { type: "none" },
    "features go in as they are, as the file does not say how they are scaled.",
  );
  const written = parts.activations[last];
  const known = written === "identity" ? (options.output ?? written) : (written ?? options.output);
  let output = known ?? (parts.weights[last].rows === 1 ? "sigmoid" : "softmax");
  if (known === undefined) assumptions.push(`the outputs go through ${output}, as the file does not say.`);
  let weights = parts.weights;
  if (output === "sigmoid" && weights[last].rows === 1) {
    weights = [...weights.slice(0, -1), twoOutputs(weights[last])];
    output = "softmax";
    assumptions.push("its one sigmoid output is the second of two classes, whose scores are [1 - p, p].");
  }
  const { rows: units } = weights[last];
  const numbers = parts.regression ?? (units === 1 && !parts.classes);
  const regression = output === "identity" && numbers && !options.classes;
  if (regression && parts.regression === undefined)
    assumptions.push("its one output is a number that it predicts (regression).");
  if (output === "identity" && !regression && !options.output) {
    assumptions.push("its outputs are scores as they are; if they are logits, softmax makes probabilities.");
  }
  const loss: LossName = output === "identity" ? "mean-squared-error" : "cross-entropy";
  const classes =
    options.classes ?? (parts.classes?.length === units ? parts.classes : defaultClasses(units));
  const { imputation } = parts;
  const model = assembleModel(
    weights,
    {
      formatVersion: modelFormatVersion,
      activations: [...hidden, output],
      loss,
      scaling,
      imageShape: defaultShape(weights[0].columns - 1),
      classes: regression ? [] : classes,
      ...(regression && plainTargets(units)),
      ...(imputation && { imputation }),
    },
    place,
  );
  return { model, assumptions };
}

function plainTargets(units: number) {
  const targets = { offsets: new Array<number>(units).fill(0), divisors: new Array<number>(units).fill(1) };
  return { targets, targetNames: Array.from({ length: units }, (_, n) => (units === 1 ? "y" : `y${n + 1}`)) };
}

/** σ(z) of one unit as softmax of two: softmax(0, z) = (1 - σ(z), σ(z)). */
function twoOutputs({ columns, values }: Matrix): Matrix {
  const two = createMatrix(values instanceof Float64Array ? "float64" : "float32", 2, columns);
  two.values.set(values, columns);
  return two;
}

export function defaultClasses(units: number): string[] {
  return Array.from({ length: units }, (_, k) => String(k));
}

/** A square where the features make one, as images are, or a row. */
export function defaultShape(features: number): [rows: number, columns: number] {
  const side = Math.round(Math.sqrt(features));
  return side * side === features ? [side, side] : [1, features];
}
