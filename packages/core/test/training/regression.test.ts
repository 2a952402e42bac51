import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { splitFolds } from "../../src/dataset/folds.ts";
import { createSamples, type Dataset, sliceSamples } from "../../src/dataset/samples.ts";
import { ParameterError, ShapeError } from "../../src/errors.ts";
import { createExperiment, type ExperimentSettings } from "../../src/experiment.ts";
import { loadModel, saveModel } from "../../src/format/model-npz.ts";
import { weightsSha256 } from "../../src/format/weights-sha256.ts";
import { createNetwork } from "../../src/network/create-network.ts";
import { initialWeights } from "../../src/network/initializers.ts";
import { evaluate, evaluateRegression } from "../../src/prediction/evaluate.ts";
import { predict } from "../../src/prediction/predict.ts";
import { createPredictor } from "../../src/prediction/predictor.ts";
import { traceDeltas } from "../../src/prediction/trace-deltas.ts";
import { traceSample } from "../../src/prediction/trace-sample.ts";
import { loadCheckpoint, saveCheckpoint } from "../../src/training/checkpoint.ts";
import { trainFold } from "../../src/training/cross-validation.ts";
import { checkGradients } from "../../src/training/gradient-check.ts";
import { flatMetrics, summarizeRegressionFolds } from "../../src/training/summarize-folds.ts";
import { createTraining, type EpochProgress } from "../../src/training/train.ts";

/** NumPy's least squares: see fixtures/linear-regression.py. */
const fixture: {
  readonly features: readonly number[];
  readonly targets: readonly number[];
  readonly predictions: readonly number[];
  readonly meanSquaredErrors: readonly number[];
} = JSON.parse(readFileSync(new URL("fixtures/linear-regression.json", import.meta.url), "utf8"));

const train = createSamples(
  Float32Array.from(fixture.features),
  new Uint8Array(60),
  3,
  Float32Array.from(fixture.targets),
);
const dataset: Dataset = {
  name: "plane",
  task: "regression",
  classes: [],
  targetNames: ["height", "width"],
  featureNames: ["mass", "tilt", "depth"],
  imageShape: [1, 3],
  train,
  sources: [],
};
const linear = { task: "regression", hidden: [], descent: "batch", optimizer: "lbfgs", epochs: 100 } as const;
const wide = {
  task: "regression",
  hidden: [16],
  activation: "tanh",
  learningRate: 0.02,
  epochs: 40,
} as const;

async function trained(settings: ExperimentSettings, from = dataset) {
  const training = await createTraining(createExperiment(settings), from);
  const epochs: EpochProgress[] = [];
  for await (const progress of training) if (progress.kind === "epoch") epochs.push(progress);
  return { training, epochs, model: training.model() };
}

