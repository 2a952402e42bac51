import type { RunFolder } from "../run/run-folder.ts";
import type { RunResults } from "./run-results.ts";

/** Draws a run's pictures, with the numbers behind them, and lays all that is known of it out on a page. */
export async function writeReport(folder: Pick<RunFolder, "write">, results: RunResults): Promise<void> {
  // Loaded when there is something to draw: the renderers are large, one of them native.
  const { prepareReport } = await import("./prepare-report.ts");
  const { runPage } = await import("./run-page.tsx");
  const { writeChart } = await import("../run/write-chart.ts");
  const report = await prepareReport(results);
  folder.write("report.html", runPage(report));
  for (const [name, chart] of report.charts) await writeChart(folder, name, chart);
}
