import { describe, expect, it } from "vitest";
import { splitFolds } from "../../src/dataset/folds.ts";
import { createSamples, type Dataset } from "../../src/dataset/samples.ts";
import { ParameterError } from "../../src/errors.ts";
import { createExperiment, type ExperimentSettings } from "../../src/experiment.ts";
import { weightsSha256 } from "../../src/format/weights-sha256.ts";
import { evaluate } from "../../src/prediction/evaluate.ts";
import { foldDataset, trainFold } from "../../src/training/cross-validation.ts";
import { DivergenceError } from "../../src/training/divergence.ts";
import { flatMetrics, poolScores } from "../../src/training/summarize-folds.ts";
import { createTraining } from "../../src/training/train.ts";
import { someSamples } from "../engine/small-network.ts";

const dataset: Dataset = {
  name: "small",
  classes: ["a", "b", "c"],
  imageShape: [5, 6],
  train: someSamples(200, 30, 3),
  test: someSamples(20, 30, 3),
  sources: [],
};
const folds = splitFolds(dataset.train.labels, 4, { stratified: true, seed: 0 });
const experiment = (settings: ExperimentSettings = {}) =>
  createExperiment({ hidden: [6], epochs: 3, learningRate: 0.2, ...settings });

describe("foldDataset", () => {
  it("has the fold's samples, and no test set", () => {
    const { train, validation, test, classes } = foldDataset(dataset, folds[1]);
    expect(train.count).toBe(150);
    expect(Array.from(train.features.subarray(0, 30))).toEqual(
      Array.from(dataset.train.features.subarray(30 * folds[1].train[0], 30 * folds[1].train[0] + 30)),
    );
    expect(Array.from(validation?.labels ?? [])).toEqual(
      Array.from(folds[1].validation, (sample) => dataset.train.labels[sample]),
    );
    expect(test).toBeUndefined();
    expect(classes).toBe(dataset.classes);
  });
});

describe("trainFold", () => {
  it.each(["wasm", "reference"] as const)(
    "trains on the other folds alone, as a training of these samples does, and measures its own, %s",
    async (engine) => {
      const settings = experiment({ engine });
      const { train, validation } = foldDataset(dataset, folds[2]);
      const alone = await createTraining(settings, { ...dataset, train });
      for await (const _ of alone);
      const result = await trainFold(settings, dataset, folds[2]);
      expect(result.weightsSha256).toBe(await weightsSha256(alone.model().weights));
      expect(result.metrics).toEqual(await evaluate(alone.model(), validation ?? train, { engine }));
      expect(result.samples).toBe(folds[2].validation);
      expect(result.scores).toHaveLength(3 * folds[2].validation.length);
      expect(result.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
      expect(result.history[2].validationAccuracy).toBe(flatMetrics(result.metrics).accuracy);
      expect(result.seconds).toBeCloseTo(
        result.history.reduce((sum, { seconds }) => sum + seconds, 0),
        12,
      );
    },
  );

  it("measures the weights that the experiment gives back: the best epoch's, not the last one's", async () => {
    const settings = { keepBest: true, learningRate: 4, epochs: 12, monitor: "trainAccuracy" } as const;
    const { history, metrics } = await trainFold(experiment(settings), dataset, folds[0]);
    const best = history.reduce((a, b) => ((b.trainAccuracy ?? 0) > (a.trainAccuracy ?? 0) ? b : a));
    expect(best.epoch).toBeLessThan(12);
    expect(best.validationLoss).not.toBe(history[11].validationLoss);
    expect(metrics).toMatchObject({ accuracy: best.validationAccuracy, crossEntropy: best.validationLoss });
  });

  it("gives every sample a score out of fold, once", async () => {
    const results = [];
    for (const fold of folds) results.push(await trainFold(experiment({ epochs: 1 }), dataset, fold));
    const { samples } = poolScores(results, dataset.train.labels, dataset.classes);
    expect(Array.from(samples)).toEqual(Array.from({ length: 200 }, (_, sample) => sample));
  });

  it("names the sample that it diverged at as the dataset counts it", async () => {
    const { features, labels, featureCount } = dataset.train;
    const planted = Float32Array.from(features);
    planted[featureCount * 171 + 4] = Number.POSITIVE_INFINITY;
    const broken = { ...dataset, train: createSamples(planted, labels, featureCount) };
    const fold = folds.find(({ train }) => train.includes(171)) ?? folds[0];
    const failure = trainFold(experiment({ scaling: "none" }), broken, fold);
    await expect(failure).rejects.toThrow(DivergenceError);
    await expect(failure).rejects.toMatchObject({ divergence: { epoch: 1, sample: 171 } });
  });

  it("says how far it is, and stops where the signal says so", async () => {
    const controller = new AbortController();
    let epochs = 0;
    const stopped = trainFold(experiment({ epochs: 1_000_000 }), dataset, folds[0], {
      signal: controller.signal,
      onProgress(progress) {
        if (progress.kind === "epoch" && ++epochs === 2) controller.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
    expect(epochs).toBe(2);
  });

  it("refuses a validation set beside the folds", async () => {
    const share = trainFold(experiment({ validation: 0.1 }), dataset, folds[0]);
    await expect(share).rejects.toThrow(ParameterError);
    await expect(share).rejects.toThrow(/validation must be none in a cross-validation, .* got 0.1/);
    const own = { ...dataset, validation: dataset.train };
    await expect(trainFold(experiment(), own, folds[0])).rejects.toThrow(ParameterError);
  });
});
