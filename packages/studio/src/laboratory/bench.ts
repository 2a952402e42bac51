import {
  type Dataset,
  type Experiment,
  type Model,
  PerceptError,
  type Samples,
  type Training,
} from "percept";
import type { KeptCheckpoint, Past } from "./kept-run.ts";
import type { SetName, WeightsMoment } from "./protocol.ts";

/** What lies on the laboratory's bench: the data, and the training that is looked at. */
export interface Bench {
  dataset: Dataset | undefined;
  session: Session | undefined;
  /** the end of what the engine is doing, or is already asked to do */
  engineTurn: Promise<unknown>;
  /** what is waited for between two epochs, so that one can watch: nothing but a turn of the event loop unless given */
  breath?: (() => Promise<void>) | undefined;
  /** receives checkpoints, a few seconds apart */
  keep?: (checkpoint: KeptCheckpoint) => void;
}

/** A training under way, with the iterator that carries it on. */
export interface Session {
  /** as it goes on now */
  readonly experiment: Experiment;
  /** as it was given, with no validation set taken out: a later load does not touch it */
  readonly dataset: Dataset;
  /** what made its weights so far */
  past: Past;
  /** the weights it began with, as a file, where it did not draw its own */
  readonly initial?: Uint8Array;
  readonly training: Training;
  readonly steps: AsyncIterator<Training extends AsyncIterable<infer Progress> ? Progress : never>;
  /** the weights that views show: of the last epoch's end, or of the moment at which the training was paused */
  shown: ShownWeights | undefined;
}

export interface ShownWeights {
  readonly model: Model;
  readonly moment: WeightsMoment;
}

/** An engine does one thing at a time: a range of steps, or something between two of them. First come, first served. */
export function takeTurn<Result>(bench: Bench, act: () => Promise<Result>): Promise<Result> {
  const done = bench.engineTurn.then(act);
  bench.engineTurn = done.catch(() => undefined);
  return done;
}

/** @throws {PerceptError} a sentence for the reader */
export function requireData({ dataset }: Bench): Dataset {
  if (dataset) return dataset;
  throw new PerceptError("parameter", "There are no data yet.", "Wait until they are loaded.");
}

/** @throws {PerceptError} a sentence for the reader */
export function requireSession({ session }: Bench): Session {
  if (session) return session;
  throw new PerceptError("parameter", "There is no training yet.", "Start one first.");
}

/** A set as the training has it, with the validation set taken out, or as the data have it. */
export function samplesOf(bench: Bench, set: SetName): Samples | undefined {
  return (bench.session?.training.dataset ?? requireData(bench))[set];
}
