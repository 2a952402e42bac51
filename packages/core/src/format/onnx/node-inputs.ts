import type { ConstantValue, FeaturesValue, GraphValue, UnitsValue } from "./graph-values.ts";
import type { OnnxAttribute } from "./onnx-proto.ts";

/** Why a node is none of a multilayer perceptron; the caller adds which node it is. */
export class Unsupported extends Error {}

export interface NodeInputs {
  readonly node: string;
  readonly inputs: readonly (GraphValue | undefined)[];
  readonly attribute: (name: string) => OnnxAttribute | undefined;
  readonly opset: number;
}

export function chain(value: GraphValue | undefined): FeaturesValue | UnitsValue {
  if (value?.kind === "features" || (value?.kind === "units" && !value.softmax)) return value;
  if (value?.kind === "units") throw new Unsupported("it comes after a softmax, which ends a network");
  throw new Unsupported("it is given constants where the network's values are expected");
}

export function constant(value: GraphValue | undefined): ConstantValue {
  if (value?.kind === "constant") return value;
  throw new Unsupported("it is given values that are computed where constants are expected");
}

export function units(value: GraphValue | undefined): UnitsValue {
  const found = chain(value);
  if (found.kind === "units") return found;
  throw new Unsupported("it changes the features in a way that is no scaling");
}
