import { activations } from "../../network/activations.ts";
import { binaryOperators, type Curve, lineOf, probes, unaryOperators } from "./curve.ts";
import type {
  ConstantValue,
  FeaturesValue,
  GraphValue,
  LinearLayer,
  Step,
  UnitsValue,
} from "./graph-values.ts";
import { dataTypes, type OnnxAttribute, type OnnxNode } from "./onnx-proto.ts";
import { type Constant, readTensor } from "./read-tensor.ts";

/** Why a node is none of a multilayer perceptron; the caller adds which node it is. */
export class Unsupported extends Error {}

interface NodeInputs {
  readonly node: string;
  readonly inputs: readonly (GraphValue | undefined)[];
  readonly attribute: (name: string) => OnnxAttribute | undefined;
  readonly opset: number;
}

/** What a node gives, from what it is given. @throws {Unsupported} where that is nothing of a perceptron's */
export function readNode(
  node: OnnxNode,
  name: string,
  inputs: NodeInputs["inputs"],
  opset: number,
): GraphValue {
  const { opType = "", domain = "", attributes = [] } = node;
  const read = operators.get(opType);
  if (!read || (domain !== "" && domain !== "ai.onnx")) throw new Unsupported("percept does not know it");
  const attribute = (wanted: string) => attributes.find((candidate) => candidate.name === wanted);
  return read({ node: name, inputs, attribute, opset });
}

const operators = new Map<string, (given: NodeInputs) => GraphValue>([
  ["Constant", readConstant],
  ["Gemm", readGemm],
  ["MatMul", ({ node, inputs }) => product(node, chain(inputs[0]), constant(inputs[1]), false)],
  ["Identity", passOn],
  ["Dropout", passOn], // does nothing but in training
  ["Cast", readCast],
  ["Flatten", readFlatten],
  ["Reshape", readReshape],
  ["Squeeze", passOn],
  ["Unsqueeze", passOn],
  ["Transpose", readTranspose],
  ["BatchNormalization", readBatchNormalization],
  ["IsNaN", readIsNaN],
  ["Where", readWhere],
  ["Softmax", (given) => readSoftmax(given, "probabilities")],
  ["LogSoftmax", (given) => readSoftmax(given, "logarithms")],
  ["LeakyRelu", readLeakyRelu],
  ["PRelu", readPRelu],
  ["Gelu", readGelu],
  ...Object.entries(unaryOperators).map(([name, f]) => [name, unary(f)] as const),
  ...Object.keys(binaryOperators).map((name) => [name, binary(name)] as const),
]);

function chain(value: GraphValue | undefined): FeaturesValue | UnitsValue {
  if (value?.kind === "features" || (value?.kind === "units" && !value.softmax)) return value;
  if (value?.kind === "units") throw new Unsupported("it comes after a softmax, which ends a network");
  throw new Unsupported("it is given constants where the network's values are expected");
}

function constant(value: GraphValue | undefined): ConstantValue {
  if (value?.kind === "constant") return value;
  throw new Unsupported("it is given values that are computed where constants are expected");
}

function units(value: GraphValue | undefined): UnitsValue {
  const found = chain(value);
  if (found.kind === "units") return found;
  throw new Unsupported("it changes the features in a way that is no scaling");
}

function readConstant({ node, attribute }: NodeInputs): GraphValue {
  const tensor = attribute("value")?.t;
  if (tensor) return { kind: "constant", ...readTensor(tensor, node) };
  const number = attribute("value_float")?.f ?? attribute("value_int")?.i;
  if (number !== undefined) return { kind: "constant", dims: [], values: Float64Array.of(number) };
  const numbers = attribute("value_floats")?.floats ?? attribute("value_ints")?.ints;
  if (numbers) return { kind: "constant", dims: [numbers.length], values: Float64Array.from(numbers) };
  throw new Unsupported("its value is no tensor");
}

