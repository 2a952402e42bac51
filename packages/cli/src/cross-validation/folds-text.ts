// What people read of a cross-validation.

import {
  type FoldMetric,
  type FoldsSummary,
  flatMetrics,
  type Metrics,
  type RegressionMetrics,
} from "percept";
import { alignColumns } from "../terminal/metrics-table.ts";
import { duration, grouped, percent } from "../terminal/numbers.ts";
import { targetNumber } from "../terminal/target-table.ts";
import { isMeasured, type TriedCandidate } from "./rank-candidates.ts";
import type { FoldDone } from "./try-candidates.ts";

export const metricNames: Record<FoldMetric, string> = {
  accuracy: "accuracy",
  errorRate: "error rate",
  precision: "precision",
  recall: "recall",
  f1: "F1",
  auc: "AUC",
  crossEntropy: "cross-entropy",
  meanSquaredError: "mean squared error",
  rootMeanSquaredError: "RMSE",
  meanAbsoluteError: "MAE",
  r2: "R²",
};

type Summary = FoldsSummary<Metrics | RegressionMetrics>;

const asNumbers: readonly FoldMetric[] = ["auc", "crossEntropy", "r2"];

/** Squared and absolute errors may have any unit. */
const asQuantities: readonly FoldMetric[] = ["meanSquaredError", "rootMeanSquaredError", "meanAbsoluteError"];

const withoutLimit: readonly FoldMetric[] = ["crossEntropy", ...asQuantities];

type Columns = readonly (readonly [metric: FoldMetric, width: number])[];

/** The columns of a table that grows while folds end: as wide as their widest cell will be. */
const classColumns: Columns = [
  ["accuracy", 8],
  ["precision", 9],
  ["recall", 7],
  ["f1", 7],
  ["auc", 6],
  ["crossEntropy", 13],
];
const targetColumns: Columns = [
  ["rootMeanSquaredError", 11],
  ["meanAbsoluteError", 11],
  ["r2", 8],
];
const FOLD_WIDTH = 4;
const TIME_WIDTH = 10;

/** @param regression  whether the folds are of one */
export function foldsHead(regression = false): string {
  const columns = regression ? targetColumns : classColumns;
  return row(columns, "fold", [...columns.map(([metric]) => metricNames[metric]), "time"]);
}

export function foldLine({ fold, result }: FoldDone): string {
  const metrics = flatMetrics(result.metrics);
  const columns = "r2" in metrics ? targetColumns : classColumns;
  return row(columns, String(fold), [
    ...columns.map(([metric]) => metricText(metric, metrics[metric])),
    duration(result.seconds),
  ]);
}

function row(columns: Columns, first: string, cells: readonly string[]): string {
  const widths = [...columns.map(([, width]) => width), TIME_WIDTH];
  return [first.padEnd(FOLD_WIDTH), ...cells.map((cell, index) => cell.padStart(widths[index]))].join("  ");
}

/** A metric a row: mean, standard deviation, 95 % interval. */
export function summaryTable(summary: Summary): string {
  const names = Object.keys(summary.mean) as FoldMetric[];
  return alignColumns([
    ["", "mean", "± sd", "95 % interval"],
    ...names.map((name) => [
      metricNames[name],
      metricText(name, summary.mean[name]),
      metricText(name, summary.standardDeviation[name]),
      intervalText(name, summary),
    ]),
  ]);
}

/** Counts of samples: a row an actual class, a column a predicted one; a dot where there are none. */
export function confusionTable({ confusionMatrix }: Metrics, classes: readonly string[]): string {
  return alignColumns([
    ["", ...classes],
    ...confusionMatrix.map((counts, actual) => [
      classes[actual],
      ...counts.map((count) => (count === 0 ? "." : grouped(count))),
    ]),
  ]);
}

/** A line as a candidate's last fold ends: `2 of 6  learningRate 0.01, hidden 20: accuracy 93.41% ± 0.36%` */
export function candidateLine(tried: TriedCandidate, candidates: number, rankBy: FoldMetric): string {
  const { number, label } = tried.candidate;
  const place = String(number).padStart(String(candidates).length);
  const said = isMeasured(tried)
    ? `${metricNames[rankBy]} ${withDeviation(tried.summary, rankBy)} (${duration(tried.seconds)})`
    : "diverged";
  return `${place} of ${candidates}  ${label}: ${said}`;
}

/** The best first; below it what is wrong with those that diverged. */
export function rankingTable(ranked: readonly TriedCandidate[], rankBy: FoldMetric): string {
  const widest = Math.max(9, ...ranked.map(({ candidate }) => candidate.label.length));
  return alignColumns([
    ["rank", "candidate".padEnd(widest), metricNames[rankBy], "± sd", "95 % interval", "time"],
    ...ranked.map((tried, place) => {
      const label = tried.candidate.label.padEnd(widest);
      if (!isMeasured(tried)) return ["-", label, "diverged", "", "", ""];
      const { mean, standardDeviation } = tried.summary;
      return [
        String(place + 1),
        label,
        metricText(rankBy, mean[rankBy]),
        metricText(rankBy, standardDeviation[rankBy]),
        intervalText(rankBy, tried.summary),
        duration(tried.seconds),
      ];
    }),
  ]);
}

/** `93.41% ± 0.36%` */
export function withDeviation({ mean, standardDeviation }: Summary, metric: FoldMetric): string {
  return `${metricText(metric, mean[metric])} ± ${metricText(metric, standardDeviation[metric])}`;
}

/** Without what lies beyond the best or worst that a metric can be, where a t interval of few folds may reach. */
function intervalText(metric: FoldMetric, { interval }: Summary): string {
  const [low, high] = interval[metric] ?? [null, null];
  if (low === null || high === null) return "none";
  const most = withoutLimit.includes(metric) ? Number.POSITIVE_INFINITY : 1;
  const least = metric === "r2" ? Number.NEGATIVE_INFINITY : 0;
  return `${metricText(metric, Math.max(least, low))} to ${metricText(metric, Math.min(most, high))}`;
}

function metricText(metric: FoldMetric, value: number | null | undefined): string {
  if (value === null || value === undefined) return "none";
  if (asQuantities.includes(metric)) return targetNumber(value);
  return asNumbers.includes(metric) ? value.toFixed(4) : percent(value);
}
