// A multilayer perceptron as an ONNX model, for onnxruntime alone: Gemm, Relu, ..., Gemm, Softmax.

import protobuf from "protobufjs";

/** The fields used here of onnx.proto3, with its numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3 */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message AttributeProto { string name = 1; int64 i = 3; int32 type = 20; }
  message NodeProto { repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4;
                      repeated AttributeProto attribute = 5; }
  message TensorProto { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
  message Dimension { int64 dim_value = 1; string dim_param = 2; }
  message TensorShapeProto { repeated Dimension dim = 1; }
  message TensorType { int32 elem_type = 1; TensorShapeProto shape = 2; }
  message TypeProto { TensorType tensor_type = 1; }
  message ValueInfoProto { string name = 1; TypeProto type = 2; }
  message GraphProto { repeated NodeProto node = 1; string name = 2; repeated TensorProto initializer = 5;
                       repeated ValueInfoProto input = 11; repeated ValueInfoProto output = 12; }
  message OperatorSetIdProto { string domain = 1; int64 version = 2; }
  message ModelProto { int64 ir_version = 1; GraphProto graph = 7; repeated OperatorSetIdProto opset_import = 8; }
`);
const FLOAT = 1; // TensorProto.DataType.FLOAT
const INT = 2; // AttributeProto.AttributeType.INT
const IR_VERSION = 8; // of ONNX 1.10 to 1.12
const OPERATOR_SET = 13;

/**
 * @param layers  [{ units, inputs, weights [inputs, units], bias [units] }], ReLU between them, softmax at the end
 * @returns the file's bytes; input "x" [n, inputs], output "y" [n, units]
 */
export function writeOnnx(layers) {
  const node = [];
  const initializer = [];
  layers.forEach(({ units, inputs, weights, bias }, index) => {
    const [from, z, to] = [index === 0 ? "x" : `a${index}`, `z${index + 1}`, `a${index + 1}`];
    const [w, b] = [`w${index + 1}`, `b${index + 1}`];
    const last = index === layers.length - 1;
    initializer.push(tensor(w, [inputs, units], weights), tensor(b, [units], bias));
    node.push({ opType: "Gemm", name: z, input: [from, w, b], output: [z] });
    node.push(
      last
        ? {
            opType: "Softmax",
            name: "y",
            input: [z],
            output: ["y"],
            attribute: [{ name: "axis", i: 1, type: INT }],
          }
        : { opType: "Relu", name: to, input: [z], output: [to] },
    );
  });
  const graph = {
    name: "perceptron",
    node,
    initializer,
    input: [value("x", layers[0].inputs)],
    output: [value("y", layers.at(-1).units)],
  };
  const Model = root.lookupType("ModelProto");
  const model = { irVersion: IR_VERSION, graph, opsetImport: [{ version: OPERATOR_SET }] };
  return Model.encode(Model.fromObject(model)).finish();
}

function tensor(name, dims, { buffer, byteOffset, byteLength }) {
  return { name, dims, dataType: FLOAT, rawData: new Uint8Array(buffer, byteOffset, byteLength) };
}

function value(name, units) {
  return {
    name,
    type: { tensorType: { elemType: FLOAT, shape: { dim: [{ dimParam: "n" }, { dimValue: units }] } } },
  };
}
