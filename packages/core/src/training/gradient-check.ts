import type { Samples } from "../dataset/samples.ts";
import { createEngine } from "../engine/create-engine.ts";
import type { Engine, Scores } from "../engine/engine.ts";
import { losses } from "../network/losses.ts";
import { copyMatrix, type Matrix } from "../network/matrix.ts";
import { type Network, outputUnits, type Weights } from "../network/network.ts";
import { createRandom, streams } from "../random.ts";

/** The analytic beside the numeric gradient of one layer. */
export interface LayerCheck {
  readonly layer: number;
  readonly entries: number;
  readonly checked: number;
  /** ||analytic - numeric|| / (||analytic|| + ||numeric||), over the checked entries */
  readonly relativeError: number;
  /** the largest |analytic - numeric|, and where it is */
  readonly largestError: number;
  readonly row: number;
  readonly column: number;
  readonly passed: boolean;
}

/** What a gradient must keep to. */
export const gradientBounds = { relativeError: 1e-6, entryError: 1e-8 } as const;

/** Half the interval of the central difference: its error is of order h² and of order rounding / h. */
const INTERVAL = 1e-5;

export interface GradientCheckOptions {
  /** entries checked a layer, drawn with the seed; every entry without it */
  readonly entriesPerLayer?: number;
  readonly seed?: number;
  /** gives the analytic gradient: the mean over the samples. Reference in float64 unless given. */
  readonly analytic?: (samples: Samples) => Promise<Weights>;
}

/**
 * Compares the gradient of the mean loss over `samples` with central differences in float64, weight by weight:
 * dL/dw = (L(w + h) - L(w - h)) / 2h.
 */
export async function checkGradients(
  network: Network,
  weights: Weights,
  samples: Samples,
  options: GradientCheckOptions = {},
): Promise<LayerCheck[]> {
  const W = weights.map((matrix) => copyMatrix(matrix, "float64"));
  const settings = { network, weights: W, precision: "float64", updateOrder: "together" } as const;
  const engine = await createEngine("reference", settings);
  const analytic = await (options.analytic ?? ((given) => engine.gradients(given)))(samples);
  const checks: LayerCheck[] = [];
  for (const [index, matrix] of W.entries()) {
    const chosen = chooseEntries(matrix, index, options);
    const gradient = Float64Array.from(chosen, (entry) => analytic[index].values[entry] / samples.count);
    const numeric = new Float64Array(chosen.length);
    for (const [k, entry] of chosen.entries()) {
      numeric[k] = await centralDifference(engine, W, matrix, entry, network, samples);
    }
    checks.push(compare(index + 1, matrix, chosen, gradient, numeric));
  }
  return checks;
}

async function centralDifference(
  engine: Engine,
  W: readonly Matrix[],
  { values }: Matrix,
  entry: number,
  network: Network,
  samples: Samples,
): Promise<number> {
  const w = values[entry];
  const lossAt = async (value: number) => {
    values[entry] = value;
    engine.restore(W);
    return meanLoss(network, await engine.scores(samples), samples);
  };
  const [above, below] = [w + INTERVAL, w - INTERVAL];
  const difference = (await lossAt(above)) - (await lossAt(below));
  values[entry] = w;
  return difference / (above - below);
}

function meanLoss(network: Network, { preActivations }: Scores, { labels, count }: Samples): number {
  const units = outputUnits(network);
  const { value } = losses[network.loss];
  let sum = 0;
  for (let sample = 0; sample < count; sample++) {
    sum += value(preActivations.subarray(sample * units, (sample + 1) * units), labels[sample]);
  }
  return sum / count;
}

function chooseEntries(
  { values: { length } }: Matrix,
  layer: number,
  { entriesPerLayer, seed = 0 }: GradientCheckOptions,
): number[] {
  if (entriesPerLayer === undefined || entriesPerLayer >= length)
    return Array.from({ length }, (_, index) => index);
  const random = createRandom({ seed, stream: streams.gradientCheck, step: layer });
  const chosen = new Set<number>();
  while (chosen.size < entriesPerLayer) chosen.add(random.integer(length));
  return [...chosen].sort((a, b) => a - b);
}

function compare(
  layer: number,
  { columns, values }: Matrix,
  chosen: readonly number[],
  analytic: Float64Array,
  numeric: Float64Array,
): LayerCheck {
  const difference = analytic.map((value, k) => value - numeric[k]);
  const scale = norm(analytic) + norm(numeric);
  const relativeError = scale === 0 ? 0 : norm(difference) / scale;
  const worst = difference.reduce(
    (best, value, k) => (Math.abs(value) > Math.abs(difference[best]) ? k : best),
    0,
  );
  const largestError = Math.abs(difference[worst]);
  return {
    layer,
    entries: values.length,
    checked: chosen.length,
    relativeError,
    largestError,
    row: Math.floor(chosen[worst] / columns),
    column: chosen[worst] % columns,
    // NaN passes no comparison.
    passed: relativeError < gradientBounds.relativeError && largestError <= gradientBounds.entryError,
  };
}

function norm(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
