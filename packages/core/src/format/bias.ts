// W [units, 1 + inputs], column 0 the bias, and what other tools keep apart: weight [units, inputs] and bias [units].

import { FormatError } from "../errors.ts";
import {
  createMatrix,
  createVector,
  type FloatArray,
  findNonFinite,
  type Matrix,
} from "../network/matrix.ts";

export function splitBias({ rows, columns, values }: Matrix): { weight: Matrix; bias: FloatArray } {
  const precision = values instanceof Float64Array ? "float64" : "float32";
  const bias = createVector(precision, rows);
  const weight = createVector(precision, rows * (columns - 1));
  for (let unit = 0; unit < rows; unit++) {
    bias[unit] = values[unit * columns];
    weight.set(values.subarray(unit * columns + 1, (unit + 1) * columns), unit * (columns - 1));
  }
  return { weight: { rows, columns: columns - 1, values: weight }, bias };
}

interface Shaped {
  readonly shape: readonly number[];
  readonly data: FloatArray;
}

/**
 * The two as W; without a bias it is 0.
 * @param place  what the layer is called in errors
 * @throws {FormatError} where they are no matrix and its vector, or a number is not finite
 */
export function joinBias(weight: Shaped | undefined, bias: Shaped | undefined, place: string): Matrix {
  const [units, inputs, ...more] = weight?.shape ?? [];
  if (!weight || !(units > 0) || !(inputs > 0) || more.length > 0) {
    throw new FormatError(
      place,
      `expected weights [units, inputs], got [${weight?.shape.join(", ") ?? "none"}].`,
      "percept reads linear layers alone.",
    );
  }
  if (bias && (bias.data.length !== units || bias.data.constructor !== weight.data.constructor)) {
    throw new FormatError(
      place,
      `expected a bias of ${units} numbers, of the type of the weights, got [${bias.shape.join(", ")}].`,
    );
  }
  const W = createMatrix(weight.data instanceof Float64Array ? "float64" : "float32", units, 1 + inputs);
  for (let unit = 0; unit < units; unit++) {
    W.values[unit * W.columns] = bias?.data[unit] ?? 0;
    W.values.set(weight.data.subarray(unit * inputs, (unit + 1) * inputs), unit * W.columns + 1);
  }
  const wrong = findNonFinite(W);
  if (!wrong) return W;
  const where = wrong.column === 0 ? `bias ${wrong.row}` : `weight [${wrong.row}, ${wrong.column - 1}]`;
  throw new FormatError(place, `expected finite weights, got ${wrong.value} as ${where}.`);
}

/** @throws {FormatError} naming the first layer that does not take what the layer below gives */
export function checkChain(weights: readonly Matrix[], names: readonly string[], place: string): void {
  for (let l = 1; l < weights.length; l++) {
    const given = weights[l - 1].rows;
    if (weights[l].columns - 1 !== given) {
      throw new FormatError(
        `${place}: ${names[l]}`,
        `expected ${given} inputs, the units of ${names[l - 1]}, got ${weights[l].columns - 1}.`,
        "percept's layers are one chain.",
      );
    }
    if (weights[l].values.constructor !== weights[0].values.constructor)
      throw new FormatError(`${place}: ${names[l]}`, `expected the type of ${names[0]}, got another.`);
  }
}
