import { decodeMessage } from "../../encoding/protobuf.ts";
import { FormatError } from "../../errors.ts";
import { findNonFinite } from "../../network/matrix.ts";
import type { Scaling, TargetScaling } from "../../network/scaling.ts";
import { assembleModel } from "../assemble-model.ts";
import { type ForeignOptions, foreignModel, type LoadedModelFile, ownModel } from "../foreign-model.ts";
import { type ModelMeta, parseMetaText } from "../model-meta.ts";
import type { UnitsValue } from "./graph-values.ts";
import { modelProto, type OnnxModel, perceptKey } from "./onnx-proto.ts";
import { readGraph } from "./read-graph.ts";
import { type GraphLayers, readLayers } from "./read-layers.ts";
import { readScaling } from "./read-scaling.ts";

/**
 * Reads an ONNX file whose graph is a multilayer perceptron: Gemm or MatMul + Add, activations, a scaling in front. A
 * file of percept's comes back bit for bit; of others, what they leave open is assumed, and said.
 * @throws {FormatError} naming the first node that percept does not know, or where the file is damaged
 */
export function loadOnnx(bytes: Uint8Array, place: string, options: ForeignOptions = {}): LoadedModelFile {
  const file = decodeMessage(modelProto, bytes, place);
  if (!file.graph?.nodes?.length) {
    throw new FormatError(
      place,
      "expected an ONNX model with a graph of nodes, got none.",
      "Is it an .onnx file? torch.onnx.export and skl2onnx write such files.",
    );
  }
  const reading = readGraph(file.graph, opsetOf(file, place), place);
  const written = perceptMeta(file, place);
  const plain = written?.targets && withoutTargets(reading.output, written.targets);
  const read = readLayers(plain ?? reading.output, place);
  for (const { weights, node } of read.layers) {
    const wrong = findNonFinite(weights);
    if (wrong) throw new FormatError(place, `expected finite weights in ${node}, got ${wrong.value}.`);
  }
  const inputs = read.layers[0].weights.columns - 1;
  checkInputSize(reading.inputSizes, inputs, place);
  const scaling = readScaling(read.features.steps, inputs, place);
  const weights = read.layers.map((layer) => layer.weights);
  if (written && (plain || !written.targets) && isAsWritten(read, written, scaling))
    return ownModel(assembleModel(weights, written, `${place}: ${perceptKey}`), options, place);
  const { imputation } = read.features;
  const classes = classesOf(file);
  return foreignModel(
    {
      weights,
      activations: read.layers.map(({ activation }) => activation),
      scaling,
      ...(classes && { classes }),
      ...(imputation && {
        imputation: Array.from({ length: inputs }, (_, j) => imputation[imputation.length === 1 ? 0 : j]),
      }),
    },
    options,
    place,
  );
}

function opsetOf({ operatorSets = [] }: OnnxModel, place: string): number {
  const version = operatorSets.find(({ domain = "" }) => domain === "" || domain === "ai.onnx")?.version;
  if (version !== undefined && version >= 7 && version < 1000) return version;
  throw new FormatError(
    place,
    `expected the operators of ONNX in version 7 or later, got ${version ?? "none"}.`,
    "Export the model again, with opset_version=13.",
  );
}

/** The first size is the batch; 0 stands for a size that is left open. */
function checkInputSize(sizes: readonly number[], inputs: number, place: string): void {
  const features = sizes.slice(1);
  const count = features.reduce((product, size) => product * size, 1);
  if (features.length === 0 || features.some((size) => size <= 0) || count === inputs) return;
  throw new FormatError(
    place,
    `expected an input of ${inputs} features, as the first layer takes, got [${sizes.map((size) => size || "?").join(", ")}].`,
  );
}

function propertyOf({ properties = [] }: OnnxModel, key: string): string | undefined {
  return properties.find((property) => property.key === key)?.value;
}

function perceptMeta(file: OnnxModel, place: string): ModelMeta | undefined {
  const text = propertyOf(file, perceptKey);
  return text === undefined ? undefined : parseMetaText(text, `${place}: ${perceptKey}`);
}

/** Whether the graph is still what percept's meta says; where it is not, the graph counts. */
function isAsWritten({ layers, features }: GraphLayers, meta: ModelMeta, scaling: Scaling): boolean {
  return (
    layers.length === meta.activations.length &&
    layers.every(({ activation }, l) => activation === meta.activations[l]) &&
    sameScaling(scaling, meta.scaling) &&
    sameNumbers(features.imputation ?? [], meta.imputation ?? [])
  );
}

/** The output before it is turned into the targets' units; undefined where the graph does something else. */
function withoutTargets(output: UnitsValue, targets: TargetScaling): UnitsValue | undefined {
  const { steps } = output.layer;
  const [scaled, moved] = steps.slice(-2);
  const same =
    scaled?.op === "Mul" &&
    moved?.op === "Add" &&
    sameTargets(targets, { divisors: Array.from(scaled.values), offsets: Array.from(moved.values) });
  return same ? { ...output, layer: { ...output.layer, steps: steps.slice(0, -2) } } : undefined;
}

function sameScaling(graph: Scaling, meta: Scaling): boolean {
  if (graph.type === "per-feature" && meta.type === "per-feature") return sameTargets(graph, meta);
  if (graph.type === "divide" && meta.type === "divide") return sameNumbers([graph.divisor], [meta.divisor]);
  return graph.type === meta.type;
}

function sameTargets(left: TargetScaling, right: TargetScaling): boolean {
  return sameNumbers(left.offsets, right.offsets) && sameNumbers(left.divisors, right.divisors);
}

/** As float32, which the graph has. */
function sameNumbers(left: ArrayLike<number>, right: ArrayLike<number>): boolean {
  return (
    left.length === right.length &&
    Array.from(left).every((value, n) => Math.fround(value) === Math.fround(right[n]))
  );
}

/** A JSON list of words, as percept writes it. */
function classesOf(file: OnnxModel): string[] | undefined {
  try {
    const names: unknown = JSON.parse(propertyOf(file, "classes") ?? "null");
    if (Array.isArray(names) && names.every((name) => typeof name === "string")) return names;
  } catch {
    // another tool's own way of writing them
  }
  return undefined;
}
