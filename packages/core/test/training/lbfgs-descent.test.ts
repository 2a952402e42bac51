import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createSamples, type Dataset } from "../../src/dataset/samples.ts";
import { createExperiment, type ExperimentSettings } from "../../src/experiment.ts";
import { loadCheckpoint, saveCheckpoint } from "../../src/training/checkpoint.ts";
import { createTraining } from "../../src/training/train.ts";

interface LogisticRegression {
  readonly scale: number;
  readonly l2: number;
  readonly classes: number;
  readonly features: readonly (readonly number[])[];
  readonly labels: readonly number[];
  /** [class][bias, features], the biases less their mean */
  readonly weights: readonly (readonly number[])[];
  readonly objective: number;
}
/** scikit-learn's minimum of a softmax regression with L2: see fixtures/logistic-regression.py. */
const regression: LogisticRegression = JSON.parse(
  readFileSync(new URL("fixtures/logistic-regression.json", import.meta.url), "utf8"),
);

// Tenths, which float32 rounds by 3e-8 of them: the minimum moves by as much.
const features = Float32Array.from(regression.features.flat(), (feature) => feature / regression.scale);
const dataset: Dataset = {
  name: "logistic regression",
  classes: ["0", "1", "2"],
  imageShape: [1, 4],
  train: createSamples(features, Uint8Array.from(regression.labels), 4),
  sources: [],
};

const lbfgs = {
  scaling: "none",
  hidden: [],
  output: "softmax",
  l2: regression.l2,
  descent: "batch",
  optimizer: "lbfgs",
  epochs: 200,
} as const;

/** Trains until nothing is left to gain: the objective before and after each iteration, and the weights at the end. */
async function minimize(settings: ExperimentSettings) {
  const experiment = createExperiment({ ...lbfgs, ...settings });
  const training = await createTraining(experiment, dataset);
  const order = Uint32Array.from(regression.labels.keys());
  const measure = async () =>
    (await training.engine.gradients({ samples: dataset.train, order, step: 0 })).objective;
  const objectives = [await measure()];
  for await (const progress of training) if (progress.kind === "epoch") objectives.push(await measure());
  const [{ columns, values }] = training.model().weights;
  const mean = (values[0] + values[columns] + values[2 * columns]) / 3;
  const weights = Array.from(values, (value, index) => (index % columns === 0 ? value - mean : value));
  return { objectives, weights, isComplete: training.isComplete() };
}

const wanted = regression.weights.flat();
const distance = (weights: readonly number[]) =>
  Math.max(...weights.map((weight, index) => Math.abs(weight - wanted[index])));

describe("a training with L-BFGS, a softmax regression of 40 samples with L2", () => {
  it.each([
    ["uniform", 0],
    ["uniform", 3],
    ["glorot-normal", 1],
  ])(
    "ends in scikit-learn's minimum to 1e-6 in float64, and never goes up on the way: %s, seed %d",
    async (init, seed) => {
      const { objectives, weights, isComplete } = await minimize({ precision: "float64", init, seed });
      expect(isComplete).toBe(true);
      expect(objectives.length).toBeLessThan(60); // it stops by itself, long before 200
      for (const [index, value] of objectives.slice(1).entries())
        expect(value).toBeLessThanOrEqual(objectives[index]);
      expect(Math.abs((objectives.at(-1) ?? Number.NaN) - regression.objective)).toBeLessThan(1e-6);
      expect(distance(weights)).toBeLessThan(1e-6);
    },
  );

  it("stays complete when it goes on from its last checkpoint, as bytes: no further epoch", async () => {
    const experiment = createExperiment({ ...lbfgs, precision: "float64" });
    const first = await createTraining(experiment, dataset);
    for await (const _ of first);
    const checkpoint = loadCheckpoint(saveCheckpoint(first.checkpoint()), "checkpoint.npz");
    expect(checkpoint.epoch).toBeLessThan(60);
    const again = await createTraining(experiment, dataset, { checkpoint });
    expect(again.isComplete()).toBe(true);
    for await (const _ of again) throw new Error("nothing is left to train");
    expect(again.model().weights).toEqual(first.model().weights);
  });

  it("never goes up on wasm in float32 either, and ends within 1e-3 of the minimum's weights", async () => {
    const { objectives, weights } = await minimize({ engine: "wasm" });
    for (const [index, value] of objectives.slice(1).entries())
      expect(value).toBeLessThanOrEqual(objectives[index]);
    expect(Math.abs((objectives.at(-1) ?? Number.NaN) - regression.objective)).toBeLessThan(1e-6);
    expect(distance(weights)).toBeLessThan(1e-3);
  });
});
