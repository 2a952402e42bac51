// Of onnx.proto, what a chain of layers needs: https://github.com/onnx/onnx/blob/v1.12.0/onnx/onnx.proto

import { type Message, many, one } from "../../encoding/protobuf.ts";

const tensorProto = {
  dims: many(1, "int64"),
  dataType: one(2, "int64"),
  floatData: many(4, "float"),
  int32Data: many(5, "int64"),
  int64Data: many(7, "int64"),
  name: one(8, "string"),
  rawData: one(9, "bytes"),
  doubleData: many(10, "double"),
  dataLocation: one(14, "int64"),
} as const;

const attributeProto = {
  name: one(1, "string"),
  f: one(2, "float"),
  i: one(3, "int64"),
  s: one(4, "bytes"),
  t: one(5, tensorProto),
  floats: many(7, "float"),
  ints: many(8, "int64"),
  type: one(20, "int64"),
} as const;

const nodeProto = {
  inputs: many(1, "string"),
  outputs: many(2, "string"),
  name: one(3, "string"),
  opType: one(4, "string"),
  attributes: many(5, attributeProto),
  domain: one(7, "string"),
} as const;

const dimension = { value: one(1, "int64"), parameter: one(2, "string") } as const;
const shapeProto = { dims: many(1, dimension) } as const;
const tensorType = { elementType: one(1, "int64"), shape: one(2, shapeProto) } as const;
const typeProto = { tensor: one(1, tensorType) } as const;
const valueInfoProto = { name: one(1, "string"), type: one(2, typeProto) } as const;

const graphProto = {
  nodes: many(1, nodeProto),
  name: one(2, "string"),
  initializers: many(5, tensorProto),
  inputs: many(11, valueInfoProto),
  outputs: many(12, valueInfoProto),
} as const;

const operatorSet = { domain: one(1, "string"), version: one(2, "int64") } as const;
const property = { key: one(1, "string"), value: one(2, "string") } as const;

export const modelProto = {
  irVersion: one(1, "int64"),
  producerName: one(2, "string"),
  graph: one(7, graphProto),
  operatorSets: many(8, operatorSet),
  properties: many(14, property),
} as const;

export type OnnxModel = Message<typeof modelProto>;
export type OnnxGraph = Message<typeof graphProto>;
export type OnnxNode = Message<typeof nodeProto>;
export type OnnxTensor = Message<typeof tensorProto>;
export type OnnxAttribute = Message<typeof attributeProto>;
export type OnnxValue = Message<typeof valueInfoProto>;

/** TensorProto.DataType */
export const dataTypes = {
  float: 1,
  int32: 6,
  int64: 7,
  float16: 10,
  double: 11,
} as const;

/** AttributeProto.AttributeType */
export const attributeTypes = { float: 1, int: 2 } as const;

/** The key of metadata_props that holds percept's own meta, as JSON. */
export const perceptKey = "percept";
