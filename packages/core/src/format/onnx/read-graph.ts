import { FormatError } from "../../errors.ts";
import type { GraphValue, UnitsValue, UnsupportedValue } from "./graph-values.ts";
import { Unsupported } from "./node-inputs.ts";
import type { OnnxGraph, OnnxNode, OnnxValue } from "./onnx-proto.ts";
import { readNode } from "./read-node.ts";
import { readTensor } from "./read-tensor.ts";

/** What a graph computes, and the sizes [batch, features...] that it says its input has, 0 where it leaves one open. */
export interface GraphReading {
  readonly output: UnitsValue;
  readonly outputName: string;
  readonly inputSizes: readonly number[];
}

/** How often nodes may use a constant, on the mean: each use may copy it. */
const MOST_USES = 6;
/** Uses of numbers that any graph may have. */
const FREE_USES = 1_000_000;

/**
 * Follows a graph from its one input to the first output that is a perceptron's.
 * @throws {FormatError} naming the node that no perceptron of percept's has, or what is missing
 */
export function readGraph(graph: OnnxGraph, opset: number, place: string): GraphReading {
  const values = new Map<string, GraphValue>();
  for (const tensor of graph.initializers ?? []) {
    const { name = "" } = tensor;
    if (values.has(name)) throw new FormatError(place, `expected each initializer once, got ${name} twice.`);
    values.set(name, { kind: "constant", ...readTensor(tensor, `${place}: ${name}`) });
  }
  const input = inputOf(graph, values, place);
  values.set(input.name ?? "", { kind: "features", steps: [] });
  const budget = { uses: FREE_USES };
  for (const value of values.values()) budget.uses += MOST_USES * numbersOf(value);
  for (const [n, node] of (graph.nodes ?? []).entries()) {
    for (const input of node.inputs ?? []) budget.uses -= numbersOf(values.get(input));
    if (budget.uses < 0) {
      throw new FormatError(
        place,
        `expected nodes that use each constant ${MOST_USES} times at most on the mean, got more by ${nameOf(node, n)}.`,
        "The graph is damaged, or made to fill the memory.",
      );
    }
    for (const [name, value] of follow(node, nameOf(node, n), values, opset, place)) {
      if (values.has(name)) throw new FormatError(place, `expected each value once, got ${name} twice.`);
      values.set(name, value);
      if (node.opType === "Constant") budget.uses += MOST_USES * numbersOf(value);
    }
  }
  const outputs = (graph.outputs ?? []).map(({ name = "" }) => ({ name, value: values.get(name) }));
  const found = outputs.find(({ value }) => value?.kind === "units");
  if (found?.value?.kind === "units")
    return { output: found.value, outputName: found.name, inputSizes: sizesOf(input) };
  throw noNetwork(outputs, place);
}

function numbersOf(value: GraphValue | undefined): number {
  return value?.kind === "constant" ? value.values.length : 0;
}

/** The input that is no initializer, as old files list those too. */
function inputOf(graph: OnnxGraph, constants: ReadonlyMap<string, GraphValue>, place: string): OnnxValue {
  const inputs = (graph.inputs ?? []).filter(({ name = "" }) => !constants.has(name));
  if (inputs.length === 1) return inputs[0];
  const names = inputs.map(({ name }) => name).join(", ") || "none";
  throw new FormatError(place, `expected a graph with one input, got ${names}.`);
}

function sizesOf({ type }: OnnxValue): number[] {
  return (type?.tensor?.shape?.dims ?? []).map(({ value = 0 }) => value);
}

/** What a node's outputs are. */
function follow(
  node: OnnxNode,
  name: string,
  values: ReadonlyMap<string, GraphValue>,
  opset: number,
  place: string,
): [name: string, value: GraphValue][] {
  const inputs = (node.inputs ?? []).map((input) => {
    const value = values.get(input);
    if (value || input === "") return value;
    throw new FormatError(
      place,
      `expected the nodes in order, got ${name}, whose input ${input} no node before it makes.`,
      "The graph is damaged, or goes in a circle.",
    );
  });
  const [first = "", ...further] = (node.outputs ?? []).filter((output) => output !== "");
  const none = (reason: string): UnsupportedValue => ({ kind: "unsupported", node: name, reason });
  const others = further.map((output): [string, GraphValue] => [
    output,
    none("percept reads the first output of a node alone"),
  ]);
  const broken = inputs.find((value) => value?.kind === "unsupported");
  if (broken) return [[first, broken], ...others];
  try {
    return [[first, readNode(node, name, inputs, opset)], ...others];
  } catch (error) {
    if (error instanceof Unsupported) return [[first, none(error.message)], ...others];
    throw error;
  }
}

function nameOf({ name, opType = "" }: OnnxNode, n: number): string {
  return `node ${name ? `"${name}"` : n + 1} (${opType})`;
}

function noNetwork(
  outputs: readonly { readonly name: string; readonly value: GraphValue | undefined }[],
  place: string,
): FormatError {
  const next = "percept reads chains of Gemm or MatMul + Add with their activations: docs/models.md.";
  const broken = outputs.find(({ value }) => value?.kind === "unsupported")?.value;
  if (broken?.kind === "unsupported") {
    return new FormatError(
      place,
      `expected layers and activations, got ${broken.node}: ${broken.reason}.`,
      next,
    );
  }
  const names = outputs.map(({ name }) => name).join(", ") || "none";
  return new FormatError(place, `expected an output that layers lead to, got the outputs ${names}.`, next);
}
