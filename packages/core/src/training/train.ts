import { withoutMissing } from "../dataset/imputation.ts";
import type { Dataset } from "../dataset/samples.ts";
import { withValidation } from "../dataset/split-validation.ts";
import { createEngine } from "../engine/create-engine.ts";
import { type Engine, type EngineSettings, emptyTally } from "../engine/engine.ts";
import { ShapeError } from "../errors.ts";
import type { Experiment } from "../experiment.ts";
import type { Model } from "../format/model.ts";
import { createNetwork } from "../network/create-network.ts";
import { createObjective, createRule } from "../network/create-objective.ts";
import { type InitializerName, initialWeights } from "../network/initializers.ts";
import type { Weights } from "../network/network.ts";
import type { Scaling } from "../network/scaling.ts";
import { type Checkpoint, checkpointAfter } from "./checkpoint.ts";
import type { StepsProgress, TrainingState } from "./descent.ts";
import { createGradientDescent } from "./gradient-descent.ts";
import { type EpochRecord, summarizeEpoch } from "./history.ts";
import { layerStatistics, probeOf } from "./layer-statistics.ts";
import { createLbfgs } from "./lbfgs-descent.ts";
import { notePlateau } from "./schedules.ts";
import { isExhausted, noteEpoch } from "./stopping.ts";

/** An epoch is complete. */
export interface EpochProgress extends EpochRecord {
  readonly kind: "epoch";
}

export type { StepsProgress } from "./descent.ts";
export type Progress = StepsProgress | EpochProgress;

export interface TrainingOptions {
  /** instead of the experiment's `init`; they may be of any precision */
  readonly initialWeights?: Weights;
  /** how features are scaled, instead of what these training samples teach: for more data that come later */
  readonly scaling?: Scaling | undefined;
  /** goes on from here instead of beginning */
  readonly checkpoint?: Checkpoint;
  /** stops the training after the range under way; the model then has the weights of that moment */
  readonly signal?: AbortSignal;
  /** how many threads the engine works with; as many as gain time unless given. No bit depends on it. */
  readonly threads?: number | "auto" | undefined;
  /** measures every layer at the end of each epoch: `layerWarnings` says what is wrong with them */
  readonly watch?: boolean;
}

/** A training under way. Iterate over it to carry it out; `model()` has its weights at any time. */
export interface Training extends AsyncIterable<Progress> {
  readonly engine: Engine;
  /** with the validation set taken out of the training samples, where the experiment asks for a share of them */
  readonly dataset: Dataset;
  /** With the best epoch's weights where they are kept and there is one, otherwise with the present ones. */
  model(): Model;
  /** Its progress comes after at most so many steps from now on: Infinity, as at first, is as many as take 40 ms. No result changes. */
  limitRanges(steps: number): void;
  /** Where it stands: to be asked for between two steps of the iteration. */
  checkpoint(): Checkpoint;
  /** The best epoch so far, where the experiment looks for one. */
  best(): { readonly epoch: number; readonly value: number } | undefined;
  /** Whether nothing is left to train: all epochs are done, patience is used up, or no step goes down any more. */
  isComplete(): boolean;
}

/**
 * Prepares the training of an experiment. Nothing is trained until its progress is iterated over:
 *
 *     const training = await createTraining(experiment, dataset);
 *     for await (const progress of training) if (progress.kind === "epoch") console.log(progress.trainAccuracy);
 *     const model = training.model();
 *
 * @throws {ShapeError} where `initialWeights` do not fit the network, or a label none of the classes
 * @throws {DivergenceError} from the iteration, at the first number that is not finite
 */
export async function createTraining(
  experiment: Experiment,
  given: Dataset,
  options: TrainingOptions = {},
): Promise<Training> {
  const { precision, updateOrder, seed, init, initBound, keepBest, patience, epochs, optimizer } = experiment;
  const { dataset, imputation } = withoutMissing(withValidation(given, experiment), experiment);
  const { train, classes, imageShape, targetNames, featureNames } = dataset;
  const network = createNetwork(experiment, dataset, options.scaling);
  if (!network.targets) checkLabels(given);
  const { weights, memory, ...position } =
    options.checkpoint ??
    checkpointAfter(
      0,
      options.initialWeights ?? initialWeights(network, seed, precision, init as InitializerName, initBound),
    );
  const objective = createObjective(experiment, train, classes);
  const rule = createRule(experiment);
  const { threads } = options;
  const settings: EngineSettings = { network, weights, precision, updateOrder, objective, rule, threads };
  const engine = await createEngine(experiment.engine, settings);
  engine.restore(weights, memory);
  const descent =
    optimizer === "lbfgs"
      ? createLbfgs(experiment, train, engine, memory)
      : createGradientDescent(experiment, train, engine, settings);
  const probe = options.watch ? probeOf(train) : undefined;
  const state: TrainingState = { ...position };
  const keepsBest = keepBest || patience !== null;
  const isComplete = () =>
    (state.converged && state.tally.samples === 0) ||
    state.epoch > epochs ||
    isExhausted(state.stopping, state.epoch - 1, patience);

  async function* run(): AsyncGenerator<Progress, void, void> {
    while (!isComplete()) {
      yield* descent.epoch(state, options.signal);
      if (state.tally.samples < train.count) return; // stopped
      yield await endEpoch();
    }
  }

  /** Measures the epoch, notes whether it is the best, and goes on to the next. */
  async function endEpoch(): Promise<EpochProgress> {
    const record = await summarizeEpoch(state, descent.lastRate(state), engine, network, dataset);
    const { monitor, minDelta = 0 } = experiment;
    if (monitor) {
      const value = record[monitor] ?? null;
      const { state: stopping, improved } = noteEpoch(state.stopping, state.epoch, value, monitor, minDelta);
      state.stopping = stopping;
      if (improved && keepsBest) state.best = engine.weights();
      state.plateau = notePlateau(state.plateau, value, experiment, monitor);
    }
    Object.assign(state, { epoch: state.epoch + 1, tally: emptyTally, seconds: 0 });
    const layers = probe && (await layerStatistics(network, engine.weights(), objective, probe));
    return { kind: "epoch", ...record, ...(layers && { layers }) };
  }

  return {
    engine,
    dataset,
    isComplete,
    best: () => (keepsBest ? (state.stopping.best ?? undefined) : undefined),
    limitRanges: descent.limit,
    model: () => ({
      network,
      weights: state.best ?? engine.weights(),
      classes,
      imageShape,
      ...(imputation && { imputation }),
      ...(targetNames && { targetNames }),
      ...(featureNames && { featureNames }),
    }),
    checkpoint: () => ({ ...state, weights: engine.weights(), memory: descent.memory() }),
    [Symbol.asyncIterator]: run,
  };
}

/** A kernel takes a label's place without asking: a label past the classes must not reach it. */
function checkLabels({ train, validation, classes }: Dataset): void {
  for (const [name, samples] of Object.entries({ training: train, validation })) {
    const wrong = samples?.labels.findIndex((label) => label >= classes.length) ?? -1;
    if (wrong < 0) continue;
    throw new ShapeError(
      `The dataset has ${classes.length} classes, got label ${samples?.labels[wrong]} for ${name} sample ${wrong}.`,
      "Name every class in dataset.classes.",
    );
  }
}
