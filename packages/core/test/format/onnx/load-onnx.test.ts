import { describe, expect, it } from "vitest";
import { encodeMessage, type Message } from "../../../src/encoding/protobuf.ts";
import { FormatError } from "../../../src/errors.ts";
import { loadOnnx } from "../../../src/format/onnx/load-onnx.ts";
import {
  modelProto,
  type OnnxGraph,
  type OnnxNode,
  type OnnxTensor,
} from "../../../src/format/onnx/onnx-proto.ts";
import { saveOnnx } from "../../../src/format/onnx/save-onnx.ts";
import type { Matrix } from "../../../src/network/matrix.ts";
import { expectSameModel } from "../any-model.ts";
import { someModel } from "../some-model.ts";

const tensor = (name: string, dims: number[], ...floatData: number[]): OnnxTensor => ({
  name,
  dims,
  dataType: 1,
  floatData,
});
const node = (opType: string, inputs: string[], output: string, attributes: OnnxNode["attributes"] = []) => ({
  opType,
  name: `the ${opType}`,
  inputs,
  outputs: [output],
  attributes,
});
const w = tensor("w", [2, 3], 1, 2, 3, 4, 5, 6);

/** The bytes of a graph from x to y. */
function file(nodes: OnnxNode[], graph: OnnxGraph = {}, model: Message<typeof modelProto> = {}): Uint8Array {
  return encodeMessage(modelProto, {
    irVersion: 7,
    operatorSets: [{ version: 13 }],
    graph: { nodes, initializers: [w], inputs: [{ name: "x" }], outputs: [{ name: "y" }], ...graph },
    ...model,
  });
}
const load = (bytes: Uint8Array) => loadOnnx(bytes, "m.onnx").model;
const rows = ({ rows, columns, values }: Matrix) =>
  Array.from({ length: rows }, (_, r) => Array.from(values.subarray(r * columns, (r + 1) * columns)));

