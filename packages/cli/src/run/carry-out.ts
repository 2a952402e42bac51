// An experiment carried out: trained, measured, drawn and kept as a run folder.

import {
  createTraining,
  type Dataset,
  DivergenceError,
  type EpochRecord,
  type Experiment,
  layerSizes,
  loadWeights,
  type Metrics,
  type Model,
  type StepsProgress,
  saveModel,
  type Weights,
} from "percept";
import { readBytes } from "percept/node";
import { Interrupted } from "../failure.ts";
import { grouped } from "../terminal/numbers.ts";
import { measure } from "./measure.ts";
import { writePictures } from "./pictures.ts";
import type { RunRecord } from "./read-run.ts";
import { createRunFolder, type RunFolder, runName } from "./run-folder.ts";
import { writeRecord } from "./write-record.ts";

export interface CarriedOut {
  readonly path: string;
  readonly model: Model;
  readonly weightsSha256: string;
  readonly train: Metrics;
  readonly test?: Metrics;
}

export interface CarryOutOptions {
  readonly out?: string | undefined;
  readonly force?: boolean;
  readonly signal: AbortSignal;
  /** marks the report's thresholds on the ROC curves: so many, spread evenly from 0 to 1 */
  readonly rocThresholds?: number;
  readonly onSteps?: (progress: StepsProgress) => void;
  readonly onEpoch?: (record: EpochRecord) => void;
}

/**
 * Trains and leaves a run. experiment.json exists before the first step; history.jsonl grows by an epoch a line.
 * Whatever ends it early, the weights of that moment stay if they can be written, and the error says where.
 * @throws {Interrupted} when the signal stopped it
 * @throws {DivergenceError} at the first number that is not finite; the weights kept are the last good ones
 */
export async function carryOut(
  experiment: Experiment,
  dataset: Dataset,
  { out, force = false, signal, rocThresholds, onSteps, onEpoch }: CarryOutOptions,
): Promise<CarriedOut> {
  const initial = await readInitialWeights(experiment.init);
  const training = await createTraining(experiment, dataset, {
    signal,
    ...(initial && { initialWeights: initial }),
  });
  const started = new Date();
  const sizes = layerSizes(training.model().network);
  const folder = createRunFolder(runName(started, sizes, experiment.seed), out, force);
  const record = (status: RunRecord["status"]) =>
    writeRecord(folder, status, experiment, dataset, training.engine, started);
  const history: EpochRecord[] = [];
  try {
    record("running");
    for await (const progress of training) {
      if (progress.kind === "steps") {
        onSteps?.(progress);
        await eventLoopTurn(); // so that Ctrl-C is heard
      } else {
        const { kind, ...epoch } = progress;
        history.push(epoch);
        folder.append("history.jsonl", JSON.stringify(epoch));
        onEpoch?.(epoch);
      }
    }
    if (history.length < experiment.epochs) {
      throw new Interrupted(
        `Stopped after ${grouped(history.length)} whole epochs of ${grouped(experiment.epochs)}.`,
      );
    }
    const model = training.model();
    folder.write("model.npz", saveModel(model));
    const measured = await measure(folder, training.engine, model, dataset);
    await writePictures(folder, { dataset, history, rocThresholds, ...measured });
    record("finished");
    folder.finish();
    return { path: folder.path, model, ...measured };
  } catch (error) {
    keepWeights(error, folder, training.model(), record);
    throw error;
  } finally {
    training.engine.close();
  }
}

/** What a run that ends early leaves: its weights and its record, or nothing where there is no room for them. */
function keepWeights(
  error: unknown,
  folder: RunFolder,
  model: Model,
  record: (status: RunRecord["status"]) => void,
): void {
  const weights = error instanceof DivergenceError ? error.lastGood : model.weights;
  const status =
    error instanceof DivergenceError ? "diverged" : error instanceof Interrupted ? "interrupted" : "failed";
  attempt(() => folder.has("model.npz") || folder.write("model.npz", saveModel({ ...model, weights })));
  if (!folder.has("experiment.json") || !folder.has("model.npz")) {
    folder.discard();
    return;
  }
  attempt(() => record(status));
  const path = folder.keep();
  if (error instanceof Error) error.message += `\n  The run so far, with its weights, is in ${path}.`;
}

/** Something that a full disk may refuse while an error is on its way that says so. */
function attempt(write: () => unknown): void {
  try {
    write();
  } catch {}
}

async function readInitialWeights(init: string): Promise<Weights | undefined> {
  return init === "uniform" ? undefined : loadWeights(await readBytes(init), init);
}

function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
