import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Metrics } from "percept";
import { readHistory, readJson, readRunRecord } from "../run/read-run.ts";
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
    writeLine(
      alignColumns([
        ["run", "state", "epochs", "training", "test"],
        ...found.map((run) => [
          run.run,
          run.status,
          String(run.epochs),
          share(run.trainAccuracy),
          share(run.testAccuracy),
        ]),
      ]),
    );
  }
}

interface RunSummary {
  readonly run: string;
  readonly status: string;
  readonly epochs: number;
  readonly trainAccuracy?: number;
  readonly testAccuracy?: number;
}

function summary(name: string): RunSummary {
  const folder = join("runs", name);
  try {
    const { status } = readRunRecord(folder);
    const epochs = readHistory(folder).length;
    if (!existsSync(join(folder, "metrics.json"))) return { run: folder, status, epochs };
    const { train, test } = readJson(join(folder, "metrics.json")) as { train: Metrics; test?: Metrics };
    return {
      run: folder,
      status,
      epochs,
      trainAccuracy: train.accuracy,
      ...(test && { testAccuracy: test.accuracy }),
    };
  } catch {
    return { run: folder, status: "damaged", epochs: 0 };
  }
}
