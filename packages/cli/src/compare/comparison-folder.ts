import type { Dataset } from "percept";
import type { RunFolder } from "../run/run-folder.ts";
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

/** Draws accuracy and loss of all runs into one picture, as SVG and PNG. */
export async function drawComparison(
  folder: RunFolder,
  runs: readonly ComparedRun[],
  datasets: readonly Dataset[],
): Promise<void> {
  // Loaded when there is something to draw: the renderer is native and large.
  const { comparisonChart } = await import("percept-charts");
  const { renderPicture } = await import("percept-charts/node");
  const title = `Comparison, training set of ${datasets.map(({ name }) => name).join(" and ")}`;
  const { svg, png } = renderPicture(comparisonChart({ title, runs }));
  folder.write("charts/comparison.svg", svg);
  folder.write("charts/comparison.png", png);
}
