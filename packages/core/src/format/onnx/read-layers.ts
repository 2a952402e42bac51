import { FormatError } from "../../errors.ts";
import type { ActivationName } from "../../network/activations.ts";
import { createMatrix, type Matrix, type Precision } from "../../network/matrix.ts";
import { activationOf, lineOf } from "./curve.ts";
import type { FeaturesValue, LinearLayer, Step, UnitsValue } from "./graph-values.ts";
import { number } from "./read-elementwise.ts";

export interface GraphLayer {
  /** the node of its product */
  readonly node: string;
  readonly weights: Matrix;
  readonly activation: ActivationName;
}

export interface GraphLayers {
  /** what is done to the features before the first layer */
  readonly features: FeaturesValue;
  readonly layers: readonly GraphLayer[];
}

/** The layers that lead to an output, from the bottom up. @throws {FormatError} naming an activation that is none */
export function readLayers(output: UnitsValue, place: string): GraphLayers {
  const values: UnitsValue[] = [];
  let below: LinearLayer["below"] = output;
  for (; below.kind === "units"; below = below.layer.below) values.unshift(below);
  const double = values.some(({ layer }) => layer.weight instanceof Float64Array);
  const precision = double ? "float64" : "float32";
  return { features: below, layers: values.map((value) => readLayer(value, precision, place)) };
}

function readLayer(value: UnitsValue, precision: Precision, place: string): GraphLayer {
  const { layer, curve, softmax, node } = value;
  const activation = activationOf(curve);
  const found = (steps: readonly Step[], name: ActivationName): GraphLayer => ({
    node: layer.node,
    weights: fold(layer, steps, precision),
    activation: softmax ? "softmax" : name,
  });
  if (activation && (!softmax || activation === "identity")) return found([], activation);
  const line = lineOf(curve);
  if (line) return found([number("Mul", line.slope), number("Add", line.intercept)], "identity");
  throw new FormatError(
    place,
    `expected an activation of percept's after ${layer.node}, got another one, which ends in ${node}.`,
    "percept has sigmoid, tanh, scaled-tanh, relu, leaky-relu (slope 0.01), gelu (exact), silu, softmax: docs/models.md.",
  );
}

/** W [units, 1 + inputs], with the steps in it; what has no steps keeps its bits. */
function fold(layer: LinearLayer, further: readonly Step[], precision: Precision): Matrix {
  const { units, inputs, weight, bias } = layer;
  const W = createMatrix(precision, units, 1 + inputs);
  const steps = [...layer.steps, ...further];
  for (let unit = 0; unit < units; unit++) {
    let factor = 1;
    let offset = bias?.[unit] ?? 0;
    for (const { op, values } of steps) {
      const value = values[values.length === 1 ? 0 : unit];
      if (op === "Add") offset += value;
      else if (op === "Sub") offset -= value;
      else {
        factor = op === "Mul" ? factor * value : factor / value;
        offset = op === "Mul" ? offset * value : offset / value;
      }
    }
    const at = unit * (1 + inputs);
    W.values[at] = offset;
    for (let input = 0; input < inputs; input++)
      W.values[at + 1 + input] =
        steps.length === 0 ? weight[unit * inputs + input] : factor * weight[unit * inputs + input];
  }
  return W;
}
