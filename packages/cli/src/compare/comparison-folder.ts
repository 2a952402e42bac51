import type { Dataset } from "percept";
import type { RunFolder } from "../run/run-folder.ts";
import { writeChart } from "../run/write-chart.ts";
import { version } from "../version.ts";
import type { ComparedRun } from "./compared-run.ts";

export type ComparisonStatus = "running" | "finished" | "interrupted" | "diverged" | "failed";

/** A function that writes comparison.json: every experiment with its points, and where they come from. */
export function comparisonWriter(folder: RunFolder, datasets: readonly Dataset[]) {
  const { node, v8 } = process.versions;
  const startedAt = new Date().toISOString();
  const data = datasets.map(({ name, sources }) => ({
    name,
    sha256: Object.fromEntries(sources.map((source) => [source.name, source.sha256])),
  }));
  return (status: ComparisonStatus, runs: readonly ComparedRun[]) => {
    const provenance = {
      data,
      versions: { percept: version, node, v8, platform: `${process.platform} ${process.arch}` },
      startedAt,
      ...(status !== "running" && { endedAt: new Date().toISOString() }),
    };
    const record = { formatVersion: 1, kind: "comparison", status, runs, provenance };
    folder.write("comparison.json", `${JSON.stringify(record, null, 2)}\n`);
  };
}

/** Draws accuracy and loss of all runs into one picture, with its numbers. */
export async function drawComparison(
  folder: RunFolder,
  runs: readonly ComparedRun[],
  datasets: readonly Dataset[],
): Promise<void> {
  // Loaded when there is something to draw.
  const { comparisonChart } = await import("percept-charts");
  const title = `Comparison, training set of ${datasets.map(({ name }) => name).join(" and ")}`;
  await writeChart(folder, "comparison", comparisonChart({ title, runs }));
}