function readGemm({ node, inputs, attribute }: NodeInputs): GraphValue {
  if (attribute("transA")?.i) throw new Unsupported("transA = 1 makes columns of the samples");
  const layer = product(node, chain(inputs[0]), constant(inputs[1]), attribute("transB")?.i === 1);
  const alpha = attribute("alpha")?.f ?? 1;
  const beta = attribute("beta")?.f ?? 1;
  const scaled = alpha === 1 ? layer : stepped(layer, { op: "Mul", values: Float32Array.of(alpha) });
  if (inputs[2] === undefined) return scaled;
  const c = constant(inputs[2]);
  const bias = beta === 1 ? c.values : c.values.map((value) => beta * value);
  return elementwise(scaled, "Add", { dims: [Math.max(1, bias.length)], values: bias }, node);
}

/** z = weight·a, with weight as [units, inputs] */
function product(
  node: string,
  below: LinearLayer["below"],
  { dims, values }: Constant,
  transposed: boolean,
): UnitsValue {
  if (dims.length !== 2 || dims.some((length) => length === 0))
    throw new Unsupported(`its weights are no matrix, but [${dims.join(", ")}]`);
  const [rows, columns] = dims;
  const layer: LinearLayer = {
    node,
    below,
    units: transposed ? rows : columns,
    inputs: transposed ? columns : rows,
    weight: transposed ? values : transpose(values, rows, columns),
    steps: [],
  };
  if (below.kind === "units" && below.layer.units !== layer.inputs)
    throw new Unsupported(`it takes ${layer.inputs} values and is given ${below.layer.units}`);
  return { kind: "units", layer, curve: probes, node };
}

function transpose(values: Constant["values"], rows: number, columns: number): Constant["values"] {
  const turned = values.slice();
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      turned[column * rows + row] = values[row * columns + column];
  return turned;
}

function passOn({ inputs: [value] }: NodeInputs): GraphValue {
  if (value?.kind === "constant") return { ...value, dims: value.dims.filter((length) => length !== 1) };
  if (value === undefined) throw new Unsupported("it is given nothing");
  return value;
}

function readCast({ inputs: [value], attribute }: NodeInputs): GraphValue {
  const to = attribute("to")?.i;
  const floats: readonly (number | undefined)[] = [dataTypes.float, dataTypes.double, dataTypes.float16];
  if (value === undefined || (value.kind !== "constant" && !floats.includes(to)))
    throw new Unsupported(`it rounds to data type ${to}`);
  return value;
}

function readFlatten({ inputs: [value], attribute }: NodeInputs): GraphValue {
  const axis = attribute("axis")?.i ?? 1;
  if (axis !== 1) throw new Unsupported(`axis = ${axis} mixes samples`);
  return chain(value);
}

/** Of the network's values, what leaves the samples apart; of constants, what the sizes say. */
function readReshape({ inputs: [value, shape], attribute }: NodeInputs): GraphValue {
  const sizes = shape ? Array.from(constant(shape).values) : (attribute("shape")?.ints ?? []);
  if (value?.kind === "constant") {
    const known = sizes.filter((size) => size > 0).reduce((product, size) => product * size, 1);
    const dims = sizes.map((size, n) =>
      size === -1 ? value.values.length / known : size === 0 ? (value.dims[n] ?? 0) : size,
    );
    if (dims.reduce((product, size) => product * size, 1) === value.values.length) return { ...value, dims };
    throw new Unsupported(`its sizes [${sizes.join(", ")}] do not hold ${value.values.length} numbers`);
  }
  const [batch, ...rest] = sizes;
  const apart = batch === -1 || batch === 0 || (batch === 1 && rest.length > 0);
  if (!apart || rest.length === 0) throw new Unsupported(`its sizes [${sizes.join(", ")}] may mix samples`);
  return chain(value);
}

