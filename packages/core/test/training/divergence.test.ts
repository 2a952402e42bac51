import { describe, expect, it } from "vitest";
import type { Dataset } from "../../src/dataset/samples.ts";
import { createEngine } from "../../src/engine/create-engine.ts";
import { emptyTally } from "../../src/engine/engine.ts";
import { createExperiment, type Experiment } from "../../src/experiment.ts";
import { createRule } from "../../src/network/create-objective.ts";
import { findNonFinite, type Matrix } from "../../src/network/matrix.ts";
import type { Weights } from "../../src/network/network.ts";
import { DivergenceError } from "../../src/training/divergence.ts";
import { createTraining, type Training } from "../../src/training/train.ts";
import { sigmoidNetwork, someSamples, someWeights } from "../engine/small-network.ts";

const dataset: Dataset = {
  name: "small",
  classes: ["a", "b", "c"],
  imageShape: [5, 6],
  train: someSamples(300, 30, 3),
  sources: [],
};

async function divergenceOf(
  settings: Partial<Experiment>,
  initialWeights?: Weights,
  data: Dataset = dataset,
): Promise<DivergenceError> {
  const experiment = createExperiment({ hidden: [6], shuffle: false, ...settings });
  return carryOut(await createTraining(experiment, data, initialWeights && { initialWeights }));
}

/** What stops a training that goes wrong; the training is left with the last good weights. */
async function carryOut(training: Training): Promise<DivergenceError> {
  try {
    for await (const _ of training);
  } catch (error) {
    if (error instanceof DivergenceError) {
      expect(training.model().weights).toEqual(error.lastGood);
      return error;
    }
    throw error;
  }
  throw new Error("expected the training to diverge");
}

describe("a training that diverges", () => {
  for (const engine of ["reference", "wasm"] as const) {
    it(`names epoch, step, layer and what to try, and keeps finite weights, ${engine}`, async () => {
      const error = await divergenceOf({ engine, updateOrder: "output-first", learningRate: 1e30 });
      // Step 1: w2 becomes about 1e30; the error sent back through it, times 1e30, is past float32's 3.4e38.
      expect(error.divergence).toMatchObject({ epoch: 1, step: 1, sample: 0, layer: 1, quantity: "weight" });
      expect(error.message).toMatch(
        /epoch 1, step 1 .*layer 1 .*\n.*largest weight was 0\.\d+ .*norm was .*\n {2}Try a smaller learning rate: it is 1e\+30/,
      );
      expect(error.lastGood.every((matrix) => findNonFinite(matrix) === undefined)).toBe(true);
    });

    it(`names a pre-activation that overflows before any weight does, ${engine}`, async () => {
      const large = (rows: number, columns: number): Matrix => ({
        rows,
        columns,
        values: new Float32Array(rows * columns).fill(3e38),
      });
      const error = await divergenceOf({ engine, learningRate: 1e-30 }, [large(6, 31), large(3, 7)]);
      expect(error.divergence).toMatchObject({ epoch: 1, step: 1, layer: 1, quantity: "pre-activation" });
    });
  }

  /**
   * Pixel 29 is lit in sample 12 alone; it alone wakes the hidden units 0 and 1, which output unit 0 weighs with
   * 3e38 each: only there does z overflow, and the loss with it.
   */
  function craft(): { data: Dataset; weights: Weights } {
    const features = dataset.train.features.slice();
    for (let sample = 0; sample < 300; sample++) features[sample * 30 + 29] = sample === 12 ? 255 : 0;
    const [w1, w2] = someWeights(sigmoidNetwork(30, 6, 3), "float32");
    for (const unit of [0, 1]) {
      w1.values[unit * 31] = -1000;
      w1.values[unit * 31 + 30] = 2000;
      w2.values[1 + unit] = 3e38;
    }
    return { data: { ...dataset, train: { ...dataset.train, features } }, weights: [w1, w2] };
  }
  const found = { epoch: 1, sample: 12, layer: 2, quantity: "pre-activation", largestWeightLayer: 2 };
  const firstSteps = (samples: number) => Uint32Array.from({ length: samples }, (_, index) => index);

  it("finds a step in the middle of a range, and keeps the weights from just before it, bit for bit", async () => {
    const { data, weights } = craft();
    const error = await divergenceOf({ engine: "wasm" }, weights, data);
    expect(error.divergence).toMatchObject({ ...found, step: 13, batchSize: 1 });
    const settings = { network: sigmoidNetwork(30, 6, 3), weights, precision: "float32" } as const;
    const engine = await createEngine("wasm", { ...settings, updateOrder: "together" });
    await engine.train({ samples: data.train, order: firstSteps(12), learningRate: 0.01 }, emptyTally);
    expect(error.lastGood).toEqual(engine.weights());
  });

  it.each(["wasm", "reference"] as const)(
    "finds the batch and the sample in it, and leaves weights and memory from just before, bit for bit, %s",
    async (name) => {
      const { data, weights } = craft();
      const experiment = createExperiment({
        engine: name,
        hidden: [6],
        shuffle: false,
        descent: "minibatch",
        batchSize: 5,
        optimizer: "momentum",
      });
      const training = await createTraining(experiment, data, { initialWeights: weights });
      const error = await carryOut(training);
      expect(error.divergence).toMatchObject({ ...found, step: 3, batchSize: 5, learningRate: 0.01 });
      expect(error.message).toContain("(training sample 12, in a batch of 5)");

      const engine = await createEngine(name, {
        network: sigmoidNetwork(30, 6, 3),
        weights,
        precision: "float32",
        updateOrder: "together",
        rule: createRule(experiment),
      });
      const range = { samples: data.train, order: firstSteps(10), batchSize: 5, learningRate: 0.01 };
      await engine.train(range, emptyTally);
      expect(error.lastGood).toEqual(engine.weights());
      expect(training.checkpoint().memory).toEqual(engine.memory());
    },
  );

  it("is no matter of the weights alone: a loss that overflows float32 is named too", async () => {
    // Identity outputs of 1e20: finite, but their squares are past 3.4e38.
    const values = new Float32Array(3 * 7).fill(0);
    for (const unit of [0, 1, 2]) values[unit * 7] = 1e20;
    const initial = [someWeights(sigmoidNetwork(30, 6, 3), "float32")[0], { rows: 3, columns: 7, values }];
    const error = await divergenceOf({ engine: "wasm", output: "identity", learningRate: 1e-30 }, initial);
    expect(error.divergence).toMatchObject({ epoch: 1, step: 1, sample: 0, layer: 2, quantity: "loss" });
  });
});
