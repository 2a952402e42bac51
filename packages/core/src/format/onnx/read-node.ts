import { binaryOperators, probes, unaryOperators } from "./curve.ts";
import type { FeaturesValue, GraphValue, LinearLayer, UnitsValue } from "./graph-values.ts";
import { chain, constant, type NodeInputs, Unsupported, units } from "./node-inputs.ts";
import { dataTypes, type OnnxNode } from "./onnx-proto.ts";
import {
  binary,
  elementwise,
  readGelu,
  readLeakyRelu,
  readPRelu,
  stepped,
  unary,
} from "./read-elementwise.ts";
import { type Constant, readTensor } from "./read-tensor.ts";

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
  const [scale, shift, mean, variance] = [1, 2, 3, 4].map((place) => constant(inputs[place]).values);
  if ([shift, mean, variance].some(({ length }) => length !== scale.length))
    throw new Unsupported("its scale, shift, mean and variance differ in length");
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