function readTranspose({ inputs: [value], attribute }: NodeInputs): GraphValue {
  if (value?.kind !== "constant" || value.dims.length > 2)
    throw new Unsupported("it transposes more than a matrix of weights");
  const order = attribute("perm")?.ints ?? [1, 0];
  const [rows, columns] = value.dims;
  if (value.dims.length < 2 || order[0] === 0) return value;
  return { kind: "constant", dims: [columns, rows], values: transpose(value.values, rows, columns) };
}

/** scale (x - mean) / √(variance + epsilon) + shift, as it is after training. */
function readBatchNormalization({ node, inputs, attribute }: NodeInputs): GraphValue {
  const [scale, shift, mean, variance] = inputs.slice(1, 5).map((input) => constant(input).values);
  const epsilon = attribute("epsilon")?.f ?? 1e-5;
  const vector = (f: (unit: number) => number): Constant => {
    const values = Float64Array.from(scale, (_, unit) => f(unit));
    return { dims: [values.length], values };
  };
  const factor = vector((unit) => scale[unit] / Math.sqrt(variance[unit] + epsilon));
  const centred = elementwise(
    chain(inputs[0]),
    "Sub",
    vector((unit) => mean[unit]),
    node,
  );
  const scaled = elementwise(centred, "Mul", factor, node);
  return elementwise(
    scaled,
    "Add",
    vector((unit) => shift[unit]),
    node,
  );
}

function readIsNaN({ inputs: [value] }: NodeInputs): GraphValue {
  if (isRaw(value)) return { kind: "missing" };
  throw new Unsupported("it looks for NaN elsewhere than in the raw features");
}

/** Missing features, NaN, and what stands for them. */
function readWhere({ inputs: [condition, instead, value] }: NodeInputs): GraphValue {
  if (condition?.kind === "missing" && instead?.kind === "constant" && isRaw(value))
    return { ...value, imputation: instead.values };
  throw new Unsupported("it chooses by something else than missing features");
}

function isRaw(value: GraphValue | undefined): value is FeaturesValue {
  return value?.kind === "features" && value.steps.length === 0 && !value.imputation;
}

function readSoftmax(
  { node, inputs: [value], attribute, opset }: NodeInputs,
  softmax: NonNullable<UnitsValue["softmax"]>,
): GraphValue {
  const axis = attribute("axis")?.i ?? (opset < 13 ? 1 : -1);
  if (axis !== 1 && axis !== -1) throw new Unsupported(`axis = ${axis} mixes samples`);
  return { ...units(value), softmax, node };
}

function unary(f: (z: number) => number) {
  return ({ node, inputs: [value] }: NodeInputs): GraphValue => {
    const found = units(value);
    return { ...found, curve: found.curve.map(f), node };
  };
}

function readLeakyRelu({ node, inputs: [value], attribute }: NodeInputs): GraphValue {
  const slope = attribute("alpha")?.f ?? 0.01;
  return unary((z) => (z > 0 ? z : slope * z))({ node, inputs: [value], attribute, opset: 0 });
}

function readPRelu({ node, inputs: [value, slopes], attribute }: NodeInputs): GraphValue {
  const { values } = constant(slopes);
  if (values.some((slope) => slope !== values[0]) || values.length === 0)
    throw new Unsupported("its slopes differ from unit to unit");
  return unary((z) => (z > 0 ? z : values[0] * z))({ node, inputs: [value], attribute, opset: 0 });
}

function readGelu({ node, inputs, attribute, opset }: NodeInputs): GraphValue {
  const approximate = attribute("approximate")?.s;
  if (approximate && new TextDecoder().decode(approximate) !== "none")
    throw new Unsupported("it approximates GELU by tanh, and percept's is exact");
  return unary(activations.gelu.apply)({ node, inputs, attribute, opset });
}

function binary(op: string) {
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
function elementwise(
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
function stepped(value: UnitsValue, { op, values }: Step): UnitsValue {
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