describe("a regression", () => {
  it.each([
    [{ precision: "float64" }, 1e-6],
    [{ engine: "wasm" }, 1e-4],
    [{ engine: "wasm", scaling: "range" }, 1e-3],
  ] as const)(
    "without hidden layers ends in NumPy's least squares, in the targets' own units: %j",
    async (more, tolerance) => {
      const { model } = await trained({ ...linear, ...more });
      const said = await predict(model, train.features);
      for (const [sample, { scores, prediction }] of said.entries()) {
        expect(prediction).toBe(scores[0]);
        for (const [k, value] of scores.entries()) {
          const wanted = fixture.predictions[2 * sample + k];
          // Of the targets' deviations, which are about 5 and 0.7; float32 says a hundred to 4e-6.
          expect(Math.abs(value - wanted)).toBeLessThan(10 * tolerance + 4e-6 * Math.abs(wanted));
        }
      }
      const { perTarget } = await evaluateRegression(model, train);
      for (const [k, wanted] of fixture.meanSquaredErrors.entries())
        expect(Math.abs(perTarget[k].meanSquaredError - wanted)).toBeLessThan(0.01 * wanted);
    },
  );

  it("has identity outputs and squared error by default, and epochs of losses alone", async () => {
    const { epochs, model } = await trained({ ...wide, validation: 0.2 });
    expect(model.network.layers.map(({ activation }) => activation)).toEqual(["tanh", "identity"]);
    expect(model.network.loss).toBe("mean-squared-error");
    expect(model).toMatchObject({
      classes: [],
      targetNames: dataset.targetNames,
      featureNames: dataset.featureNames,
    });
    expect(Object.keys(epochs[0])).toEqual([
      "kind",
      "epoch",
      "trainLoss",
      "validationLoss",
      "validationR2",
      "learningRate",
      "seconds",
      "samplesPerSecond",
    ]);
    expect(epochs[39].trainLoss).toBeLessThan(0.3 * epochs[0].trainLoss);
    expect(epochs[39].validationR2).toBeGreaterThan(0.5);
  });

  it("learns scaling and targets of the training samples alone: the validation set moves neither", async () => {
    const moved = { ...dataset, validation: sliceSamples(train, 0, 5) };
    const other = { ...moved, validation: { ...moved.validation, features: new Float32Array(15).fill(9e9) } };
    const networks = [dataset, moved, other].map((data) => createNetwork(createExperiment(wide), data));
    expect(networks[1]).toEqual(networks[0]);
    expect(networks[2]).toEqual(networks[0]);
    const mean = fixture.targets.filter((_, at) => at % 2 === 0).reduce((sum, y) => sum + y, 0) / 60;
    expect(networks[0].targets?.offsets[0]).toBeCloseTo(mean, 10);
  });

  it.each(["wasm", "reference"] as const)(
    "keeps the best epoch, and repeats bit for bit after a checkpoint, %s",
    async (engine) => {
      const settings = createExperiment({
        ...wide,
        engine,
        epochs: 6,
        keepBest: true,
        descent: "minibatch",
        batchSize: 7,
      });
      expect(settings.monitor).toBe("trainLoss");
      const whole = await trained({ ...settings });
      const first = await createTraining(settings, dataset);
      for await (const progress of first) if (progress.kind === "epoch" && progress.epoch === 3) break;
      const checkpoint = loadCheckpoint(saveCheckpoint(first.checkpoint()), "checkpoint.npz");
      const second = await createTraining(settings, dataset, { checkpoint });
      for await (const _ of second);
      expect(await weightsSha256(second.model().weights)).toBe(await weightsSha256(whole.model.weights));
      expect(second.model().network).toEqual(whole.model.network);
    },
  );

  it("says the same of one sample as of many, and after its file was written and read", async () => {
    const { model } = await trained(wide);
    const loaded = loadModel(saveModel(model), "plane.npz");
    expect(loaded.network).toEqual(model.network);
    const together = await predict(loaded, train.features);
    const predictor = await createPredictor(model);
    for (const sample of [0, 59]) {
      const row = train.features.subarray(3 * sample, 3 * sample + 3);
      expect(predictor.predict(row)).toEqual(together[sample]);
      const trace = traceSample(model, row);
      const scale = model.network.targets ?? { offsets: [], divisors: [] };
      for (const [k, a] of trace.layers[1].a.entries())
        expect(a * scale.divisors[k] + scale.offsets[k]).toBeCloseTo(together[sample].scores[k], 3);
      const { loss } = traceDeltas(model, trace, fixture.targets.slice(2 * sample, 2 * sample + 2));
      const off = trace.layers[1].a.map(
        (a, k) => a - (fixture.targets[2 * sample + k] - scale.offsets[k]) / scale.divisors[k],
      );
      expect(loss).toBeCloseTo((off[0] * off[0] + off[1] * off[1]) / 2, 5);
    }
    predictor.close();
  });

  it("has a gradient that agrees with central differences", async () => {
    const experiment = createExperiment(wide);
    const network = createNetwork(experiment, dataset);
    const weights = initialWeights(network, 0, "float64", "glorot-normal", 1);
    for (const check of await checkGradients(network, weights, sliceSamples(train, 0, 9)))
      expect(check.passed).toBe(true);
    const { targets, ...bare } = train;
    await expect(checkGradients(network, weights, bare)).rejects.toThrow(ShapeError);
  });

  it("is cross-validated: every fold scales by its own training samples, and all are pooled", async () => {
    const folds = splitFolds(train.labels, 4, { stratified: false, seed: 1 });
    const results = [];
    for (const fold of folds) results.push(await trainFold(createExperiment(linear), dataset, fold));
    const summary = summarizeRegressionFolds(results, train, dataset.targetNames ?? []);
    expect(Object.keys(summary.mean)).toEqual([
      "meanSquaredError",
      "rootMeanSquaredError",
      "meanAbsoluteError",
      "r2",
    ]);
    expect(summary.mean.r2).toBeGreaterThan(0.7);
    expect(summary.pooled.perTarget.map(({ target }) => target)).toEqual(["height", "width"]);
    const sizes = results.map(({ samples }) => samples.length);
    // 15 samples a fold: the mean over all samples is the mean of the folds.
    expect(sizes).toEqual([15, 15, 15, 15]);
    const squares = results.map(({ metrics }) => flatMetrics(metrics).meanSquaredError ?? 0);
    expect(summary.pooled.meanSquaredError).toBeCloseTo(squares.reduce((a, b) => a + b) / 4, 8);
  });

  it("refuses what is of classes, and data of the other kind", async () => {
    const { model } = await trained({ ...wide, epochs: 1 });
    await expect(evaluate(model, train)).rejects.toThrow("evaluate is for models that tell classes apart");
    await expect(createTraining(createExperiment({}), dataset)).rejects.toThrow(
      "task classification needs data with labels, got plane with targets.",
    );
    const { targets, ...bare } = train;
    const { task, ...classes } = { ...dataset, classes: ["a", "b"], train: bare };
    await expect(createTraining(createExperiment(wide), classes)).rejects.toThrow(
      "task regression needs data with targets, got plane with labels.",
    );
    for (const [settings, message] of [
      [{ labelSmoothing: 0.1 }, "labelSmoothing goes with task classification, got task regression."],
      [{ classWeights: "balanced" }, "classWeights goes with task classification"],
      [{ output: "softmax" }, "task regression needs output identity and loss mean-squared-error"],
      [{ loss: "cross-entropy" }, "task regression needs output identity and loss mean-squared-error"],
      [
        { patience: 2, monitor: "trainAccuracy" },
        "monitor trainAccuracy is of classes, got task regression.",
      ],
    ] as const) {
      expect(() => createExperiment({ ...wide, ...settings })).toThrow(ParameterError);
      expect(() => createExperiment({ ...wide, ...settings })).toThrow(message);
    }
  });
});
