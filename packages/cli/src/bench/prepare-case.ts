// What a case measures, over the library's public API.

import {
  createExperiment,
  createPredictor,
  createTraining,
  type Dataset,
  type EngineName,
  type Experiment,
  engineFor,
  evaluateScores,
  type Model,
  type Samples,
  scoreSamples,
} from "percept";
import type { BenchCase } from "./bench-cases.ts";

export interface Measurement {
  readonly seconds: number;
  /** as many as there really were */
  readonly samples: number;
}

/** A case that is ready to be measured, again and again. */
export interface PreparedCase {
  /** absent where no engine takes part */
  readonly engine?: EngineName;
  /** that work; known once it has worked */
  threads(): number;
  /** Works on this many samples, or somewhat more. */
  measure(samples: number): Promise<Measurement>;
  /** What it says of samples, and the model that says it: to be checked before it is timed. */
  readonly answers?: {
    scores(samples: Samples): Promise<ArrayLike<number>>;
    model(): Model;
  };
  close(): void;
}

export interface BenchEngine {
  readonly engine: "wasm" | "blas";
  readonly threads: number;
}

/** More epochs than anyone measures: a training goes on until there is enough. */
const ENDLESS = 1_000_000;
/** Probabilities below the least that float32 tells from 1 count as that: no logarithm of 0. */
const LEAST = 2 ** -23;

/** @param modelOf  a trained model for the case */
export async function prepareCase(
  one: BenchCase,
  dataset: Dataset,
  options: BenchEngine,
  modelOf: (one: BenchCase) => Promise<Model>,
): Promise<PreparedCase> {
  if (one.kind === "train") return prepareTraining(one, dataset, options);
  const model = await modelOf(one);
  const test = dataset.test ?? dataset.train;
  if (one.kind === "scores") return prepareScores(model, test, options);
  if (one.kind === "single") return prepareSingle(model, test, options);
  return prepareMetrics(model, dataset.train);
}

/** The case's training. */
export function experimentOf(
  { layers, activation, output, descent }: Omit<BenchCase, "id">,
  settings: Pick<Experiment, "engine" | "epochs">,
): Experiment {
  const { batchSize = 1, ...update } = descent ?? {};
  return createExperiment({
    hidden: layers.slice(1, -1),
    activation,
    output,
    loss: "cross-entropy",
    ...settings,
    ...update,
    ...(batchSize > 1 && { descent: "minibatch", batchSize }),
  });
}

async function prepareTraining(
  one: BenchCase,
  dataset: Dataset,
  { engine: name, threads }: BenchEngine,
): Promise<PreparedCase> {
  const experiment = experimentOf(one, { engine: name, epochs: ENDLESS });
  const training = await createTraining(experiment, dataset, { threads });
  const { engine } = training;
  const progress = training[Symbol.asyncIterator]();
  let done = 0; // of the epoch under way
  return {
    engine: engine.name,
    threads: () => engine.work.threads,
    measure: (wanted) =>
      timed(async () => {
        let samples = 0;
        while (samples < wanted) {
          const { value } = await progress.next();
          if (value?.kind === "steps") {
            samples += value.sample - done;
            done = value.sample;
          } else done = 0;
        }
        return samples;
      }),
    answers: {
      scores: async (samples) => (await engine.scores(samples)).activations,
      model: training.model,
    },
    close: () => engine.close(),
  };
}

async function prepareScores(model: Model, samples: Samples, options: BenchEngine): Promise<PreparedCase> {
  const engine = await engineFor(model, options);
  return {
    engine: engine.name,
    threads: () => engine.work.threads,
    measure: (wanted) => inPasses(wanted, samples.count, () => engine.scores(samples)),
    answers: { scores: async (some) => (await engine.scores(some)).activations, model: () => model },
    close: () => engine.close(),
  };
}

async function prepareSingle(
  model: Model,
  { features, featureCount, count }: Samples,
  { engine }: BenchEngine,
): Promise<PreparedCase> {
  const predictor = await createPredictor(model, { engine });
  const images = Array.from({ length: count }, (_, n) =>
    features.subarray(n * featureCount, (n + 1) * featureCount),
  );
  return {
    engine,
    threads: () => 1,
    measure: (wanted) =>
      timed(async () => {
        for (let n = 0; n < wanted; n++) predictor.predict(images[n % count]);
        return wanted;
      }),
    answers: {
      async scores(some) {
        const rows = Array.from({ length: some.count }, (_, n) =>
          some.features.subarray(n * featureCount, (n + 1) * featureCount),
        );
        return rows.flatMap((row) => Array.from(predictor.predict(row).scores));
      },
      model: () => model,
    },
    close: predictor.close,
  };
}

async function prepareMetrics(model: Model, samples: Samples): Promise<PreparedCase> {
  const engine = await engineFor(model);
  const { scores } = await scoreSamples(engine, model.network, samples);
  engine.close();
  const { labels, count } = samples;
  const { classes } = model;
  const evaluateAll = () => {
    const crossEntropies = Float64Array.from(
      labels,
      (label, sample) => -Math.log(Math.max(scores[sample * classes.length + label], LEAST)),
    );
    return evaluateScores({ scores, labels, classes, crossEntropies });
  };
  return {
    threads: () => 1,
    measure: (wanted) => inPasses(wanted, count, evaluateAll),
    close: () => {},
  };
}

/** Whole passes over `count` samples, about as many samples as are wanted. */
function inPasses(wanted: number, count: number, pass: () => unknown): Promise<Measurement> {
  const passes = Math.max(1, Math.round(wanted / count));
  return timed(async () => {
    for (let n = 0; n < passes; n++) await pass();
    return passes * count;
  });
}

/** @param work  resolves to the samples that it worked on */
async function timed(work: () => Promise<number>): Promise<Measurement> {
  const began = performance.now();
  const samples = await work();
  return { seconds: (performance.now() - began) / 1000, samples };
}
