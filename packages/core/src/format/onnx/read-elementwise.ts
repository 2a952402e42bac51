// What is done to each element: scalings, biases, and the parts that activations are made of.

import { activations } from "../../network/activations.ts";
import { binaryOperators, type Curve, lineOf, probes } from "./curve.ts";
import type { FeaturesValue, GraphValue, Step, UnitsValue } from "./graph-values.ts";
import { chain, constant, type NodeInputs, Unsupported, units } from "./node-inputs.ts";
import type { Constant } from "./read-tensor.ts";

export function unary(f: (z: number) => number) {
  return ({ node, inputs: [value] }: NodeInputs): GraphValue => {
    const found = units(value);
    return { ...found, curve: found.curve.map(f), node };
  };
}

export function readLeakyRelu({ node, inputs: [value], attribute }: NodeInputs): GraphValue {
  const slope = attribute("alpha")?.f ?? 0.01;
  return unary((z) => (z > 0 ? z : slope * z))({ node, inputs: [value], attribute, opset: 0 });
}

export function readPRelu({ node, inputs: [value, slopes], attribute }: NodeInputs): GraphValue {
  const { values } = constant(slopes);
  if (values.some((slope) => slope !== values[0]) || values.length === 0)
    throw new Unsupported("its slopes differ from unit to unit");
  return unary((z) => (z > 0 ? z : values[0] * z))({ node, inputs: [value], attribute, opset: 0 });
}

export function readGelu({ node, inputs, attribute, opset }: NodeInputs): GraphValue {
  const approximate = attribute("approximate")?.s;
  if (approximate && new TextDecoder().decode(approximate) !== "none")
    throw new Unsupported("it approximates GELU by tanh, and percept's is exact");
  return unary(activations.gelu.apply)({ node, inputs, attribute, opset });
}

export function binary(op: string) {
  const f = binaryOperators[op];
  return ({ node, inputs }: NodeInputs): GraphValue => {
    if (inputs.length !== 2) throw new Unsupported(`it takes ${inputs.length} values, not two`);
    const [left, right] = inputs;
    if (left?.kind === "units" && right?.kind === "units") {
      if (left.layer !== right.layer || left.softmax || right.softmax)
        throw new Unsupported("it joins values of two layers, and percept's layers are one chain");
      return { ...left, curve: combine(left.curve, right.curve, f), node };
    }
    if (right?.kind === "constant") {
      const found = chain(left);
      if (isStep(op)) return elementwise(found, op, right, node);
      return curved(found, (z) => f(z, single(right)), node);
    }
    const found = chain(right);
    const number = constant(left);
    if (op === "Add" || op === "Mul") return elementwise(found, op, number, node);
    return curved(found, (z) => f(single(number), z), node);
  };
}

function isStep(op: string): op is Step["op"] {
  return op === "Add" || op === "Sub" || op === "Mul" || op === "Div";
}

function combine(left: Curve, right: Curve, f: (x: number, y: number) => number): Curve {
  return left.map((value, n) => f(value, right[n]));
}

function curved(value: FeaturesValue | UnitsValue, f: (z: number) => number, node: string): UnitsValue {
  const found = units(value);
  return { ...found, curve: found.curve.map(f), node };
}

function single({ values }: Constant): number {
  if (values.length === 1) return values[0];
  throw new Unsupported(`it is given ${values.length} constants, one for each unit`);
}

/** x op constant: a step of the scaling or of the layer; after its activation, a part of that. */
export function elementwise(
  value: FeaturesValue | UnitsValue,
  op: Step["op"],
  { dims, values }: Constant,
  node: string,
): FeaturesValue | UnitsValue {
  if (values.length === 0) throw new Unsupported("it is given no numbers");
  // A single number may be part of an activation; a vector of one is one for each of one unit.
  const isNumber = dims.length === 0;
  if (value.kind === "features") return { ...value, steps: [...value.steps, { op, values }] };
  const { layer, curve } = value;
  if (values.length !== 1 && values.length !== layer.units)
    throw new Unsupported(`it is given ${values.length} constants for ${layer.units} units`);
  const step = { op, values };
  if (curve === probes && (!isNumber || op === "Add" || op === "Sub"))
    return { ...stepped(value, step), node };
  if (values.length === 1) {
    const f = binaryOperators[op];
    return { ...value, curve: curve.map((a) => f(a, values[0])), node };
  }
  const line = lineOf(curve);
  if (!line) throw new Unsupported("it scales a layer's activations, unit by unit");
  const flattened = stepped(
    stepped({ ...value, curve: probes }, number("Mul", line.slope)),
    number("Add", line.intercept),
  );
  return { ...stepped(flattened, step), node };
}

export function number(op: Step["op"], value: number): Step {
  return { op, values: Float64Array.of(value) };
}

/** z with one more step; the first addition is the bias. */
export function stepped(value: UnitsValue, { op, values }: Step): UnitsValue {
  const { layer } = value;
  if (op === "Add" && !layer.bias && layer.steps.length === 0) {
    const bias = values.length === layer.units ? values : layerVector(layer.units, values);
    return { ...value, layer: { ...layer, bias } };
  }
  return { ...value, layer: { ...layer, steps: [...layer.steps, { op, values }] } };
}

function layerVector(length: number, [value]: Constant["values"]): Constant["values"] {
  return new Float64Array(length).fill(value);
}
