// Everything that is known of a run, in memory or read from its folder: what its pictures and its page are made of.

import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import {
  createExperiment,
  type Dataset,
  type EpochRecord,
  type Experiment,
  type ExperimentSettings,
  loadModel,
  type Metrics,
  type Model,
  type RegressionMetrics,
  readNpz,
  type UnpackOptions,
  withoutMissing,
  withValidation,
} from "percept";
import { FileError, FormatError, PerceptError } from "percept/errors";
import { loadExperimentData, readBytes } from "percept/node";
import { type RunRecord, readHistory, readJson, readRunRecord } from "../run/read-run.ts";
import { type PredictedSet, type ScoredSet, type SetName, setNames } from "../run/scored-set.ts";

export interface RunResults {
  /** the folder's */
  readonly name: string;
  readonly experiment: Experiment;
  readonly record: RunRecord;
  readonly history: readonly EpochRecord[];
  readonly model: Model;
  readonly weightsSha256: string;
  /** training, validation, test, as far as there are any; none of a regression */
  readonly sets: readonly ScoredSet[];
  /** the same of a regression; none otherwise */
  readonly predicted: readonly PredictedSet[];
  /** with the validation set taken out; undefined where the samples are not there any more */
  readonly dataset: Dataset | undefined;
}

/**
 * Reads a finished run of `percept train` or `start`. Its data are read too, where they are still to be had as they were.
 * @throws {FileError} where the run has not finished, or is of another kind
 * @throws {FormatError} naming the file that is not as a run's should be
 */
export async function readRunResults(
  folder: string,
  { unpackLimit }: UnpackOptions = {},
): Promise<RunResults> {
  const record = readRunRecord(folder);
  checkFinished(folder, record);
  const experiment = createExperiment(record.experiment as ExperimentSettings);
  const modelPath = join(folder, "model.npz");
  const metricsPath = join(folder, "metrics.json");
  const metrics = readJson(metricsPath) as { readonly weightsSha256: string } & Readonly<
    Record<SetName, Metrics | RegressionMetrics | undefined>
  >;
  const sets = await readSets(join(folder, "predictions.npz"), metrics);
  return {
    name: basename(resolve(folder)),
    experiment,
    record,
    history: readHistory(folder),
    model: loadModel(await readBytes(modelPath), modelPath),
    weightsSha256: metrics.weightsSha256,
    ...sets,
    dataset: await readDataset({ ...experiment, unpackLimit }, record),
  };
}

function checkFinished(folder: string, { kind, status }: RunRecord): void {
  if (kind !== undefined) {
    throw new FileError(
      `${folder}: expected a run of percept train, got a ${kind}.`,
      "Its own pictures are in its charts folder.",
    );
  }
  const missing = ["model.npz", "metrics.json", "predictions.npz"].find(
    (name) => !existsSync(join(folder, name)),
  );
  if (status === "finished" && missing === undefined) return;
  throw new FileError(
    status === "finished"
      ? `${folder}: expected ${missing} in it, found none.`
      : `${folder}: expected a finished run, got one that is ${status}.`,
    status === "interrupted" ? `\`percept train --resume ${folder}\` goes on with it.` : "Train it again.",
  );
}

async function readSets(
  path: string,
  metrics: Readonly<Record<SetName, Metrics | RegressionMetrics | undefined>>,
): Promise<Pick<RunResults, "sets" | "predicted">> {
  const arrays = readNpz(await readBytes(path), path);
  const sets: ScoredSet[] = [];
  const predicted: PredictedSet[] = [];
  for (const name of setNames) {
    const found = metrics[name];
    if (found === undefined) continue;
    const array = (what: string) => arrays.get(`${name}_${what}`)?.data;
    if ("perTarget" in found) {
      const [predictions, targets] = [array("predictions"), array("targets")];
      if (!(predictions instanceof Float32Array && targets instanceof Float32Array))
        throw new FormatError(
          path,
          `expected ${name}_predictions and ${name}_targets as float32, found none.`,
        );
      predicted.push({ name, metrics: found, predictions, targets });
      continue;
    }
    const [scores, labels] = [array("scores"), array("labels")];
    const isLabels = labels instanceof Uint8Array || labels instanceof Uint16Array;
    if (!(scores instanceof Float32Array && isLabels)) {
      throw new FormatError(
        path,
        `expected ${name}_scores as float32 and ${name}_labels as uint8 or uint16, found none.`,
      );
    }
    sets.push({ name, metrics: found, scores, labels });
  }
  return { sets, predicted };
}

/** undefined where the samples are gone, or are others than the run was trained on. */
async function readDataset(
  experiment: Experiment & UnpackOptions,
  { provenance }: RunRecord,
): Promise<Dataset | undefined> {
  try {
    const dataset = await loadExperimentData(experiment);
    const { sha256 } = provenance.data as { readonly sha256: Readonly<Record<string, string>> };
    const same = dataset.sources.every((source) => sha256[source.name] === source.sha256);
    return same ? withoutMissing(withValidation(dataset, experiment), experiment).dataset : undefined;
  } catch (error) {
    if (error instanceof PerceptError) return undefined;
    throw error;
  }
}
