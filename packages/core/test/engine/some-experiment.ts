// Random experiments, for fast-check: every setting of the table, in every combination that is valid.

import * as fc from "fast-check";
import { createSamples, type Dataset } from "../../src/dataset/samples.ts";
import { ParameterError } from "../../src/errors.ts";
import {
  createExperiment,
  type ExperimentSettings,
  type HyperparameterName,
  hyperparameters,
  withoutStray,
} from "../../src/experiment.ts";
import { initializerNames } from "../../src/network/initializers.ts";
import { someSamples } from "./small-network.ts";

/** What random experiments leave to the test: the data, and what carries them out. */
export const notDrawn: readonly HyperparameterName[] = [
  "data",
  "task",
  "labelColumn",
  "missing",
  "transpose",
  "engine",
  "precision",
];

export interface SomeExperiment {
  readonly settings: ExperimentSettings;
  readonly dataset: Dataset;
}

const SAMPLES = 40;
const WIDTHS = [1, 2, 3, 4, 5, 7, 12, 17];

/** A hundredth part of the way from one number to another, none of them favoured. */
const between = (from: number, to: number) =>
  fc.integer({ min: 0, max: 100 }).map((part) => from + ((to - from) * part) / 100);
/** The same for numbers whose order of size is what matters. */
const sized = (from: number, to: number) =>
  fc.integer({ min: 0, max: 100 }).map((part) => from * (to / from) ** (part / 100));
/** Mostly off: otherwise hardly an experiment would be without any of the settings. */
const mostly = <Off, On>(off: Off, on: fc.Arbitrary<On>) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(off) }, { weight: 1, arbitrary: on });
const whole = (min: number, max: number) => fc.integer({ min, max });

/** One of the values that a row of the table lets choose from. */
function chosen<Value>(row: { readonly choices?: readonly Value[] }): fc.Arbitrary<Value> {
  return fc.constantFrom(...(row.choices ?? []));
}

const { activation, output, loss, descent, reduction, optimizer, schedule, monitor, updateOrder } =
  hyperparameters;

/** Settings that any optimizer takes. */
const anyOptimizer = {
  scaling: mostly("auto" as const, fc.constantFrom("range" as const, "standardise" as const)),
  validation: mostly(null, between(0.1, 0.5)),
  output: chosen(output),
  loss: chosen(loss),
  labelSmoothing: mostly(0, between(0, 0.5)),
  reduction: chosen(reduction),
  l2: mostly(0, sized(1e-4, 0.3)),
  epochs: whole(1, 3),
  patience: mostly(null, whole(1, 3)),
  keepBest: fc.boolean(),
  monitor: chosen(monitor),
  minDelta: mostly(0, sized(1e-4, 1)),
  init: fc.constantFrom(...initializerNames),
  initBound: sized(0.01, 1),
  seed: fc.oneof(whole(0, 1000), fc.constantFrom(2 ** 32 + 5, Number.MAX_SAFE_INTEGER)),
  shuffle: fc.boolean(),
};

/** Above this, training is wild: it runs into numbers whose squares float32 does not hold, or jumps about. */
export const TAME_RATE = 0.5;

const learningRate = fc.oneof(
  { weight: 9, arbitrary: sized(1e-3, TAME_RATE) },
  { weight: 1, arbitrary: fc.constantFrom(30, 1e4, 1e20, 1e38) },
);

const gradientDescent = {
  ...anyOptimizer,
  descent: chosen(descent),
  batchSize: whole(1, SAMPLES + 5),
  optimizer: fc.constantFrom(...(optimizer.choices ?? []).filter((name) => name !== "lbfgs")),
  learningRate,
  momentum: between(0, 0.95),
  rho: between(0.5, 0.99),
  // Kingma & Ba (2015), theorem 4.1: Adam converges where beta1² < sqrt(beta2).
  beta1: between(0, 0.95),
  beta2: between(0.9, 0.999),
  epsilon: sized(1e-10, 1e-2),
  weightDecay: mostly(0, sized(1e-4, 0.5)),
  clipNorm: mostly(null, sized(0.01, 10)),
  schedule: chosen(schedule),
  decayEvery: whole(1, 3),
  decayFactor: between(0.1, 1),
  decayPower: between(0.1, 1),
  warmupEpochs: mostly(null, between(0, 3)),
  minLearningRate: mostly(0, sized(1e-5, 1e-3)),
  plateauPatience: whole(0, 2),
  l1: mostly(0, sized(1e-4, 0.1)),
  inputNoise: mostly(0, sized(0.01, 2)),
  maxNorm: mostly(null, sized(0.1, 5)),
  updateOrder: fc.constant("together" as const),
};

