import { describe, expect, it } from "vitest";
import type { Dataset } from "../../src/dataset/samples.ts";
import { ShapeError } from "../../src/errors.ts";
import { createExperiment, type Experiment } from "../../src/experiment.ts";
import { weightsSha256 } from "../../src/format/weights-sha256.ts";
import { createTraining, type EpochProgress, type TrainingOptions } from "../../src/training/train.ts";
import { sigmoidNetwork, someSamples, someWeights } from "../engine/small-network.ts";

const dataset: Dataset = {
  name: "small",
  classes: ["a", "b", "c"],
  imageShape: [5, 6],
  train: someSamples(700, 30, 3),
  sources: [],
};

async function trained(settings: Partial<Experiment>, options?: TrainingOptions) {
  const training = await createTraining(
    createExperiment({ hidden: [6], epochs: 3, ...settings }),
    dataset,
    options,
  );
  const epochs: EpochProgress[] = [];
  let done = [0, 0];
  for await (const progress of training) {
    if (progress.kind === "epoch") epochs.push(progress);
    else done = [progress.sample, progress.samples];
  }
  const { weights } = training.model();
  return { training, epochs, done, sha256: await weightsSha256(weights), weights };
}

describe("a training", () => {
  it("yields ranges and epochs in order, and learns", async () => {
    const { epochs, done } = await trained({ learningRate: 0.2, epochs: 60 });
    expect(epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    expect(done).toEqual([700, 700]);
    expect(epochs[59].trainLoss).toBeLessThan(epochs[0].trainLoss);
    expect(epochs[59].trainAccuracy).toBeGreaterThan(epochs[0].trainAccuracy ?? 1);
    expect(epochs[0]).toMatchObject({ kind: "epoch", learningRate: 0.2 });
    expect(epochs[0].samplesPerSecond).toBeCloseTo(700 / epochs[0].seconds, 6);
  });

  // Committed so that every Node version, processor and later change of the code proves the same bits.
  it.each([
    ["wasm", "float32", "9223f31bc2a11caf"],
    ["reference", "float32", "6d864ff784cc0f25"],
    ["reference", "float64", "5b8ce068debe6101"],
  ] as const)("ends with the same bits everywhere, %s %s", async (engine, precision, sha256) => {
    const first = await trained({ engine, precision, hidden: [6, 5], learningRate: 0.1, seed: 7 });
    const again = await trained({ engine, precision, hidden: [6, 5], learningRate: 0.1, seed: 7 });
    expect(again.sha256).toBe(first.sha256);
    expect(again.epochs.map(({ trainLoss }) => trainLoss)).toEqual(
      first.epochs.map(({ trainLoss }) => trainLoss),
    );
    expect(first.sha256.slice(0, 16)).toBe(sha256);
  });

  it("goes step by step where it is asked to, to the same bits", async () => {
    const experiment = createExperiment({ hidden: [6], epochs: 2, descent: "minibatch", batchSize: 50 });
    const training = await createTraining(experiment, dataset);
    training.limitRanges(1);
    const steps: number[] = [];
    for await (const progress of training) {
      if (progress.kind === "epoch") training.limitRanges(Number.POSITIVE_INFINITY);
      else steps.push(progress.sample);
    }
    expect(steps.slice(0, 14)).toEqual(Array.from({ length: 14 }, (_, step) => 50 * (step + 1)));
    expect(steps.length).toBeLessThan(28);
    const whole = await trained({ epochs: 2, descent: "minibatch", batchSize: 50 });
    expect(await weightsSha256(training.model().weights)).toBe(whole.sha256);
  });

  it("depends on the seed, the order and the update order", async () => {
    const settings: Partial<Experiment>[] = [
      {},
      { seed: 1 },
      { shuffle: false },
      { updateOrder: "output-first" },
    ];
    const sums = await Promise.all(settings.map(async (setting) => (await trained(setting)).sha256));
    expect(new Set(sums).size).toBe(settings.length);
  });

  it("begins with the weights that it is given, and refuses those of another shape", async () => {
    const initialWeights = someWeights(sigmoidNetwork(30, 6, 3), "float64");
    const experiment = createExperiment({ hidden: [6] });
    const training = await createTraining(experiment, dataset, { initialWeights });
    expect(Array.from(training.model().weights[1].values)).toEqual(Array.from(initialWeights[1].values));
    const wrong = someWeights(sigmoidNetwork(30, 7, 3), "float64");
    await expect(createTraining(experiment, dataset, { initialWeights: wrong })).rejects.toThrow(ShapeError);
  });

  it("refuses a label that is none of the classes, naming the sample", async () => {
    const labels = dataset.train.labels.slice();
    labels[17] = 3;
    const wrong = { ...dataset, train: { ...dataset.train, labels } };
    const refused = createTraining(createExperiment({ hidden: [6] }), wrong);
    await expect(refused).rejects.toThrow(/3 classes, got label 3 for training sample 17/);
  });

  it("stops after the range under way when the signal says so, with the weights of that moment", async () => {
    const controller = new AbortController();
    const training = await createTraining(createExperiment({ hidden: [6], epochs: 1_000_000 }), dataset, {
      signal: controller.signal,
    });
    let epochs = 0;
    for await (const progress of training) {
      if (progress.kind === "epoch" && ++epochs === 2) controller.abort();
    }
    expect(epochs).toBe(2);
    const { sha256 } = await trained({ epochs: 2 });
    expect(await weightsSha256(training.model().weights)).toBe(sha256);
  });
});
