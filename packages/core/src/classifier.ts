// The shortest path for who knows scikit-learn: fit, predict, predictProba, score, partialFit.

import { createSamples, type Dataset, type Samples } from "./dataset/samples.ts";
import { ParameterError, ShapeError } from "./errors.ts";
import { createExperiment, type ExperimentSettings } from "./experiment.ts";
import type { Model } from "./format/model.ts";
import { createLabels, type Labels, MAX_CLASSES } from "./labels.ts";
import { predict } from "./prediction/predict.ts";
import type { EngineOptions } from "./prediction/score-samples.ts";
import type { Checkpoint } from "./training/checkpoint.ts";
import type { EpochRecord } from "./training/history.ts";
import { createTraining, type Training } from "./training/train.ts";

/**
 * n samples as rows of equally many features, raw: numbers, or, where every row is a Uint8Array, bytes. They are scaled
 * as the setting `scaling` says, by the samples of the first fit: numbers standardised and bytes divided by 255 unless
 * it says otherwise.
 */
export type Rows = readonly ArrayLike<number>[];

/** Labels are words or numbers, one kind throughout. */
export interface Classifier<Label extends string | number> {
  /** Trains anew on n samples and their n labels; resolves with a record of every epoch. */
  fit(X: Rows, y: readonly Label[]): Promise<EpochRecord[]>;
  /**
   * One more epoch, over these samples, from where the last one ended: for data that come bit by bit.
   * @param classes  every label that will ever come, where the first samples do not have them all
   */
  partialFit(X: Rows, y: readonly Label[], classes?: readonly Label[]): Promise<EpochRecord>;
  /** [n] labels */
  predict(X: Rows): Promise<Label[]>;
  /** [n][classes], the output layer's activations, in the order of `classes()` */
  predictProba(X: Rows): Promise<Float32Array[]>;
  /** The accuracy on n samples. */
  score(X: Rows, y: readonly Label[]): Promise<number>;
  /** The labels in the order of the output units: sorted, as scikit-learn does. */
  classes(): readonly Label[];
  /** What was trained, for `saveModel` and everything else. */
  model(): Model;
}

/**
 * A classifier with the settings of an experiment; those that it does not name have their defaults.
 * @param options  how many threads it works with; as many as gain time unless given
 * @throws {ParameterError} where a setting is out of its range
 */
export function createClassifier<Label extends string | number>(
  settings: Omit<ExperimentSettings, "data"> = {},
  { threads }: Pick<EngineOptions, "threads"> = {},
): Classifier<Label> {
  const experiment = createExperiment({ ...settings, data: "given" });
  let labels: readonly Label[] = [];
  let model: Model | undefined;
  let checkpoint: Checkpoint | undefined;

  async function train(dataset: Dataset, epochs: number, from?: Checkpoint): Promise<EpochRecord[]> {
    const goal = { ...experiment, epochs: Math.max(experiment.epochs, from?.epoch ?? 1) };
    const goOn = from && { checkpoint: from, scaling: model?.network.scaling };
    const training = await createTraining(goal, dataset, { threads, ...goOn });
    try {
      const history = await runEpochs(training, epochs);
      model = training.model();
      checkpoint = training.checkpoint();
      return history;
    } finally {
      training.engine.close();
    }
  }

  function trained(): Model {
    if (model) return model;
    throw new ParameterError("This classifier has not been trained yet.", "Call fit or partialFit first.");
  }

  async function scoresOf(X: Rows) {
    const { network } = trained();
    const { features } = samplesOf(X, createLabels(X.length, 1), network.layers[0].inputs);
    return predict(trained(), features, { threads });
  }

  return {
    async fit(X, y) {
      labels = sortedLabels(y);
      return train(datasetOf(X, y, labels), experiment.epochs);
    },
    async partialFit(X, y, classes) {
      if (!checkpoint) labels = sortedLabels(classes ?? y);
      const [record] = await train(datasetOf(X, y, labels), 1, checkpoint);
      return record;
    },
    async predict(X) {
      return (await scoresOf(X)).map(({ prediction }) => labels[prediction]);
    },
    async predictProba(X) {
      return (await scoresOf(X)).map(({ scores }) => scores);
    },
    async score(X, y) {
      if (y.length !== X.length) throw unequal(X, y);
      const predictions = await scoresOf(X);
      return predictions.filter(({ prediction }, n) => labels[prediction] === y[n]).length / y.length;
    },
    classes: () => labels,
    model: trained,
  };
}

async function runEpochs(training: Training, epochs: number): Promise<EpochRecord[]> {
  const history: EpochRecord[] = [];
  for await (const progress of training) {
    if (progress.kind !== "epoch") continue;
    const { kind, ...record } = progress;
    history.push(record);
    if (history.length === epochs) break;
  }
  return history;
}

function sortedLabels<Label extends string | number>(y: readonly Label[]): Label[] {
  const labels = [...new Set(y)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (labels.length < 2 || labels.length > MAX_CLASSES) {
    throw new ParameterError(
      `A classifier tells 2 to ${MAX_CLASSES} classes apart, got labels of ${labels.length}.`,
      "Give labels of every class, or name them as partialFit's classes.",
    );
  }
  return labels;
}

function datasetOf<Label extends string | number>(
  X: Rows,
  y: readonly Label[],
  labels: readonly Label[],
): Dataset {
  if (X.length !== y.length) throw unequal(X, y);
  const places = new Map(labels.map((label, index) => [label, index]));
  const indices = createLabels(y.length, labels.length);
  for (const [n, label] of y.entries()) {
    const place = places.get(label);
    if (place !== undefined) {
      indices[n] = place;
      continue;
    }
    throw new ParameterError(
      `Expected a label that was named before (${labels.join(", ")}), got ${label} for sample ${n}.`,
      "Name every class in the first call of partialFit.",
    );
  }
  const train = samplesOf(X, indices, X[0]?.length ?? 0);
  const classes = labels.map(String);
  return { name: "given", classes, imageShape: [1, train.featureCount], train, sources: [] };
}

function samplesOf(X: Rows, labels: Labels, featureCount: number): Samples {
  const wrong = X.findIndex((row) => row.length !== featureCount);
  if (wrong >= 0 || featureCount === 0) {
    const got = wrong < 0 ? "no features" : `${X[wrong].length} in row ${wrong}`;
    throw new ShapeError(`Expected rows of ${featureCount || "some"} features each, got ${got}.`);
  }
  const bytes = X.every((row) => row instanceof Uint8Array);
  const features = new (bytes ? Uint8Array : Float32Array)(X.length * featureCount);
  for (const [n, row] of X.entries()) features.set(row, n * featureCount);
  const strange = bytes ? -1 : features.findIndex((value) => !Number.isFinite(value));
  if (strange >= 0) {
    throw new ShapeError(
      `Expected finite features, got ${features[strange]} in row ${Math.floor(strange / featureCount)}.`,
    );
  }
  return createSamples(features, labels, featureCount);
}

function unequal(X: Rows, y: readonly unknown[]): ShapeError {
  return new ShapeError(`Expected a label for each of ${X.length} samples, got ${y.length}.`);
}
