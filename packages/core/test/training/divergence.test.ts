import { describe, expect, it } from "vitest";
import type { Dataset } from "../../src/dataset/samples.ts";
import { createEngine } from "../../src/engine/create-engine.ts";
import { emptyTally } from "../../src/engine/engine.ts";
import { createExperiment, type Experiment } from "../../src/experiment.ts";
import { findNonFinite, type Matrix } from "../../src/network/matrix.ts";
import type { Weights } from "../../src/network/network.ts";
import { DivergenceError } from "../../src/training/divergence.ts";
import { createTraining } from "../../src/training/train.ts";
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
  const training = await createTraining(experiment, data, initialWeights && { initialWeights });
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
      expect(error.message).toMatch(/epoch 1, step 1 .*layer 1 .*\n {2}Try a smaller learning rate/);
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

  it("finds a step in the middle of a range, and keeps the weights from just before it, bit for bit", async () => {
    // Pixel 29 is lit in sample 12 alone; it alone wakes the hidden units 0 and 1, which output unit 0 weighs with
    // 3e38 each: only there does z overflow, and the loss with it.
    const features = dataset.train.features.slice();
    for (let sample = 0; sample < 300; sample++) features[sample * 30 + 29] = sample === 12 ? 255 : 0;
    const crafted = { ...dataset, train: { ...dataset.train, features } };
    const [w1, w2] = someWeights(sigmoidNetwork(30, 6, 3), "float32");
    for (const unit of [0, 1]) {
      w1.values[unit * 31] = -1000;
      w1.values[unit * 31 + 30] = 2000;
      w2.values[1 + unit] = 3e38;
    }
    const error = await divergenceOf({ engine: "wasm" }, [w1, w2], crafted);
    expect(error.divergence).toMatchObject({
      epoch: 1,
      step: 13,
      sample: 12,
      layer: 2,
      quantity: "pre-activation",
    });

    const settings = { network: sigmoidNetwork(30, 6, 3), weights: [w1, w2], precision: "float32" } as const;
    const engine = await createEngine("wasm", { ...settings, updateOrder: "together" });
    const order = Uint32Array.from({ length: 12 }, (_, index) => index);
    await engine.train({ samples: crafted.train, order, learningRate: 0.01 }, emptyTally);
    expect(error.lastGood).toEqual(engine.weights());
  });
});
