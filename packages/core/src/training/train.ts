import { sampleOrder } from "../dataset/order.ts";
import type { Dataset } from "../dataset/samples.ts";
import { createEngine } from "../engine/create-engine.ts";
import { type Engine, type EngineSettings, emptyTally } from "../engine/engine.ts";
import { ShapeError } from "../errors.ts";
import type { Experiment } from "../experiment.ts";
import type { Model } from "../format/model.ts";
import { createNetwork } from "../network/create-network.ts";
import { initialWeights } from "../network/initializers.ts";
import type { Weights } from "../network/network.ts";
import { type Checkpoint, checkpointAfter } from "./checkpoint.ts";
import { diagnose, isSound } from "./divergence.ts";
import { type EpochRecord, epochRecord, samplesPerSecond } from "./history.ts";
import { createPacer } from "./pacer.ts";

/** A range of steps was carried out: where the training stands. */
export interface StepsProgress {
  readonly kind: "steps";
  readonly epoch: number;
  /** steps done in this epoch, and how many it has */
  readonly step: number;
  readonly steps: number;
  /** of this epoch so far */
  readonly trainAccuracy: number;
  readonly trainLoss: number;
  readonly samplesPerSecond: number;
}

/** An epoch is complete. */
export interface EpochProgress extends EpochRecord {
  readonly kind: "epoch";
}

export type Progress = StepsProgress | EpochProgress;

export interface TrainingOptions {
  /** instead of the experiment's `init`; they may be of any precision */
  readonly initialWeights?: Weights;
  /** goes on from here instead of beginning */
  readonly checkpoint?: Checkpoint;
  /** stops the training after the range under way; the model then has the weights of that moment */
  readonly signal?: AbortSignal;
}

/** A training under way. Iterate over it to carry it out; `model()` has its weights at any time. */
export interface Training extends AsyncIterable<Progress> {
  readonly engine: Engine;
  model(): Model;
  /** Where it stands: to be asked for between two steps of the iteration. */
  checkpoint(): Checkpoint;
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
  dataset: Dataset,
  options: TrainingOptions = {},
): Promise<Training> {
  const { precision, updateOrder, seed } = experiment;
  checkLabels(dataset);
  const network = createNetwork(experiment, dataset);
  const weights =
    options.checkpoint?.weights ?? options.initialWeights ?? initialWeights(network, seed, precision);
  const settings: EngineSettings = { network, weights, precision, updateOrder };
  const engine = await createEngine(experiment.engine, settings);
  const { epoch, tally, seconds } = options.checkpoint ?? checkpointAfter(0, weights);
  const position: Position = { epoch, tally, seconds };
  return {
    engine,
    model: () => ({
      network,
      weights: engine.weights(),
      classes: dataset.classes,
      imageShape: dataset.imageShape,
    }),
    checkpoint: () => ({ ...position, weights: engine.weights() }),
    [Symbol.asyncIterator]: () => run(experiment, dataset, engine, settings, position, options.signal),
  };
}

/** Where the loop is; the weights are the engine's. */
type Position = { -readonly [Key in "epoch" | "tally" | "seconds"]: Checkpoint[Key] };

/** A kernel takes a label's place without asking: a label past the classes must not reach it. */
function checkLabels({ train: { labels }, classes }: Dataset): void {
  const wrong = labels.findIndex((label) => label >= classes.length);
  if (wrong < 0) return;
  throw new ShapeError(
    `The dataset has ${classes.length} classes, got label ${labels[wrong]} for training sample ${wrong}.`,
    "Name every class in dataset.classes.",
  );
}

/** The loop: epochs of ranges of steps. */
async function* run(
  { epochs, shuffle, seed, learningRate }: Experiment,
  { train: samples }: Dataset,
  engine: Engine,
  settings: EngineSettings,
  position: Position,
  signal?: AbortSignal,
): AsyncGenerator<Progress, void, void> {
  const pacer = createPacer();
  while (position.epoch <= epochs) {
    const { epoch } = position;
    const order = sampleOrder(samples.count, shuffle, seed, epoch);
    while (position.tally.samples < order.length) {
      if (signal?.aborted) return;
      const first = position.tally.samples;
      const range = { samples, order: order.subarray(first, first + pacer.steps()), learningRate };
      const start = engine.weights();
      const began = performance.now();
      const tally = await engine.train(range, position.tally);
      const took = (performance.now() - began) / 1000;
      pacer.note(range.order.length, took);
      if (!isSound(engine, tally.loss))
        throw await diagnose(engine, settings, start, range, epoch, first + 1);
      const seconds = position.seconds + took;
      Object.assign(position, { tally, seconds });
      yield {
        kind: "steps",
        epoch,
        step: tally.samples,
        steps: order.length,
        trainAccuracy: tally.hits / tally.samples,
        trainLoss: tally.loss / tally.samples,
        samplesPerSecond: samplesPerSecond(tally, seconds),
      };
    }
    const record = epochRecord(epoch, position.tally, learningRate, position.seconds);
    Object.assign(position, { epoch: epoch + 1, tally: emptyTally, seconds: 0 });
    yield { kind: "epoch", ...record };
  }
}
