import { availableParallelism } from "node:os";
import {
  checkNoValidation,
  type Dataset,
  type Experiment,
  type FoldMetric,
  resolveEngine,
  splitFolds,
} from "percept";
import { ParameterError } from "percept/errors";
import { loadDataset } from "percept/node";
import { type Candidate, createCandidates, prepareCandidate } from "../cross-validation/candidates.ts";
import { carryOutFolds } from "../cross-validation/carry-out-folds.ts";
import { createFoldsFolder } from "../cross-validation/folds-folder.ts";
import { createJsonReport, createTextReport } from "../cross-validation/folds-report.ts";
import { shareDataset } from "../cross-validation/share-dataset.ts";
import type { Plan } from "../cross-validation/try-candidates.ts";
import { printExperiment } from "../experiment-file.ts";
import { settingsFrom } from "../experiment-options.ts";
import { interruptSignal } from "../interrupt.ts";
import { blasProvenance } from "../run/blas-provenance.ts";
import { checkOut } from "../run/run-folder.ts";

export interface CrossValidateOptions {
  readonly folds: number;
  readonly stratified: boolean;
  /** folds trained at a time; as many as keep every core busy unless given */
  readonly workers?: number;
  /** threads of each of their engines: one unless given, as folds side by side gain more than a step divided */
  readonly threads?: number;
  /** NAME=VALUE,VALUE,... each */
  readonly grid?: readonly string[];
  readonly rankBy?: FoldMetric;
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly printConfig?: boolean;
  readonly unpackLimit?: number;
}

export async function crossValidate(
  options: CrossValidateOptions & Readonly<Record<string, unknown>>,
): Promise<void> {
  const { stratified, grid = [], out, force = false, json = false, unpackLimit } = options;
  const candidates = await candidatesOf(options);
  if (options.printConfig) return printExperiment(candidates[0].experiment, json);
  for (const { experiment } of candidates) checkNoValidation(experiment);
  checkOut(out, force);
  const { signal, release } = interruptSignal();
  try {
    const [{ experiment }] = candidates;
    const plan = await createPlan(
      options,
      candidates,
      await loadDataset(experiment.data, { ...experiment, unpackLimit }),
    );
    const tasks = candidates.length * plan.folds.length;
    const cores = Math.max(1, Math.floor(availableParallelism() / plan.threads));
    const workers = Math.min(options.workers ?? cores, tasks);
    const report = json ? createJsonReport(plan) : createTextReport(plan, workers, stratified);
    const folder = createFoldsFolder(plan, out, force);
    await carryOutFolds(plan, folder, report, { stratified, workers, grid, signal });
  } finally {
    release();
  }
}

/** Flags are stronger than a grid's values may be, a file's settings are weaker. */
async function candidatesOf(
  options: CrossValidateOptions & Readonly<Record<string, unknown>>,
): Promise<Candidate[]> {
  const settings = Object.entries(await settingsFrom(options));
  const isFlag = (name: string) => options[name] !== undefined;
  return createCandidates(
    Object.fromEntries(settings.filter(([name]) => isFlag(name))),
    Object.fromEntries(settings.filter(([name]) => !isFlag(name))),
    options.grid ?? [],
  );
}

/** What there is of a regression alone, or of classes alone, ranks nothing else. */
function checkRankBy(rankBy: FoldMetric, task: Experiment["task"]): void {
  const ofTargets: readonly FoldMetric[] = [
    "meanSquaredError",
    "rootMeanSquaredError",
    "meanAbsoluteError",
    "r2",
  ];
  if (rankBy === "meanSquaredError" || ofTargets.includes(rankBy) === (task === "regression")) return;
  throw new ParameterError(
    `rankBy ${rankBy} is not measured of task ${task} (from --rank-by).`,
    task === "regression"
      ? `Choose one of ${ofTargets.join(", ")}.`
      : "Choose accuracy, or another metric of classes.",
  );
}

async function createPlan(
  { folds, stratified, rankBy: given, threads = 1, unpackLimit }: CrossValidateOptions,
  candidates: readonly Candidate[],
  loaded: Dataset,
): Promise<Plan> {
  const { seed, task } = candidates[0].experiment;
  const rankBy = given ?? (task === "regression" ? "r2" : "accuracy");
  checkRankBy(rankBy, task);
  const split = splitFolds(loaded.train.labels, folds, {
    stratified: stratified && task === "classification",
    seed,
  });
  const engines = candidates.map(({ experiment }) => resolveEngine(experiment.engine, experiment.precision));
  const blas = engines.includes("blas") ? await blasProvenance("blas") : undefined;
  const initialWeights = [];
  for (const candidate of candidates)
    initialWeights.push(await prepareCandidate(candidate, loaded, { unpackLimit }));
  return { candidates, initialWeights, folds: split, dataset: shareDataset(loaded), rankBy, threads, blas };
}
