import { readFileSync } from "node:fs";
import { loadModelFile } from "../../../packages/core/src/format/load-model-file.ts";
import type { Model } from "../../../packages/core/src/format/model.ts";
import { saveModelAs } from "../../../packages/core/src/format/model-formats.ts";
import { weightsSha256 } from "../../../packages/core/src/format/weights-sha256.ts";
import { predict } from "../../../packages/core/src/prediction/predict.ts";
import {
  checkpointAfter,
  loadCheckpoint,
  saveCheckpoint,
} from "../../../packages/core/src/training/checkpoint.ts";
import { someNetwork, someWeights } from "../../../packages/core/test/engine/small-network.ts";
import type { FuzzTarget } from "../fuzz-target.ts";
import { protobufField, safetensorsHeader, zipEntry } from "../layers.ts";

const network = someNetwork([4, 3, 2], ["relu"], "softmax");
const weights = someWeights(network, "float32");
export const someModel: Model = { network, weights, classes: ["a", "b"], imageShape: [2, 2] };
const regression: Model = {
  network: {
    ...someNetwork([2, 3, 1], ["tanh"], "identity", "mean-squared-error"),
    scaling: { type: "per-feature", offsets: [0, 1], divisors: [1, 2] },
    targets: { offsets: [3], divisors: [4] },
  },
  weights: someWeights(someNetwork([2, 3, 1]), "float64"),
  classes: [],
  imageShape: [1, 2],
  targetNames: ["price"],
  featureNames: ["rooms", "age"],
};
const words = [
  "formatVersion",
  "activations",
  "relu",
  "softmax",
  "scaling",
  "divide",
  "per-feature",
  "classes",
  "__proto__",
  "constructor",
];

/** More inputs than that take long, which is no fault of a parser. */
const FEW = 10_000;

/** What percept does with a model that it has read. */
async function useModel(model: Model): Promise<void> {
  for (const name of [".npz", ".safetensors", ".json", ".onnx"]) await saveModelAs(model, name);
  await weightsSha256(model.weights);
  const { inputs } = model.network.layers[0];
  if (inputs > FEW) return;
  await predict(model, new Uint8Array(inputs), { engine: "reference" });
}

const parse = (name: string) => async (bytes: Uint8Array) =>
  useModel((await loadModelFile(bytes, `fuzz${name}`)).model);

/** percept's own of a format, and files that other tools wrote. */
const seedsOf =
  (ending: string, ...fixtures: string[]) =>
  async () => [
    await saveModelAs(someModel, ending),
    await saveModelAs(regression, ending),
    ...fixtures.map((name) => new Uint8Array(readFileSync(`packages/core/test/format/fixtures/${name}`))),
  ];

const checkpoint = {
  ...checkpointAfter(3, weights),
  memory: [weights, weights],
  best: weights,
  stopping: { ...checkpointAfter(3, weights).stopping, best: { epoch: 2, value: 0.5 } },
};

export const modelTargets: readonly FuzzTarget[] = [
  {
    name: "model as .npz",
    seeds: seedsOf(".npz", "model-version-1.npz", "iris.npz", "binary.npz", "regressor.npz"),
    parse: parse(".npz"),
    words: [...words, "coefs_0", "intercepts_0", "classes_"],
    layers: [zipEntry],
  },
  {
    name: "model as .safetensors",
    seeds: seedsOf(
      ".safetensors",
      "torch-BF16.safetensors",
      "torch-F16.safetensors",
      "torch-F64.safetensors",
    ),
    parse: parse(".safetensors"),
    words: [...words, "__metadata__", "dtype", "F32", "BF16", "shape", "data_offsets", "layers.0.weight"],
    layers: [safetensorsHeader],
  },
  {
    name: "model as .json",
    seeds: seedsOf(".json"),
    parse: parse(".json"),
    words: [...words, "layers", "biases", "weights", "precision", "[", "]", "{", "}", ",", "null"],
  },
  {
    name: "model as .onnx",
    seeds: seedsOf(".onnx", "torch.onnx", "by-hand.onnx", "binary.onnx", "half.onnx"),
    parse: parse(".onnx"),
    words: [
      ...words,
      "Gemm",
      "MatMul",
      "Add",
      "Mul",
      "Div",
      "Where",
      "IsNaN",
      "Reshape",
      "Cast",
      "transB",
      "alpha",
    ],
    layers: [protobufField, protobufField, protobufField],
  },
  {
    name: "checkpoint",
    seeds: () => [saveCheckpoint(checkpointAfter(3, weights)), saveCheckpoint(checkpoint as never)],
    parse: (bytes) => saveCheckpoint(loadCheckpoint(bytes, "fuzz.npz")),
    words: ["epoch", "tally", "plateau", "stopping", "best", "memories", "converged", "__proto__"],
    layers: [zipEntry],
  },
];
