// What a value of a graph can be while it is read: the graph is followed from its input, node by node, with what each
// value is instead of numbers.

import type { Curve } from "./curve.ts";
import type { Constant } from "./read-tensor.ts";

/** What is done to each element: with one number, or one for each feature or unit. */
export interface Step {
  readonly op: "Add" | "Sub" | "Mul" | "Div";
  readonly values: Constant["values"];
}

/** z = weight·a + bias of what lies below, then the steps; of a layer that is known so far. */
export interface LinearLayer {
  readonly node: string;
  readonly below: FeaturesValue | UnitsValue;
  readonly inputs: number;
  readonly units: number;
  /** [units, inputs] */
  readonly weight: Constant["values"];
  /** [units] */
  readonly bias?: Constant["values"];
  readonly steps: readonly Step[];
}

export interface FeaturesValue {
  readonly kind: "features";
  /** [features], what stands for NaN before the steps */
  readonly imputation?: Constant["values"];
  readonly steps: readonly Step[];
}

/** f(z) of a layer: each unit by itself, `curve` says what f is; or softmax of them all. */
export interface UnitsValue {
  readonly kind: "units";
  readonly layer: LinearLayer;
  readonly curve: Curve;
  readonly softmax?: "probabilities" | "logarithms";
  /** the node that made it */
  readonly node: string;
}

/** Which features are NaN. */
export interface MissingValue {
  readonly kind: "missing";
}

export interface ConstantValue extends Constant {
  readonly kind: "constant";
}

/** What no multilayer perceptron of percept's has; an error only where the output needs it. */
export interface UnsupportedValue {
  readonly kind: "unsupported";
  readonly node: string;
  readonly reason: string;
}

export type GraphValue = FeaturesValue | UnitsValue | MissingValue | ConstantValue | UnsupportedValue;
