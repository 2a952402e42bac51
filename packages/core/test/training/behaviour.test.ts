// What early stopping and schedules do on real digits, beside what happens without them. The numbers of the
// assertions leave room around what was seen.

import { beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "../../src/dataset/load-dataset.node.ts";
import { type Dataset, sliceSamples } from "../../src/dataset/samples.ts";
import { createExperiment, type ExperimentSettings } from "../../src/experiment.ts";
import { evaluate } from "../../src/prediction/evaluate.ts";
import type { EpochRecord } from "../../src/training/history.ts";
import { createTraining, type Training } from "../../src/training/train.ts";

let mnist: Dataset;
beforeAll(async () => {
  mnist = await loadDataset("mnist");
});

async function run(samples: number, settings: ExperimentSettings) {
  const dataset = { ...mnist, train: sliceSamples(mnist.train, 0, samples) };
  const training = await createTraining(createExperiment(settings), dataset);
  const history: EpochRecord[] = [];
  for await (const progress of training) if (progress.kind === "epoch") history.push(progress);
  return { training, history };
}

async function testAccuracy(training: Training): Promise<number> {
  const { test } = training.dataset;
  if (!test) throw new Error("MNIST has a test set");
  return (await evaluate(training.model(), test)).accuracy;
}

const relu = {
  hidden: [64],
  activation: "relu",
  output: "softmax",
  descent: "minibatch",
  optimizer: "adam",
} as const;

describe("early stopping on 1,500 digits, a fifth of them for validation", () => {
  const overfitting = { ...relu, learningRate: 0.005, epochs: 60, validation: 0.2 };

  it("ends when the validation loss has not fallen for 5 epochs, and gives back the best epoch's weights", async () => {
    const { training, history } = await run(1500, { ...overfitting, patience: 5 });
    const best = training.best();
    const losses = history.map((record) => record.validationLoss ?? Number.NaN);
    expect(history.length).toBeLessThan(60);
    expect(best?.value).toBe(Math.min(...losses));
    expect(history.length).toBe((best?.epoch ?? 0) + 5);
    expect(training.isComplete()).toBe(true);
    const { validation } = training.dataset;
    const kept = validation && (await evaluate(training.model(), validation));
    expect(kept?.accuracy).toBe(history[(best?.epoch ?? 0) - 1].validationAccuracy);
    expect(kept?.crossEntropy).toBeCloseTo(best?.value ?? 0, 6);
  });

  it("trains on with the same bits when there is no patience: the network overfits, its loss rises by half", async () => {
    const stopped = await run(1500, { ...overfitting, patience: 5 });
    const { training, history } = await run(1500, { ...overfitting, keepBest: true });
    expect(history).toHaveLength(60);
    const losses = (records: EpochRecord[]) => records.map((record) => record.validationLoss);
    expect(losses(history).slice(0, stopped.history.length)).toEqual(losses(stopped.history));
    expect(history[59].validationLoss).toBeGreaterThan(1.25 * (training.best()?.value ?? 0));
    expect(history[59].trainAccuracy).toBe(1);
  });

  it("counts only improvements of more than minDelta, and can watch the accuracy instead", async () => {
    const strict = await run(1500, { ...overfitting, patience: 3, minDelta: 0.05 });
    const loose = await run(1500, { ...overfitting, patience: 3 });
    expect(strict.history.length).toBeLessThan(loose.history.length);
    const watched = await run(1500, { ...overfitting, patience: 3, monitor: "validationAccuracy" });
    const accuracies = watched.history.map((record) => record.validationAccuracy ?? 0);
    expect(watched.training.best()?.value).toBe(Math.max(...accuracies));
  });
});

describe("schedules on 6,000 digits", () => {
  it("reduce-on-plateau lowers a learning rate that is too large, and ends far below the constant one", async () => {
    const rough = { ...relu, optimizer: "momentum", learningRate: 0.15, epochs: 20, seed: 1 } as const;
    const constant = await run(6000, rough);
    const plateau = await run(6000, { ...rough, schedule: "reduce-on-plateau", plateauPatience: 1 });
    const rates = plateau.history.map((record) => record.learningRate);
    const last = (records: EpochRecord[]) => records[records.length - 1].trainLoss;
    expect(rates[0]).toBe(0.15);
    expect(rates[19]).toBeLessThanOrEqual(0.03);
    for (let epoch = 1; epoch < 20; epoch++) {
      expect(rates[epoch]).toBeLessThanOrEqual(rates[epoch - 1]);
      // A drop comes only after an epoch that was no improvement.
      if (rates[epoch] < rates[epoch - 1]) {
        const before = plateau.history.slice(0, epoch).map((record) => record.trainLoss);
        expect(before[epoch - 1]).toBeGreaterThan(Math.min(...before.slice(0, -1)));
      }
    }
    expect(last(plateau.history)).toBeLessThan(0.5 * last(constant.history));
  });

  it("one-cycle rises to its peak, falls to almost nothing, and ends better than its peak rate held all the time", async () => {
    const fast = { ...relu, optimizer: "momentum", learningRate: 0.15, epochs: 8, seed: 1 } as const;
    const held = await run(6000, fast);
    const cycle = await run(6000, { ...fast, schedule: "one-cycle" });
    const rates = cycle.history.map((record) => record.learningRate);
    const peak = rates.indexOf(Math.max(...rates));
    expect(peak).toBeGreaterThan(0);
    expect(peak).toBeLessThan(4);
    expect(rates[7]).toBeLessThan(0.15 / 1000);
    expect(cycle.history[7].trainLoss).toBeLessThan(held.history[7].trainLoss);
    expect(await testAccuracy(cycle.training)).toBeGreaterThan(await testAccuracy(held.training));
  });
});
