// Weights as .npz: w1 [20, 785], w2 [10, 21], ... and `meta`, what a model or a checkpoint says beside them, as JSON.

import type { NpyArray } from "../encoding/npy.ts";
import { readNpz, writeNpz } from "../encoding/npz.ts";
import type { UnpackOptions } from "../encoding/unpack-limit.ts";
import { FormatError } from "../errors.ts";
import { findNonFinite, type Matrix } from "../network/matrix.ts";
import type { Weights } from "../network/network.ts";

/** The names that the report's program gives its two matrices. */
const reportNames = ["w_i_h", "w_h_o"];

export function writeWeights(
  weights: Weights,
  meta: object,
  extras: readonly (readonly [name: string, NpyArray])[] = [],
): Uint8Array {
  const arrays = weights.map(({ rows, columns, values }, index): [string, NpyArray] => [
    `w${index + 1}`,
    { shape: [rows, columns], data: values },
  ]);
  const json = new TextEncoder().encode(JSON.stringify(meta));
  return writeNpz([...arrays, ...extras, ["meta", { shape: [json.length], data: json }]]);
}

/** @throws {FormatError} where an array is missing, layers do not fit each other, or a weight is not finite */
export function readWeights(
  bytes: Uint8Array,
  place: string,
  options: UnpackOptions = {},
): { weights: Weights; meta: NpyArray | undefined } {
  const arrays = readNpz(bytes, place, options);
  return { weights: matricesOf(arrays, place), meta: arrays.get("meta") };
}

/**
 * Only the weights of a model file: what a training can begin with.
 * @throws {FormatError} as readWeights
 */
export function loadWeights(bytes: Uint8Array, place: string, options: UnpackOptions = {}): Weights {
  return readWeights(bytes, place, options).weights;
}

function matricesOf(arrays: Map<string, NpyArray>, place: string): Matrix[] {
  const names = reportNames.every((name) => arrays.has(name)) ? reportNames : numberedNames(arrays, place);
  if (names.length === 0) {
    throw new FormatError(
      place,
      `expected a model's arrays w1, w2, ... (or w_i_h and w_h_o), got ${[...arrays.keys()].join(", ") || "none"}.`,
      "percept writes such files: model.npz in a run folder.",
    );
  }
  const weights = names.map((name) => readMatrix(arrays.get(name), `${place}: ${name}`));
  for (let layer = 1; layer < weights.length; layer++) {
    const expected = 1 + weights[layer - 1].rows;
    if (weights[layer].columns !== expected) {
      throw new FormatError(
        `${place}: ${names[layer]}`,
        `expected ${expected} columns, 1 + the ${expected - 1} units of ${names[layer - 1]}, got ${weights[layer].columns}.`,
        "W is [units, 1 + inputs]; column 0 is the bias.",
      );
    }
    if (weights[layer].values.constructor !== weights[0].values.constructor) {
      throw new FormatError(`${place}: ${names[layer]}`, `expected the type of ${names[0]}, got another.`);
    }
  }
  return weights;
}

/** w1, w2, ... without a gap: a layer that is missing would leave another network, not a smaller one. */
function numberedNames(arrays: Map<string, NpyArray>, place: string): string[] {
  const numbered = [...arrays.keys()].filter((name) => /^w[1-9]\d*$/.test(name));
  const names = numbered.map((_, index) => `w${index + 1}`);
  const missing = names.find((name) => !arrays.has(name));
  if (missing === undefined) return names;
  throw new FormatError(
    place,
    `expected the layers ${names.join(", ")}, got ${numbered.join(", ")}; ${missing} is missing.`,
    "The file has lost a layer; export the model again.",
  );
}

function readMatrix(array: NpyArray | undefined, place: string): Matrix {
  if (!array || !(array.data instanceof Float32Array || array.data instanceof Float64Array)) {
    const got = array?.data.constructor.name.replace("Array", "").toLowerCase();
    throw new FormatError(place, `expected weights as float32 or float64, got ${got}.`);
  }
  if (array.shape.length !== 2 || array.shape[0] < 1 || array.shape[1] < 2) {
    throw new FormatError(place, `expected the shape [units, 1 + inputs], got [${array.shape.join(", ")}].`);
  }
  const matrix = { rows: array.shape[0], columns: array.shape[1], values: array.data };
  const wrong = findNonFinite(matrix);
  if (wrong) {
    throw new FormatError(
      place,
      `expected finite weights, got ${wrong.value} at [${wrong.row}, ${wrong.column}].`,
    );
  }
  return matrix;
}
