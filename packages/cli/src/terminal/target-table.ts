import type { RegressionMetrics, TargetMetrics } from "percept";
import { alignColumns } from "./metrics-table.ts";
import { plainWords } from "./words.ts";

/** Columns of a target's name. */
const MOST_NAME = 30;

/** A row a target, in its own unit, and of several their means. */
export function targetTable(metrics: RegressionMetrics): string {
  const { perTarget } = metrics;
  return alignColumns([
    ["target", "RMSE", "MAE", "R²"],
    ...perTarget.map((of) => row(of.target, of)),
    ...(perTarget.length > 1 ? [row("mean", metrics)] : []),
  ]);
}

function row(name: string, { rootMeanSquaredError, meanAbsoluteError, r2 }: TargetMetrics): string[] {
  return [
    plainWords(name, MOST_NAME),
    targetNumber(rootMeanSquaredError),
    targetNumber(meanAbsoluteError),
    r2Text(r2),
  ];
}

export function r2Text(r2: number | null): string {
  return r2 === null ? "none" : r2.toFixed(4);
}

/** Five significant digits, whatever the unit. */
export function targetNumber(value: number): string {
  return String(Number(value.toPrecision(5)));
}