/** L-BFGS asks for an objective that stays the same. */
const lbfgs = {
  ...anyOptimizer,
  descent: fc.constant("batch" as const),
  optimizer: fc.constant("lbfgs" as const),
  learningRate: mostly(1, sized(0.01, 10)),
};

/** The report's program knows no more than this. */
const outputFirst = {
  ...anyOptimizer,
  l2: fc.constant(0),
  learningRate,
  updateOrder: chosen(updateOrder),
  schedule: chosen(schedule),
  inputNoise: mostly(0, sized(0.01, 2)),
};

/** Every name that is drawn at least sometimes. */
export const drawn = [
  ...new Set([...Object.keys(gradientDescent), "hidden", "activation", "dropout", "classWeights"]),
] as HyperparameterName[];

const share = mostly(0, between(0, 0.9));

/** The settings whose length follows that of others. */
function lists(layers: number, classes: number, smooth: boolean) {
  const exactly = <Value>(arbitrary: fc.Arbitrary<Value>, length: number) =>
    fc.array(arbitrary, { minLength: length, maxLength: length });
  const activations = chosen(activation) as fc.Arbitrary<Extract<ExperimentSettings["activation"], string>>;
  return {
    hidden: exactly(fc.constantFrom(...WIDTHS), layers),
    activation: layers === 0 ? activations : fc.oneof(activations, exactly(activations, layers)),
    classWeights: mostly(null, fc.oneof(fc.constant("balanced" as const), exactly(sized(0.1, 10), classes))),
    ...(!smooth && { dropout: fc.oneof(share, exactly(share, 1 + layers)) }),
  };
}

const shape = fc.record({
  layers: whole(0, 3),
  classes: fc.constantFrom(1, 2, 3, 5),
  features: fc.constantFrom(1, 3, 5, 17),
  density: fc.constantFrom(0.1, 0.5, 1),
  seed: whole(0, 1000),
  floats: fc.boolean(),
});

/** A valid experiment on 40 samples. */
export const someExperiment: fc.Arbitrary<SomeExperiment> = shape.chain(
  ({ layers, classes, features, density, seed, floats }) => {
    const dataset = createData(classes, features, density, seed, floats);
    const family = (settings: Record<string, fc.Arbitrary<unknown>>, smooth = false) =>
      fc
        .record({ ...settings, ...lists(layers, classes, smooth) })
        .map((drawn) => ({ settings: settle(drawn as ExperimentSettings), dataset }));
    return fc
      .oneof(
        { weight: 8, arbitrary: family(gradientDescent) },
        { weight: 1, arbitrary: family(lbfgs, true) },
        { weight: 1, arbitrary: family(outputFirst) },
      )
      .filter(({ settings }) => isValid(settings));
  },
);

/** Takes back most of what does not go with the rest, so that most of what is drawn is valid. */
function settle(settings: ExperimentSettings): ExperimentSettings {
  const { output, validation, monitor } = settings;
  return withoutStray({
    ...settings,
    ...(output === "identity" && { loss: "mean-squared-error" }),
    ...(validation === null && monitor?.startsWith("validation") && { monitor: "trainLoss" }),
  });
}

function isValid(settings: ExperimentSettings): boolean {
  try {
    createExperiment(settings);
    return true;
  } catch (error) {
    if (error instanceof ParameterError) return false;
    throw error;
  }
}

function createData(
  classes: number,
  featureCount: number,
  density: number,
  seed: number,
  floats: boolean,
): Dataset {
  const { features, labels } = someSamples(SAMPLES, featureCount, classes, density, seed);
  return {
    name: "random",
    classes: Array.from({ length: classes }, (_, index) => String(index)),
    imageShape: [1, featureCount],
    train: createSamples(
      floats ? Float32Array.from(features, (byte) => byte / 64 - 2) : features,
      labels,
      featureCount,
    ),
    sources: [],
  };
}
