import type { Model } from "../../../packages/core/src/format/model.ts";
import { loadModel, saveModel } from "../../../packages/core/src/format/model-npz.ts";
import { weightsSha256 } from "../../../packages/core/src/format/weights-sha256.ts";
import { predict } from "../../../packages/core/src/prediction/predict.ts";
import {
  checkpointAfter,
  loadCheckpoint,
  saveCheckpoint,
} from "../../../packages/core/src/training/checkpoint.ts";
import { someNetwork, someWeights } from "../../../packages/core/test/engine/small-network.ts";
import type { FuzzTarget } from "../fuzz-target.ts";
import { zipEntry } from "../layers.ts";

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
  "__proto__",
  "constructor",
  "classes",
];

/** What percept does with a model that it has read. */
export async function useModel(model: Model): Promise<void> {
  saveModel(model);
  await weightsSha256(model.weights);
  const { inputs } = model.network.layers[0];
  if (inputs > 10_000 || model.network.targets) return;
  await predict(model, new Uint8Array(inputs), { engine: "reference" });
}

const checkpoint = {
  ...checkpointAfter(3, weights),
  memory: [weights, weights],
  best: weights,
  stopping: { ...checkpointAfter(3, weights).stopping, best: { epoch: 2, value: 0.5 } },
};

export const modelTargets: readonly FuzzTarget[] = [
  {
    name: "model as .npz",
    seeds: () => [saveModel(someModel), saveModel(regression)],
    parse: async (bytes) => useModel(loadModel(bytes, "fuzz.npz")),
    words,
    layers: [zipEntry],
  },
  {
    name: "checkpoint",
    seeds: () => [saveCheckpoint(checkpointAfter(3, weights)), saveCheckpoint(checkpoint as never)],
    parse: (bytes) => saveCheckpoint(loadCheckpoint(bytes, "fuzz.npz")),
    words: ["epoch", "tally", "plateau", "stopping", "best", "memories", "converged", "__proto__"],
    layers: [zipEntry],
  },
];
