import { setImmediate } from "node:timers/promises";
import {
  accuracy,
  confusionMatrix,
  createTraining,
  type Dataset,
  DivergenceError,
  type Experiment,
  emptyTally,
  predictedClasses,
  type Samples,
  type StepsProgress,
  scoreSamples,
  type Training,
  type UnpackOptions,
  weightsSha256,
} from "percept";
import { blasProvenance } from "../run/blas-provenance.ts";
import { readInitialWeights } from "../run/carry-out.ts";
import { type ComparedPoint, type ComparedRun, lastPoint, type Result } from "./compared-run.ts";
import type { Contestant } from "./plan-comparison.ts";

export interface ContestantOptions extends UnpackOptions {
  readonly signal: AbortSignal;
  /** how many threads the engine works with; as many as gain time unless given */
  readonly threads?: number | undefined;
  readonly onSteps?: (progress: StepsProgress) => void;
  /** with the run as far as it has come, its last point the new one */
  readonly onPoint?: (run: ComparedRun) => void;
}

/**
 * Trains one of the experiments and measures it on all its training samples, before the first step and after every
 * epoch. A divergence is part of the run that it returns.
 */
export async function trainContestant(
  { name, experiment }: Contestant,
  dataset: Dataset,
  options: ContestantOptions,
): Promise<ComparedRun> {
  const initialWeights = await readInitialWeights(experiment.init, options);
  const { signal, threads } = options;
  const training = await createTraining(experiment, dataset, {
    signal,
    threads,
    ...(initialWeights && { initialWeights }),
  });
  try {
    const begin: ComparedRun = {
      name,
      status: "running",
      experiment,
      engine: training.engine.name,
      ...(await blasProvenance(training.engine.name)),
      samples: training.dataset.train.count,
      initialWeightsSha256: await weightsSha256(training.engine.weights()),
      points: [],
    };
    return await follow(training, begin, options);
  } finally {
    training.engine.close();
  }
}

async function follow(
  training: Training,
  begin: ComparedRun,
  { onSteps, onPoint }: ContestantOptions,
): Promise<ComparedRun> {
  const { train } = training.dataset;
  const stepsPerEpoch = stepsOf(begin.experiment, train);
  let run = begin;
  let seconds = 0;
  const add = async (epoch: number) => {
    const spent = { epoch, step: epoch * stepsPerEpoch, seconds };
    run = { ...run, points: [...run.points, { ...spent, ...(await measure(training, train)) }] };
    onPoint?.(run);
  };
  await add(0);
  await prepareSamples(training);
  try {
    for await (const progress of training) {
      if (progress.kind === "steps") {
        if (run.threads === undefined) {
          const { threads, reason } = training.engine.work;
          run = { ...run, threads, threadsReason: reason };
        }
        onSteps?.(progress);
        await setImmediate(); // so that Ctrl-C is heard
      } else {
        seconds += progress.seconds;
        await add(progress.epoch);
      }
    }
  } catch (error) {
    if (!(error instanceof DivergenceError)) throw error;
    seconds += training.checkpoint().seconds;
    return diverged(run, error, stepsPerEpoch, { seconds, ...(await measure(training, train)) });
  }
  return training.isComplete() ? finished(training, run) : { ...run, status: "interrupted" };
}

/**
 * One step that is taken back. An engine brings the samples into a form of its own when it first meets them, which
 * takes as long as an epoch or two of the report's network: it is no part of what the experiments are compared by.
 */
async function prepareSamples({ engine, dataset }: Training): Promise<void> {
  engine.keep();
  await engine.train({ samples: dataset.train, order: Uint32Array.of(0), learningRate: 1e-6 }, emptyTally);
  engine.revert();
}

/** Measures what the run is remembered by: its last weights, or its best. */
async function finished(training: Training, run: ComparedRun): Promise<ComparedRun> {
  const { train, validation, test } = training.dataset;
  const best = training.best();
  const { weights } = training.model();
  if (best) training.engine.restore(weights);
  const { accuracy, loss } = best ? await measure(training, train) : lastPoint(run);
  return {
    ...run,
    status: "finished",
    train: { accuracy, loss },
    ...(validation && { validation: await measure(training, validation) }),
    ...(test && { test: await measure(training, test) }),
    weightsSha256: await weightsSha256(weights),
    ...(best && { best }),
  };
}

/** The weights are those from before the step, and are not kept: their accuracy is the last, and the loss is none. */
function diverged(
  run: ComparedRun,
  { divergence, message }: DivergenceError,
  stepsPerEpoch: number,
  { seconds, accuracy }: Omit<ComparedPoint, "epoch" | "step">,
): ComparedRun {
  const step = (divergence.epoch - 1) * stepsPerEpoch + divergence.step;
  const point = { epoch: step / stepsPerEpoch, step, seconds, accuracy, loss: Number.NaN };
  return {
    ...run,
    status: "diverged",
    points: [...run.points, point],
    divergence: {
      ...divergence,
      message: message.replace(" The weights from before that step are kept.", ""),
    },
  };
}

async function measure({ engine, model, dataset }: Training, samples: Samples): Promise<Result> {
  const classes = dataset.classes.length;
  const { scores, losses } = await scoreSamples(engine, model().network, samples);
  const matrix = confusionMatrix(samples.labels, predictedClasses(scores, classes), classes);
  return {
    accuracy: accuracy(matrix),
    loss: losses.reduce((sum, loss) => sum + loss, 0) / samples.count,
  };
}

function stepsOf({ descent, batchSize = 1 }: Experiment, { count }: Samples): number {
  if (descent === "stochastic") return count;
  return descent === "batch" ? 1 : Math.ceil(count / batchSize);
}
