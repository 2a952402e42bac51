// A run that was stopped, read so that it can go on.

import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  type Checkpoint,
  checkpointAfter,
  createExperiment,
  type Dataset,
  type EpochRecord,
  type Experiment,
  type ExperimentSettings,
  loadCheckpoint,
  loadWeights,
} from "percept";
import { FileError, FormatError, ParameterError } from "percept/errors";
import { readBytes } from "percept/node";
import { type RunRecord, readHistory, readRunRecord } from "./read-run.ts";

export interface StoppedRun {
  readonly path: string;
  readonly experiment: Experiment;
  /** the run has all epochs of its experiment already */
  readonly finished: boolean;
  /** where it goes on; undefined where it was killed before its first checkpoint and begins again */
  readonly checkpoint: Checkpoint | undefined;
  /** the whole epochs before that */
  readonly history: readonly EpochRecord[];
  readonly provenance: RunRecord["provenance"];
  readonly rocThresholds: number | undefined;
}

/**
 * @param given   a run folder, by its path or its name in runs/
 * @param epochs  more epochs than the experiment had
 */
export async function readStoppedRun(given: string, epochs: number | undefined): Promise<StoppedRun> {
  const path = [given, join("runs", given)].find((folder) => existsSync(join(folder, "experiment.json")));
  if (path === undefined) {
    throw new ParameterError(
      `${given}: expected a run folder or the name of one in runs/, found none.`,
      "`percept runs` lists the runs there are.",
    );
  }
  const record = readRunRecord(path);
  if (record.kind === "cross-validation") {
    throw new FileError(
      `${path}: expected a run of percept train, got a cross-validation.`,
      "Its folds are not resumed: cross-validate again, with --force to replace it.",
    );
  }
  if (record.status === "diverged") {
    throw new FileError(
      `${path}: this run diverged and would do so again.`,
      "Train anew with a smaller --learning-rate; its last good weights can be given as --init.",
    );
  }
  const before = createExperiment(record.experiment as ExperimentSettings);
  if (epochs !== undefined && epochs < before.epochs) {
    throw new ParameterError(
      `epochs must be at least the run's ${before.epochs} to go on with it, got ${epochs} (from --epochs).`,
    );
  }
  const experiment = { ...before, epochs: epochs ?? before.epochs };
  const checkpoint = await readCheckpoint(path, record, before);
  const history = readHistory(path).filter(({ epoch }) => epoch < (checkpoint?.epoch ?? 1));
  const finished = record.status === "finished" && experiment.epochs === before.epochs;
  const { provenance, rocThresholds } = record;
  return { path, experiment, finished, checkpoint, history, provenance, rocThresholds };
}

async function readCheckpoint(
  path: string,
  { status }: RunRecord,
  { epochs }: Experiment,
): Promise<Checkpoint | undefined> {
  const file = join(path, "checkpoint.npz");
  if (existsSync(file)) return loadCheckpoint(await readBytes(file), file);
  if (status !== "finished") return undefined;
  const model = join(path, "model.npz");
  return checkpointAfter(epochs, loadWeights(await readBytes(model), model));
}

/** @throws {FormatError} where the data are not those that the run began with */
export function checkSameData({ path, provenance }: StoppedRun, { sources }: Dataset): void {
  const { sha256 = {} } = (provenance.data ?? {}) as { readonly sha256?: Readonly<Record<string, unknown>> };
  const changed = sources.find((source) => sha256[source.name] !== source.sha256);
  if (changed === undefined) return;
  throw new FormatError(
    path,
    `the run began with ${changed.name} of SHA-256 ${sha256[changed.name] ?? "(none)"}, got ${changed.sha256}.`,
    "Give it the same data again, or train anew.",
  );
}
