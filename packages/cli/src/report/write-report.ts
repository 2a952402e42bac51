import type { RunFolder } from "../run/run-folder.ts";
import type { RunResults } from "./run-results.ts";

/**
 * Draws a run's pictures, with the numbers behind them, and lays all that is known of it out on a page.
 * @returns each picture as PNG, by name
 */
export async function writeReport(
  folder: Pick<RunFolder, "write">,
  results: RunResults,
): Promise<ReadonlyMap<string, Uint8Array>> {
  // Loaded when there is something to draw: the renderers are large, one of them native.
  const { prepareReport } = await import("./prepare-report.ts");
  const { runPage } = await import("./run-page.tsx");
  const { writeChart } = await import("../run/write-chart.ts");
  const report = await prepareReport(results);
  folder.write("report.html", runPage(report));
  const pictures = new Map<string, Uint8Array>();
  for (const [name, chart] of report.charts) pictures.set(name, await writeChart(folder, name, chart));
  return pictures;
}
