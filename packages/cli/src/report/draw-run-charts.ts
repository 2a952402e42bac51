import type { Chart } from "percept-charts";
import { drawNetwork } from "./draw-network.ts";
import { drawSamples } from "./draw-samples.ts";
import { drawScores } from "./draw-scores.ts";
import { drawTraining } from "./draw-training.ts";
import type { RunResults } from "./run-results.ts";

/** Every picture of a run, by the name of its file, as far as there is something to draw. */
export function drawRunCharts(results: RunResults): ReadonlyMap<string, Chart> {
  const charts = {
    ...drawTraining(results),
    ...drawScores(results),
    ...drawNetwork(results),
    ...drawSamples(results),
  };
  return new Map(Object.entries(charts).filter((entry): entry is [string, Chart] => entry[1] !== undefined));
}
