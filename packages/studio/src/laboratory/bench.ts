import { type Dataset, type Experiment, PerceptError, type Samples, type Training } from "percept";
import type { SetName } from "./protocol.ts";

/** What lies on the laboratory's bench: the data, and the training that is looked at. */
export interface Bench {
  dataset: Dataset | undefined;
  session: Session | undefined;
}

/** A training under way, with the iterator that carries it on. */
export interface Session {
  readonly experiment: Experiment;
  readonly training: Training;
  readonly steps: AsyncIterator<Training extends AsyncIterable<infer Progress> ? Progress : never>;
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
