import { createSamples, type Model, predict, type Samples } from "percept";
import { type Chart, type DecisionGrid, decisionChart } from "percept-charts";
import { type Bench, requireData } from "./bench.ts";

/** Points of the grid, along each axis: the browser smooths what is between. */
const GRID = 64;
/** More dots hide each other. */
const MOST_DOTS = 2000;

type Range = readonly [from: number, to: number];

/** Data of two features: all that a network says can be drawn. */
export function decisionMethods(bench: Bench) {
  return {
    /** The training samples, and behind them what the network said at the last epoch's end; undefined for other data. */
    async decision(title: string, subtitle: string): Promise<Chart | undefined> {
      const { train, classes } = requireData(bench);
      if (train.featureCount !== 2) return undefined;
      const shown = firstOf(train);
      const features = Float32Array.from(shown.features);
      const domain = { x: rangeOf(features, 0), y: rangeOf(features, 1) };
      const model = bench.session?.shown?.model;
      const grid = model && (await scoreGrid(model, domain));
      return decisionChart({ title, subtitle, classes, features, labels: shown.labels, domain, grid });
    },

    /** How many epochs are trained a second, at most: so that one can watch. No bit of the weights depends on it. */
    setPace(epochsPerSecond: number): void {
      bench.breath = Number.isFinite(epochsPerSecond) ? () => pause(1000 / epochsPerSecond) : undefined;
    },
  };
}

function firstOf({ features, labels, count }: Samples): Samples {
  const shown = Math.min(count, MOST_DOTS);
  return createSamples(features.subarray(0, 2 * shown), labels.subarray(0, shown), 2);
}

/** What one feature needs, with a margin around it. */
function rangeOf(features: Float32Array, feature: number): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = feature; at < features.length; at += 2) {
    low = Math.min(low, features[at]);
    high = Math.max(high, features[at]);
  }
  const margin = 0.08 * (high - low) || 1;
  return [low - margin, high + margin];
}

async function scoreGrid(
  model: Model,
  { x, y }: { readonly x: Range; readonly y: Range },
): Promise<DecisionGrid> {
  const middle = ([from, to]: Range, cell: number) => from + ((cell + 0.5) / GRID) * (to - from);
  const points = Float32Array.from({ length: 2 * GRID * GRID }, (_, i) => {
    const cell = i >> 1;
    return i % 2 === 0 ? middle(x, cell % GRID) : middle(y, Math.floor(cell / GRID));
  });
  const predictions = await predict(model, points, { threads: 1 });
  const classes = model.classes.length;
  const scores = new Float32Array(GRID * GRID * classes);
  for (const [point, { scores: said }] of predictions.entries()) scores.set(said, point * classes);
  return { rows: GRID, columns: GRID, scores };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
