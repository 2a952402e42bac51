import { createTraining, type Dataset, type Experiment, type TrainingOptions } from "percept";
import type { Bench, Session, ShownWeights } from "./bench.ts";
import type { DataRecord, Past } from "./kept-run.ts";

export interface SessionStart extends TrainingOptions {
  readonly past?: Past;
  /** the weights it begins with, as a file, where it does not draw its own */
  readonly initial?: Uint8Array | undefined;
  /** what is shown of it before its first epoch ends */
  readonly shown?: ShownWeights | undefined;
}

/** Puts a training on the bench; one that was under way is given up, unless this one cannot be prepared. */
export async function beginSession(
  bench: Bench,
  experiment: Experiment,
  dataset: Dataset,
  { past = { experiment, rateChanges: [], history: [] }, initial, shown, ...options }: SessionStart = {},
): Promise<Session> {
  const training = await createTraining(experiment, dataset, options);
  const steps = training[Symbol.asyncIterator]();
  const session: Session = { experiment, dataset, training, steps, past, shown, ...(initial && { initial }) };
  bench.session?.training.engine.close();
  bench.session = session;
  return session;
}

export function dataRecordOf({ name, sources }: Dataset): DataRecord {
  const sha256 = Object.fromEntries(sources.map((source) => [source.name, source.sha256]));
  return { name, sha256 };
}
