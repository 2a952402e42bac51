// An experiment carried out: trained, measured, drawn and kept as a run folder.

import { basename, resolve } from "node:path";
import {
  createTraining,
  type Dataset,
  type Engine,
  type EpochRecord,
  type Experiment,
  isInitializer,
  layerSizes,
  loadWeights,
  type Model,
  type StepsProgress,
  saveCheckpoint,
  saveModel,
  type Training,
  type TrainingOptions,
  type UnpackOptions,
  type Weights,
} from "percept";
import { PerceptError } from "percept/errors";
import { readBytes } from "percept/node";
import { Interrupted } from "../failure.ts";
import { writeReport } from "../report/write-report.ts";
import { grouped } from "../terminal/numbers.ts";
import { blasProvenance } from "./blas-provenance.ts";
import { type CheckpointEvery, defaultCheckpointEvery } from "./checkpoint-every.ts";
import { createRecord, type RecordedRun } from "./create-record.ts";
import { measure } from "./measure.ts";
import { openLog } from "./open-log.ts";
import type { RunRecord } from "./read-run.ts";
import type { StoppedRun } from "./resume.ts";
import { createRunFolder, openRunFolder, type RunFolder, runName } from "./run-folder.ts";
import type { PredictedSet, ScoredSet } from "./scored-set.ts";
import type { TrainingLog } from "./training-log.ts";
import { writeCheckpoints } from "./write-checkpoints.ts";

export interface CarriedOut {
  readonly path: string;
  readonly model: Model;
  readonly weightsSha256: string;
  /** training, validation, test, as far as there are any; none of a regression */
  readonly sets: readonly ScoredSet[];
  /** the same of a regression; none otherwise */
  readonly predicted: readonly PredictedSet[];
  /** the dataset, with the validation set taken out of the training samples */
  readonly dataset: Dataset;
  /** the epoch whose weights the model has, where the best ones are kept */
  readonly best: { readonly epoch: number; readonly value: number } | undefined;
  /** where TensorBoard finds the run, if it does */
  readonly tensorboard: string | undefined;
}

export interface CarryOutOptions extends UnpackOptions {
  readonly out?: string | undefined;
  readonly force?: boolean;
  /** goes on with this run instead of making one */
  readonly resume?: StoppedRun | undefined;
  readonly checkpointEvery?: CheckpointEvery | undefined;
  readonly signal: AbortSignal;
  /** measures every layer at the end of each epoch */
  readonly watch?: boolean;
  /** how many threads the engine works with; as many as gain time unless given */
  readonly threads?: number | undefined;
  /** a folder of TensorBoard's: the run is shown there too */
  readonly tensorboard?: string | undefined;
  /** marks the report's thresholds on the ROC curves: so many, spread evenly from 0 to 1 */
  readonly rocThresholds?: number;
  /** after the first steps, when the engine knows how it works */
  readonly onEngine?: (engine: Engine) => void;
  readonly onSteps?: (progress: StepsProgress) => void;
  readonly onEpoch?: (record: EpochRecord) => void;
}

/**
 * Trains and leaves a run. experiment.json exists before the first step; history.jsonl grows by an epoch a line; a
 * checkpoint is there while it trains. Whatever ends it early, the weights of that moment stay if they can be
 * written, and the error says where.
 * @throws {Interrupted} when the signal stopped it
 * @throws {DivergenceError} at the first number that is not finite; the weights kept are the last good ones
 */
