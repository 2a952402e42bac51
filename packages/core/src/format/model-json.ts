// A model as JSON for people and other programs: what npz's meta says, then each layer's biases and weights. Numbers
// are the shortest that give the same float32 or float64 back.

import { checkDepth } from "../encoding/json.ts";
import { FormatError } from "../errors.ts";
import { createMatrix, type Matrix, type Precision } from "../network/matrix.ts";
import { shown } from "../shown.ts";
import { assembleModel } from "./assemble-model.ts";
import { checkChain } from "./bias.ts";
import type { Model } from "./model.ts";
import { metaOf, parseMetaText } from "./model-meta.ts";
import { precisionOf } from "./precision-of.ts";

/** Brackets: the model, its layers, a layer, its weights, a row; and what meta has. */
const MOST_DEPTH = 6;

/** The model as bytes; the same model gives the same bytes. */
export function saveModelJson(model: Model): Uint8Array {
  const { weights } = model;
  const { activations, ...meta } = metaOf(model);
  const precision = precisionOf(weights);
  const shortest = precision === "float64" ? shortestFloat64 : shortestFloat32;
  const described = Object.entries({ format: "percept-model", ...meta, precision }).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`,
  );
  const layers = weights.map(({ rows, columns, values }, l) => {
    const row = (from: number, to: number) =>
      `[${Array.from(values.subarray(from, to), shortest).join(",")}]`;
    const biases = Array.from({ length: rows }, (_, unit) => shortest(values[unit * columns]));
    const units = Array.from({ length: rows }, (_, unit) => row(unit * columns + 1, (unit + 1) * columns));
    return [
      `    {\n      "activation": ${JSON.stringify(activations[l])},`,
      `      "biases": [${biases.join(",")}],`,
      `      "weights": [\n        ${units.join(",\n        ")}\n      ]\n    }`,
    ].join("\n");
  });
  return new TextEncoder().encode(`{\n${described.join("")}  "layers": [\n${layers.join(",\n")}\n  ]\n}\n`);
}

function shortestFloat64(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** Nine digits are enough for any float32, and fewer for most that people write. */
function shortestFloat32(value: number): string {
  if (Object.is(value, -0)) return "-0";
  for (let digits = 6; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return String(rounded);
  }
  return String(Number(value.toPrecision(9)));
}

/**
 * @throws {FormatError} where it is no JSON, or not such JSON, naming the field
 */
export function loadModelJson(bytes: Uint8Array, place: string): Model {
  checkDepth(bytes, MOST_DEPTH, place);
  const file = parseObject(bytes, place);
  if (file.format !== "percept-model") {
    throw new FormatError(
      place,
      `expected "format": "percept-model", got ${file.format === undefined ? "none" : shown(file.format)}.`,
      "`percept export RUN model.json` writes such files.",
    );
  }
  const { layers, precision } = file;
  if (precision !== "float32" && precision !== "float64")
    throw new FormatError(place, `expected precision to be float32 or float64, got ${shown(precision)}.`);
  if (!Array.isArray(layers) || layers.length === 0)
    throw new FormatError(place, "expected layers to be a list of layers, got something else.");
  const names = layers.map((_, l) => `layers[${l}]`);
  const weights = layers.map((layer, l) => matrixOf(layer, precision, `${place}: ${names[l]}`));
  checkChain(weights, names, place);
  const activations = layers.map((layer: { readonly activation?: unknown }) => layer.activation);
  const { layers: _, ...rest } = file;
  const meta = parseMetaText(JSON.stringify({ ...rest, activations }), place);
  return assembleModel(weights, meta, place);
}

function parseObject(bytes: Uint8Array, place: string): Readonly<Record<string, unknown>> {
  let problem = "something else";
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    // Own properties alone: a key __proto__ is one of many that nobody reads.
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return Object.assign(Object.create(null), value);
  } catch (error) {
    problem = (error as Error).message;
  }
  throw new FormatError(
    place,
    `expected a JSON object, got ${problem}.`,
    "The file is damaged or was cut short.",
  );
}

function matrixOf(layer: unknown, precision: Precision, place: string): Matrix {
  const { biases, weights } = (layer ?? {}) as Readonly<Record<string, unknown>>;
  if (
    !isNumbers(biases) ||
    !Array.isArray(weights) ||
    weights.length !== biases.length ||
    biases.length === 0
  ) {
    throw new FormatError(place, "expected biases [units] and weights [units, inputs], got something else.");
  }
  const [first] = weights;
  const inputs = isNumbers(first) ? first.length : 0;
  const wrong = weights.findIndex((row) => !isNumbers(row) || row.length !== inputs || inputs === 0);
  if (wrong >= 0)
    throw new FormatError(
      place,
      `expected row ${wrong} of weights to be ${inputs || "some"} finite numbers.`,
    );
  const W = createMatrix(precision, weights.length, 1 + inputs);
  for (const [unit, row] of weights.entries()) {
    W.values[unit * W.columns] = biases[unit];
    W.values.set(row, unit * W.columns + 1);
  }
  if (W.values.every(Number.isFinite)) return W;
  throw new FormatError(place, `expected numbers that are finite as ${precision}.`);
}

function isNumbers(value: unknown): value is number[] {
  return (
    Array.isArray(value) && value.every((number) => typeof number === "number" && Number.isFinite(number))
  );
}
