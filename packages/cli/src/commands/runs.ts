import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { FoldsSummary, Metrics, RegressionMetrics } from "percept";
import { type RunRecord, readHistory, readJson, readRunRecord } from "../run/read-run.ts";
import { alignColumns } from "../terminal/metrics-table.ts";
import { percent } from "../terminal/numbers.ts";
import { writeError, writeJsonLine, writeLine } from "../terminal/output.ts";
import { r2Text } from "../terminal/target-table.ts";

export function runs({ json }: { readonly json?: boolean }): void {
  const names = statSync("runs", { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync("runs").filter((name) => existsSync(join("runs", name, "experiment.json")))
    : [];
  const found = names.sort().map(summary);
  if (json) {
    for (const run of found) writeJsonLine(run);
  } else if (found.length === 0) {
    writeError("There are no runs in ./runs yet. `percept train` makes one.");
  } else {
    const said = (accuracy: number | undefined, r2: number | null | undefined) =>
      accuracy !== undefined ? percent(accuracy) : r2 === undefined ? "" : `R² ${r2Text(r2)}`;
    const validated = found.some(
      ({ validationAccuracy, validationR2 }) =>
        validationAccuracy !== undefined || validationR2 !== undefined,
    );
    writeLine(
      alignColumns([
        ["run", "state", "epochs", "training", ...(validated ? ["validation"] : []), "test"],
        ...found.map((run) => [
          run.run,
          run.folds === undefined ? run.status : `${run.status}, ${run.folds} folds`,
          String(run.epochs),
          said(run.trainAccuracy, run.trainR2),
          ...(validated ? [said(run.validationAccuracy, run.validationR2)] : []),
          said(run.testAccuracy, run.testR2),
        ]),
      ]),
    );
  }
}

interface RunSummary {
  readonly run: string;
  readonly status: string;
  /** done; of a cross-validation those that each fold was to have */
  readonly epochs: number;
  /** of a cross-validation */
  readonly folds?: number;
  readonly trainAccuracy?: number;
  /** of a cross-validation the mean, of a grid the best one's */
  readonly validationAccuracy?: number;
  readonly testAccuracy?: number;
  /** of a regression, null where its targets are all the same */
  readonly trainR2?: number | null;
  readonly validationR2?: number | null;
  readonly testR2?: number | null;
}

interface RunMetrics {
  readonly train: Metrics | RegressionMetrics;
  readonly validation?: Metrics | RegressionMetrics;
  readonly test?: Metrics | RegressionMetrics;
}

function summary(name: string): RunSummary {
  const folder = join("runs", name);
  try {
    const { kind, status, ...record } = readRunRecord(folder);
    if (kind === "cross-validation") return foldsSummary(folder, status, record);
    const epochs = readHistory(folder).length;
    if (!existsSync(join(folder, "metrics.json"))) return { run: folder, status, epochs };
    const { train, validation, test } = readJson(join(folder, "metrics.json")) as RunMetrics;
    return {
      run: folder,
      status,
      epochs,
      ...rightness("train", train),
      ...(validation && rightness("validation", validation)),
      ...(test && rightness("test", test)),
    };
  } catch {
    return { run: folder, status: "damaged", epochs: 0 };
  }
}

function rightness(set: "train" | "validation" | "test", metrics: Metrics | RegressionMetrics) {
  return "perTarget" in metrics ? { [`${set}R2`]: metrics.r2 } : { [`${set}Accuracy`]: metrics.accuracy };
}

function foldsSummary(
  folder: string,
  status: string,
  record: Pick<RunRecord, "experiment"> & { readonly folds?: { readonly count: number } },
): RunSummary {
  const { experiment, folds } = record;
  const path = join(folder, "metrics.json");
  const metrics = existsSync(path) ? (readJson(path) as Pick<FoldsSummary, "mean">) : undefined;
  return {
    run: folder,
    status,
    epochs: Number(experiment.epochs),
    ...(folds && { folds: folds.count }),
    ...(metrics &&
      (metrics.mean.r2 === undefined
        ? { validationAccuracy: metrics.mean.accuracy ?? 0 }
        : { validationR2: metrics.mean.r2 })),
  };
}
