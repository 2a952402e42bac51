import { dataCard } from "percept";
import { checkRunGradients } from "./check-run-gradients.ts";
import { drawRunCharts } from "./draw-run-charts.ts";
import type { Report } from "./report.ts";
import type { RunResults } from "./run-results.ts";

/** Computes and draws what a run's page shows. */
export async function prepareReport(results: RunResults): Promise<Report> {
  return {
    results,
    charts: drawRunCharts(results),
    card: results.dataset && dataCard(results.dataset),
    gradientCheck: await checkRunGradients(results),
  };
}
