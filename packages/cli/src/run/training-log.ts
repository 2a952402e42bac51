import type { EpochRecord, Experiment, Model } from "percept";
import type { ScoredSet } from "./scored-set.ts";

/** The training that a log is about. */
export interface LoggedTraining {
  readonly experiment: Experiment;
  /** the run folder's */
  readonly name: string;
  /** the whole epochs that a resumed run has already */
  readonly history: readonly EpochRecord[];
}

/** What a run is told to, beside its folder, for another program to show. */
export interface TrainingLog {
  /** where it is kept: a resumed run goes on there */
  readonly path: string;
  /** Before the first step. @param model  with the weights that it begins with */
  begin(model: Model): void;
  epoch(record: EpochRecord, model: Model): void;
  /** @param charts  the run's pictures as PNG, by name */
  finish(sets: readonly ScoredSet[], charts: ReadonlyMap<string, Uint8Array>): void;
  /** The training ended early. */
  fail(): void;
}
