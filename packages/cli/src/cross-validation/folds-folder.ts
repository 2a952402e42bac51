// What a cross-validation leaves: a run folder without a model, as no fold's weights are the experiment's.

import {
  createNetwork,
  type Dataset,
  type FoldsSummary,
  flatMetrics,
  layerSizes,
  type NpyArray,
  poolPredictions,
  poolScores,
  resolveEngine,
  writeNpz,
} from "percept";
import type { RunRecord } from "../run/read-run.ts";
import { createRunFolder, type RunFolder, runName } from "../run/run-folder.ts";
import { writeChart } from "../run/write-chart.ts";
import { version } from "../version.ts";
import { type BestCandidate, isMeasured, type TriedCandidate } from "./rank-candidates.ts";
import type { FoldDone, Plan } from "./try-candidates.ts";

export interface FoldsRecord {
  readonly stratified: boolean;
  readonly workers: number;
  /** what was searched: NAME=VALUE,VALUE,... each */
  readonly grid: readonly string[];
}

/** @throws {FileError} where it exists and may not be replaced */
export function createFoldsFolder({ candidates, dataset }: Plan, out: string | undefined, force: boolean) {
  const [{ experiment }] = candidates;
  const sizes = layerSizes(createNetwork(experiment, dataset));
  return createRunFolder(`${runName(new Date(), sizes, experiment.seed)}-cv`, out, force);
}

/** A function that writes experiment.json; the first candidate's experiment stands for a grid's. */
export function recordWriter(folder: RunFolder, plan: Plan, { stratified, workers, grid }: FoldsRecord) {
  const [{ experiment }] = plan.candidates;
  const { name, sources } = plan.dataset;
  const { node, v8 } = process.versions;
  const startedAt = new Date().toISOString();
  return (status: RunRecord["status"]) => {
    const record = {
      formatVersion: 1,
      kind: "cross-validation",
      status,
      experiment,
      folds: { count: plan.folds.length, stratified },
      ...(grid.length > 0 && { grid, rankBy: plan.rankBy }),
      provenance: {
        data: { name, sha256: Object.fromEntries(sources.map((source) => [source.name, source.sha256])) },
        engine: resolveEngine(experiment.engine, experiment.precision),
        ...plan.blas,
        workers,
        threads: plan.threads,
        versions: { percept: version, node, v8, platform: `${process.platform} ${process.arch}` },
        startedAt,
        ...(status !== "running" && { endedAt: new Date().toISOString() }),
      },
    };
    folder.write("experiment.json", toJson(record));
  };
}

/** A fold in a line of --json, and with its history in one of folds.jsonl. */
export function foldRecord({ candidate, fold, result }: FoldDone) {
  const { samples, metrics, weightsSha256, history, seconds } = result;
  return {
    ...(candidate.label !== "" && { candidate: candidate.number }),
    fold,
    ...flatMetrics(metrics),
    samples: samples.length,
    epochs: history.length,
    seconds,
    weightsSha256,
  };
}

export function candidateRecord(tried: TriedCandidate) {
  const { number, settings } = tried.candidate;
  const { seconds } = tried;
  const place = { candidate: number, settings, seconds };
  return isMeasured(tried)
    ? { ...place, ...summaryRecord(tried.summary) }
    : { ...place, diverged: tried.error.message };
}

export function summaryRecord({ mean, standardDeviation, interval }: Omit<FoldsSummary, "pooled">) {
  return { mean, standardDeviation, interval };
}

/** metrics.json, predictions.npz and charts, of the best candidate; of a grid also the ranking and best.json. */
export async function writeBest(
  folder: RunFolder,
  { dataset, folds, rankBy }: Plan,
  { candidate, summary, results }: BestCandidate,
  ranked: readonly TriedCandidate[],
  why: string,
): Promise<void> {
  const isGrid = candidate.label !== "";
  const best = { candidate: candidate.number, settings: candidate.settings };
  folder.write(
    "metrics.json",
    toJson({
      folds: folds.length,
      ...(isGrid && best),
      ...summaryRecord(summary),
      pooled: summary.pooled,
      ...(isGrid && { rankBy, candidates: ranked.map(candidateRecord) }),
    }),
  );
  folder.write("predictions.npz", writeNpz(pooledArrays(results, dataset)));
  if (isGrid) folder.write("best.json", toJson({ why, experiment: candidate.experiment }));
  await writeCharts(folder, results, summary, dataset);
}

/** Scores and labels, or of a regression predictions and targets, and the fold that each is of. */
function pooledArrays(
  results: BestCandidate["results"],
  { train, classes, targetNames }: Dataset,
): [string, NpyArray][] {
  const foldArray = (fold: Uint16Array): [string, NpyArray] => [
    "fold",
    { shape: [fold.length], data: fold.map((place) => place + 1) },
  ];
  if (targetNames) {
    const { predictions, targets, fold } = poolPredictions(results, train, targetNames);
    const shape = [fold.length, targetNames.length];
    return [
      ["predictions", { shape, data: predictions }],
      ["targets", { shape, data: targets }],
      foldArray(fold),
    ];
  }
  const { scores, labels, fold } = poolScores(results, train.labels, classes);
  return [
    ["scores", { shape: [labels.length, classes.length], data: scores }],
    ["labels", { shape: [labels.length], data: labels }],
    foldArray(fold),
  ];
}

async function writeCharts(
  folder: RunFolder,
  results: BestCandidate["results"],
  { pooled }: BestCandidate["summary"],
  { classes, train, targetNames = [] }: Dataset,
): Promise<void> {
  // Loaded when there is something to draw.
  const { confusionMatrixChart, foldCurvesChart } = await import("percept-charts");
  const { drawPredictedActual } = await import("percept-charts/model");
  const pooledName = `${results.length} folds pooled`;
  const charts = {
    "fold-curves": foldCurvesChart({
      title: `Learning curves of ${results.length} folds`,
      folds: results.map(({ history }, place) => ({ fold: place + 1, epochs: history })),
    }),
    ...("perTarget" in pooled
      ? {
          "predicted-actual": drawPredictedActual({
            name: pooledName,
            ...poolPredictions(results, train, targetNames),
            metrics: pooled,
          }),
        }
      : {
          "confusion-matrix": confusionMatrixChart({
            title: `Confusion matrix, ${pooledName}`,
            classes,
            counts: pooled.confusionMatrix,
          }),
        }),
  };
  for (const [name, chart] of Object.entries(charts)) await writeChart(folder, name, chart);
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
