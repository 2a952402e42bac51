import { expect, it } from "vitest";
import type { Dataset } from "../../../src/dataset/samples.ts";
import type { EngineName } from "../../../src/engine/engine.ts";
import { createExperiment, type ExperimentSettings, hyperparameters } from "../../../src/experiment.ts";
import { initializerNames } from "../../../src/network/initializers.ts";
import type { Weights } from "../../../src/network/network.ts";
import { createTraining } from "../../../src/training/train.ts";
import { someSamples } from "../small-network.ts";
import { expectCloseWeights, STEPS_TOLERANCE } from "./beside-reference.ts";

const dataset: Dataset = {
  name: "small",
  classes: ["a", "b", "c"],
  imageShape: [3, 4],
  train: someSamples(60, 12, 3),
  sources: [],
};

const schedules: Record<string, ExperimentSettings> = {
  constant: {},
  step: { decayEvery: 2, decayFactor: 0.3 },
  exponential: { decayFactor: 0.7 },
  cosine: { warmupEpochs: 1.3, minLearningRate: 0.001 },
  "one-cycle": {},
  "inverse-scaling": { decayPower: 0.7 },
  "reduce-on-plateau": { plateauPatience: 0, minDelta: 0.05, decayFactor: 0.5, minLearningRate: 0.02 },
};

async function train(settings: ExperimentSettings) {
  const experiment = createExperiment({
    hidden: [5],
    activation: "tanh",
    output: "softmax",
    descent: "minibatch",
    batchSize: 8,
    optimizer: "momentum",
    learningRate: 0.1,
    epochs: 4,
    ...settings,
  });
  const training = await createTraining(experiment, dataset);
  const initial = training.model().weights;
  const rates: number[] = [];
  for await (const progress of training) if (progress.kind === "epoch") rates.push(progress.learningRate);
  return { initial, rates, weights: training.model().weights };
}

const rounded = (weights: Weights) => weights.map(({ values }) => Float32Array.from(values));

/** Whole experiments: what lies above the engines reaches each of them alike. */
export function describeExperiments(name: EngineName): void {
  const beside = async (settings: ExperimentSettings) => ({
    own: await train({ ...settings, engine: name, precision: "float32" }),
    wanted: await train({ ...settings, engine: "reference", precision: "float64" }),
  });

  it("tries every schedule of the table", () => {
    expect(Object.keys(schedules)).toEqual(hyperparameters.schedule.choices);
  });

  it.each(Object.entries(schedules))(
    "ends four epochs with the same weights, to 5e-5, and the very same learning rates, schedule %s",
    async (schedule, settings) => {
      const { own, wanted } = await beside({ ...settings, schedule } as ExperimentSettings);
      expect(own.rates).toEqual(wanted.rates);
      expect(own.rates).toHaveLength(4);
      expect(new Set(own.rates).size === 1).toBe(schedule === "constant");
      expectCloseWeights(own.weights, wanted.weights, STEPS_TOLERANCE, "the weights");
    },
  );

  it.each(initializerNames)(
    "begins with the float64 weights rounded to float32, and ends within 5e-5, init %s",
    async (init) => {
      const { own, wanted } = await beside({ init });
      expect(rounded(own.initial)).toEqual(rounded(wanted.initial));
      expectCloseWeights(own.weights, wanted.weights, STEPS_TOLERANCE, "the weights");
    },
  );
}
