import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { FoldsSummary, Metrics } from "percept";
import { type RunRecord, readHistory, readJson, readRunRecord } from "../run/read-run.ts";
import { alignColumns } from "../terminal/metrics-table.ts";
import { percent } from "../terminal/numbers.ts";
import { writeError, writeJsonLine, writeLine } from "../terminal/output.ts";

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
    const share = (value: number | undefined) => (value === undefined ? "" : percent(value));
    const validated = found.some(({ validationAccuracy }) => validationAccuracy !== undefined);
    writeLine(
      alignColumns([
        ["run", "state", "epochs", "training", ...(validated ? ["validation"] : []), "test"],
        ...found.map((run) => [
          run.run,
          run.folds === undefined ? run.status : `${run.status}, ${run.folds} folds`,
          String(run.epochs),
          share(run.trainAccuracy),
          ...(validated ? [share(run.validationAccuracy)] : []),
          share(run.testAccuracy),
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
}

interface RunMetrics {
  readonly train: Metrics;
  readonly validation?: Metrics;
  readonly test?: Metrics;
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
      trainAccuracy: train.accuracy,
      ...(validation && { validationAccuracy: validation.accuracy }),
      ...(test && { testAccuracy: test.accuracy }),
    };
  } catch {
    return { run: folder, status: "damaged", epochs: 0 };
  }
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
    ...(metrics && { validationAccuracy: metrics.mean.accuracy ?? 0 }),
  };
}
