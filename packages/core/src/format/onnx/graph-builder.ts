import type { FloatArray } from "../../network/matrix.ts";
import {
  attributeTypes,
  dataTypes,
  type OnnxAttribute,
  type OnnxGraph,
  type OnnxNode,
  type OnnxTensor,
} from "./onnx-proto.ts";

/** A graph in the making: each operation goes on from a value by its name and returns the name of what it gives. */
export class GraphBuilder {
  readonly #nodes: OnnxNode[] = [];
  readonly #tensors = new Map<string, OnnxTensor>();

  /** @returns the name of the result, which is the node's own */
  add(opType: string, name: string, inputs: readonly string[], attributes: OnnxAttribute[] = []): string {
    this.#nodes.push({ name, opType, inputs, outputs: [name], attributes });
    return name;
  }

  /** A constant: float32 or float64 as its values are; [] is a single number. */
  constant(name: string, values: FloatArray, dims: readonly number[] = [values.length]): string {
    const dataType = values instanceof Float64Array ? dataTypes.double : dataTypes.float;
    this.#tensors.set(name, { name, dims, dataType, rawData: littleEndian(values) });
    return name;
  }

  cast(name: string, input: string, to: number): string {
    return this.add("Cast", name, [input], [intAttribute("to", to)]);
  }

  /** The graph as onnx.proto has it; the last node's result is called `output`. */
  finish(name: string, input: string, output: string, sizes: readonly [number, number]): OnnxGraph {
    const last = this.#nodes.length - 1;
    const nodes = this.#nodes.map((node, n) => (n === last ? { ...node, outputs: [output] } : node));
    return {
      name,
      nodes,
      initializers: [...this.#tensors.values()],
      inputs: [floatValue(input, sizes[0])],
      outputs: [floatValue(output, sizes[1])],
    };
  }
}

export function intAttribute(name: string, i: number): OnnxAttribute {
  return { name, i, type: attributeTypes.int };
}

export function floatAttribute(name: string, f: number): OnnxAttribute {
  return { name, f, type: attributeTypes.float };
}

/** float32 [batch, size], whatever the batch is. */
function floatValue(name: string, size: number) {
  const dims = [{ parameter: "batch" }, { value: size }];
  return { name, type: { tensor: { elementType: dataTypes.float, shape: { dims } } } };
}

function littleEndian(values: FloatArray): Uint8Array {
  // Every host of JavaScript in use is little-endian, as ONNX is.
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