export async function carryOut(
  experiment: Experiment,
  given: Dataset,
  options: CarryOutOptions,
): Promise<CarriedOut> {
  const { out, force = false, resume, signal, watch = false, threads, tensorboard, rocThresholds } = options;
  const { unpackLimit } = options;
  const training = await prepare(experiment, given, resume, { signal, watch, threads }, { unpackLimit });
  const { dataset, engine } = training;
  const blas = await blasProvenance(engine.name);
  const now = new Date();
  const sizes = layerSizes(training.model().network);
  const folder = resume
    ? openRunFolder(resume.path)
    : createRunFolder(runName(now, sizes, experiment.seed), out, force);
  const times = timesOf(resume, now.toISOString());
  const name = basename(resolve(folder.path));
  const present = () => ({ ...training.model(), weights: engine.weights() });
  let work: Engine["work"] | undefined;
  let log: TrainingLog | undefined;
  const recordAs = (status: RunRecord["status"]) =>
    createRecord(status, {
      experiment,
      dataset,
      engine: { name: engine.name, ...(work && { work }), ...(blas && { blas }) },
      ...times,
      tensorboard: log?.path,
      rocThresholds: rocThresholds ?? resume?.rocThresholds,
      best: training.best(),
    });
  const record = (status: RunRecord["status"]) => writeRecord(folder, recordAs(status));
  const checkpoints = writeCheckpoints(folder, training, options.checkpointEvery ?? defaultCheckpointEvery);
  const history: EpochRecord[] = [];
  let trained = false;
  try {
    if (resume) takeBack(folder, resume);
    history.push(...(resume?.history ?? []));
    log = await openLog(tensorboard, resume?.provenance, {
      experiment,
      name,
      history: resume?.history ?? [],
    });
    log?.begin(present());
    record("running");
    for await (const progress of training) {
      if (progress.kind === "steps") {
        if (work === undefined) {
          work = engine.work;
          record("running");
          options.onEngine?.(engine);
        }
        options.onSteps?.(progress);
        checkpoints.afterSteps();
        await eventLoopTurn(); // so that Ctrl-C is heard
      } else {
        const { kind, ...epoch } = progress;
        history.push(epoch);
        folder.append("history.jsonl", JSON.stringify(epoch));
        checkpoints.afterEpoch(epoch.epoch);
        log?.epoch(epoch, present());
        options.onEpoch?.(epoch);
      }
    }
    if (!training.isComplete()) {
      throw new Interrupted(
        `Stopped after ${grouped(history.length)} whole epochs of ${grouped(experiment.epochs)}.`,
      );
    }
    const model = training.model();
    folder.write("model.npz", saveModel(model));
    trained = true;
    engine.keep();
    engine.restore(model.weights); // the best epoch's, where those are kept
    const measured = await measure(folder, engine, model, dataset);
    engine.revert();
    const finished = recordAs("finished");
    const results = { name, experiment, record: finished, history, model, dataset, ...measured };
    const charts = await writeReport(folder, results);
    log?.finish(measured.sets, charts);
    checkpoints.atEnd();
    writeRecord(folder, finished);
    folder.finish();
    return {
      path: folder.path,
      model,
      dataset,
      best: finished.best,
      tensorboard: log?.path,
      ...measured,
    };
  } catch (error) {
    if (!(error instanceof Interrupted)) attempt(() => log?.fail());
    keepWeights(error, folder, training, record, trained);
    throw error;
  } finally {
    engine.close();
  }
}

async function prepare(
  experiment: Experiment,
  dataset: Dataset,
  resume: StoppedRun | undefined,
  options: Pick<TrainingOptions, "signal" | "watch" | "threads">,
  unpack: UnpackOptions,
): Promise<Training> {
  if (resume?.checkpoint)
    return createTraining(experiment, dataset, { ...options, checkpoint: resume.checkpoint });
  const initialWeights = await readInitialWeights(experiment.init, unpack);
  return createTraining(experiment, dataset, { ...options, ...(initialWeights && { initialWeights }) });
}

function writeRecord(folder: RunFolder, record: RunRecord): void {
  folder.write("experiment.json", `${JSON.stringify(record, null, 2)}\n`);
}

function timesOf(resume: StoppedRun | undefined, now: string): Pick<RecordedRun, "startedAt" | "resumedAt"> {
  if (!resume) return { startedAt: now, resumedAt: [] };
  const { startedAt, resumedAt } = resume.provenance as { startedAt?: string; resumedAt?: string[] };
  return { startedAt: startedAt ?? now, resumedAt: [...(Array.isArray(resumedAt) ? resumedAt : []), now] };
}

/** What a stopped run has from after the point where it goes on does not count any more. */
function takeBack(folder: RunFolder, { history }: StoppedRun): void {
  folder.write("history.jsonl", history.map((epoch) => `${JSON.stringify(epoch)}\n`).join(""));
  for (const name of ["metrics.json", "predictions.npz", "charts", "report.html"]) folder.remove(name);
}

/** What a run that ends early leaves: weights, a checkpoint and its record, or nothing where there is no room. */
function keepWeights(
  error: unknown,
  folder: RunFolder,
  training: Training,
  record: (status: RunRecord["status"]) => void,
  trained: boolean,
): void {
  const diverged = error instanceof PerceptError && error.code === "diverged";
  const status = diverged ? "diverged" : error instanceof Interrupted ? "interrupted" : "failed";
  // After a divergence the engine has the last good weights.
  attempt(() => trained || folder.write("model.npz", saveModel(training.model())));
  attempt(() => diverged || folder.write("checkpoint.npz", saveCheckpoint(training.checkpoint())));
  if (!folder.has("experiment.json") || !folder.has("model.npz")) {
    folder.discard();
    return;
  }
  attempt(() => record(status));
  const resumable = folder.has("checkpoint.npz");
  const path = folder.keep();
  if (!(error instanceof Error)) return;
  error.message += `\n  The run so far, with its weights, is in ${path}.`;
  if (resumable) error.message += `\n  \`percept train --resume ${path}\` goes on with it.`;
}

/** Something that a full disk may refuse while an error is on its way that says so. */
function attempt(write: () => unknown): void {
  try {
    write();
  } catch {}
}

export async function readInitialWeights(
  init: string,
  unpack: UnpackOptions = {},
): Promise<Weights | undefined> {
  return isInitializer(init) ? undefined : loadWeights(await readBytes(init), init, unpack);
}

function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