describe("loadOnnx of graphs by hand", () => {
  it("takes MatMul's weights as [inputs, units] and Gemm's as transB says, without a bias as 0", () => {
    const [matMul] = load(file([node("MatMul", ["x", "w"], "y")])).weights;
    expect(rows(matMul)).toEqual([
      [0, 1, 4],
      [0, 2, 5],
      [0, 3, 6],
    ]);
    const transB = [{ name: "transB", i: 1, type: 2 }];
    const [gemm] = load(file([node("Gemm", ["x", "w"], "y", transB)])).weights;
    expect(rows(gemm)).toEqual([
      [0, 1, 2, 3],
      [0, 4, 5, 6],
    ]);
  });

  it("refuses a BatchNormalization without its four constants, and with such of different lengths", () => {
    const gemm = node("Gemm", ["x", "w"], "z");
    const few = [gemm, node("BatchNormalization", ["z"], "y")];
    expect(() => load(file(few))).toThrow(/the BatchNormalization.*where constants are expected/s);
    const uneven = [gemm, node("BatchNormalization", ["z", "three", "one", "three", "three"], "y")];
    const initializers = [w, tensor("three", [3], 1, 1, 1), tensor("one", [1], 1)];
    expect(() => load(file(uneven, { initializers }))).toThrow(
      "scale, shift, mean and variance differ in length",
    );
  });

  it("folds what is done to a layer's z, unit by unit, into its weights", () => {
    const by = tensor("by", [3], 1, 10, 2);
    const nodes = [
      node("MatMul", ["x", "w"], "z"),
      node("Add", ["z", "by"], "biased"),
      node("Mul", ["by", "biased"], "scaled"),
      node("Sub", ["scaled", "by"], "y"),
    ];
    const [weights] = load(file(nodes, { initializers: [w, by] })).weights;
    expect(rows(weights)).toEqual([
      [0, 1, 4], // 1 (1 x + 4 y + 1) - 1
      [90, 20, 50], // 10 (2 x + 5 y + 10) - 10
      [2, 6, 12], // 2 (3 x + 6 y + 2) - 2
    ]);
  });

  it("knows an activation by what it does: x · 1 / (1 + e⁻ˣ) is silu, max(x, 0.01 x) leaky-relu", () => {
    const second = tensor("v", [3, 2], 1, 2, 3, 4, 5, 6);
    const leak = tensor("leak", [], 0.01);
    const one = tensor("one", [], 1);
    const silu = [
      node("MatMul", ["x", "w"], "z"),
      node("Neg", ["z"], "n"),
      node("Exp", ["n"], "e"),
      node("Add", ["one", "e"], "s"),
      node("Reciprocal", ["s"], "r"),
      node("Mul", ["r", "z"], "a"),
      node("MatMul", ["a", "v"], "y"),
    ];
    const leaky = [
      node("MatMul", ["x", "w"], "z"),
      node("Mul", ["z", "leak"], "l"),
      node("Max", ["z", "l"], "a"),
      node("MatMul", ["a", "v"], "y"),
    ];
    const initializers = [w, second, leak, one];
    expect(load(file(silu, { initializers })).network.layers[0].activation).toBe("silu");
    expect(load(file(leaky, { initializers })).network.layers[0].activation).toBe("leaky-relu");
  });

  it("takes a graph of percept's that was changed as it is, not as its meta says", () => {
    const model = someModel([3, 2, 2], "float32");
    const bytes = saveOnnx(model);
    expectSameModel(load(bytes), model);
    const text = new TextDecoder("latin1").decode(bytes);
    const at = text.indexOf("Sigmoid");
    bytes.set(new TextEncoder().encode("Softmax"), text.lastIndexOf("Sigmoid")); // the same length
    expect(at).toBeGreaterThan(0);
    const changed = load(bytes);
    expect(changed.network.layers.map(({ activation }) => activation)).toEqual(["sigmoid", "softmax"]);
    expect(changed.classes).toEqual(model.classes);
  });

  const matMul = node("MatMul", ["x", "w"], "z");
  it.each<[string, OnnxNode[], string]>([
    ["a convolution", [node("Conv", ["x", "w"], "y")], 'node "the Conv" (Conv): percept does not know it'],
    ["weights that are computed", [node("MatMul", ["x", "x"], "y")], "where constants are expected"],
    ["columns of samples", [node("Gemm", ["x", "w"], "y", [{ name: "transA", i: 1 }])], "transA = 1"],
    [
      "two ways",
      [matMul, node("MatMul", ["x", "w"], "v"), node("Add", ["z", "v"], "y")],
      "joins values of two",
    ],
    ["sizes that do not fit", [matMul, node("MatMul", ["z", "w"], "y")], "it takes 2 values and is given 3"],
    [
      "a softmax in between",
      [matMul, node("Softmax", ["z"], "s"), node("Relu", ["s"], "y")],
      "comes after a softmax",
    ],
    ["another activation", [matMul, node("Exp", ["z"], "y")], "expected an activation of percept's after"],
    ["another output", [matMul, node("Relu", ["z"], "y")], "got relu"],
    [
      "an activation of the features",
      [node("Relu", ["x"], "a"), node("MatMul", ["a", "w"], "y")],
      "that is no scaling",
    ],
    ["a node before its input", [node("Relu", ["z"], "y"), matMul], "whose input z no node before it makes"],
    ["a circle", [node("MatMul", ["y", "w"], "y")], "or goes in a circle"],
    ["a value twice", [matMul, node("MatMul", ["x", "w"], "z")], "expected each value once, got z twice"],
    [
      "samples that are mixed",
      [node("Flatten", ["x"], "f", [{ name: "axis", i: 0 }]), node("MatMul", ["f", "w"], "y")],
      "axis = 0 mixes samples",
    ],
    ["no layer", [node("Identity", ["x"], "y")], "expected an output that layers lead to"],
    [
      "a negative scale",
      [node("Mul", ["x", "minus"], "s"), node("MatMul", ["s", "w"], "y")],
      "divides each feature by a positive number",
    ],
  ])("refuses %s, naming it", (_, nodes, message) => {
    const initializers = [w, tensor("minus", [2], 1, -1)];
    expect(() => load(file(nodes, { initializers }))).toThrow(FormatError);
    expect(() => load(file(nodes, { initializers }))).toThrow(message);
  });

  const y = [node("MatMul", ["x", "w"], "y")];
  it.each<[string, OnnxGraph, string]>([
    ["an initializer twice", { initializers: [w, w] }, "expected each initializer once, got w twice"],
    [
      "numbers that are missing",
      { initializers: [tensor("w", [2, 3], 1)] },
      "expected 6 numbers for the sizes [2, 3], got 1",
    ],
    [
      "sizes below 0",
      { initializers: [tensor("w", [-2, -3], 1)] },
      "expected sizes of at least 0, got [-2, -3]",
    ],
    [
      "sizes beyond any file",
      { initializers: [tensor("w", [2 ** 40, 2 ** 40], 1)] },
      "expected sizes of at least 0",
    ],
    [
      "no matrix",
      { initializers: [tensor("w", [6], 1, 2, 3, 4, 5, 6)] },
      "its weights are no matrix, but [6]",
    ],
    ["an empty matrix", { initializers: [tensor("w", [0, 3])] }, "its weights are no matrix, but [0, 3]"],
    ["strings", { initializers: [{ ...w, dataType: 8 }] }, "got data type 8"],
    [
      "numbers in another file",
      { initializers: [{ ...w, dataLocation: 1 }] },
      "whose numbers are in another",
    ],
    [
      "infinite weights",
      { initializers: [tensor("w", [2, 3], 1, 2, 3, 4, 5, Infinity)] },
      'expected finite weights in node "the MatMul"',
    ],
    ["two inputs", { inputs: [{ name: "x" }, { name: "v" }] }, "expected a graph with one input, got x, v"],
    ["no output", { outputs: [] }, "got the outputs none"],
    [
      "another input size",
      { inputs: [{ name: "x", type: { tensor: { shape: { dims: [{}, { value: 5 }] } } } }] },
      "expected an input of 2 features",
    ],
  ])("refuses %s", (_, graph, message) => {
    expect(() => load(file(y, graph))).toThrow(FormatError);
    expect(() => load(file(y, graph))).toThrow(message);
  });

  it.each<[string, Message<typeof modelProto>, string]>([
    ["no graph", { graph: {} }, "expected an ONNX model with a graph of nodes, got none"],
    ["no operators", { operatorSets: [] }, "version 7 or later, got none"],
    ["old operators", { operatorSets: [{ version: 6 }] }, "version 7 or later, got 6"],
    [
      "meta that is none",
      { properties: [{ key: "percept", value: "{" }] },
      "m.onnx: percept: expected a JSON object",
    ],
    [
      "meta of a later version",
      { properties: [{ key: "percept", value: '{"formatVersion":99}' }] },
      "got 99",
    ],
  ])("refuses %s", (_, model, message) => {
    expect(() => load(file(y, {}, model))).toThrow(FormatError);
    expect(() => load(file(y, {}, model))).toThrow(message);
  });

  it("refuses more messages than a perceptron needs before they fill the memory", () => {
    const many = new Uint8Array(2 * 200_000).map((_, at) => (at % 2 === 0 ? 0x0a : 0)); // empty nodes of a graph
    const bytes = new Uint8Array(4 + many.length);
    bytes.set([0x3a, (many.length & 0x7f) | 0x80, ((many.length >> 7) & 0x7f) | 0x80, many.length >> 14]);
    bytes.set(many, 4);
    expect(() => load(bytes)).toThrow("expected at most 100000 messages and words, got more");
  });

  it("refuses a few weights that are used until they fill the memory, at once", () => {
    const large = { name: "w", dims: [500, 500], dataType: 1, rawData: new Uint8Array(1_000_000) };
    const turned = Array.from({ length: 8000 }, (_, n) =>
      node("Transpose", [n ? `t${n}` : "w"], `t${n + 1}`),
    );
    const layers = Array.from({ length: 8000 }, (_, n) =>
      node("MatMul", [n ? `z${n}` : "x", "w"], `z${n + 1}`),
    );
    for (const nodes of [turned, layers])
      expect(() => load(file(nodes, { initializers: [large] }))).toThrow("made to fill the memory");
  });

  it("follows a chain of 10,000 nodes without filling the stack", () => {
    const nodes = Array.from({ length: 10_000 }, (_, n) =>
      node("Identity", [n ? `i${n}` : "x"], `i${n + 1}`),
    );
    expect(load(file([...nodes, node("MatMul", ["i10000", "w"], "y")])).weights).toHaveLength(1);
  });
});
