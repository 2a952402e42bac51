import type { ActivationName } from "../../network/activations.ts";
import type { FloatArray, Precision } from "../../network/matrix.ts";
import { floatAttribute, type GraphBuilder, intAttribute } from "./graph-builder.ts";
import { dataTypes } from "./onnx-proto.ts";

/**
 * a = f(z) in the operators of opset 13, with the constants of network/activations.ts. LeakyRelu, Erf
 * and what onnxruntime makes of z·σ(z) are float32 alone, so that a float64 graph says the first with Max, goes through
 * float32 for the second, and has z / (1 + e⁻ᶻ) as the third.
 * @param z  the value's name; the nodes are called `${name}` and `${name}.…`
 * @returns the name of a
 */
export function addActivation(
  graph: GraphBuilder,
  activation: ActivationName,
  z: string,
  name: string,
  precision: Precision,
): string {
  const double = precision === "float64";
  const number = (part: string, value: number) =>
    graph.constant(`${name}.${part}`, floats([value], precision), []);
  switch (activation) {
    case "identity":
      return z;
    case "sigmoid":
      return graph.add("Sigmoid", name, [z]);
    case "tanh":
      return graph.add("Tanh", name, [z]);
    case "relu":
      return graph.add("Relu", name, [z]);
    case "softmax":
      return graph.add("Softmax", name, [z], [intAttribute("axis", 1)]);
    case "leaky-relu": {
      if (!double) return graph.add("LeakyRelu", name, [z], [floatAttribute("alpha", 0.01)]);
      const leak = graph.add("Mul", `${name}.leak`, [z, number("slope", 0.01)]);
      return graph.add("Max", name, [z, leak]);
    }
    case "scaled-tanh": {
      const inner = graph.add("Mul", `${name}.inner`, [z, number("slope", 2 / 3)]);
      const tanh = graph.add("Tanh", `${name}.tanh`, [inner]);
      return graph.add("Mul", name, [tanh, number("scale", 1.7159)]);
    }
    case "silu": {
      if (!double) return graph.add("Mul", name, [z, graph.add("Sigmoid", `${name}.sigmoid`, [z])]);
      const power = graph.add("Exp", `${name}.power`, [graph.add("Neg", `${name}.negative`, [z])]);
      return graph.add("Div", name, [z, graph.add("Add", `${name}.sum`, [power, number("one", 1)])]);
    }
    case "gelu": {
      const inner = graph.add("Div", `${name}.inner`, [z, number("sqrt2", Math.SQRT2)]);
      const erf = double
        ? graph.cast(
            `${name}.erf64`,
            graph.add("Erf", `${name}.erf`, [graph.cast(`${name}.inner32`, inner, dataTypes.float)]),
            dataTypes.double,
          )
        : graph.add("Erf", `${name}.erf`, [inner]);
      const twice = graph.add("Add", `${name}.twice`, [erf, number("one", 1)]);
      const share = graph.add("Mul", `${name}.share`, [twice, number("half", 0.5)]);
      return graph.add("Mul", name, [z, share]);
    }
  }
}

export function floats(values: ArrayLike<number>, precision: Precision): FloatArray {
  return precision === "float64" ? Float64Array.from(values) : Float32Array.from(values);
}
