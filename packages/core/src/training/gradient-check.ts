import type { Samples } from "../dataset/samples.ts";
import type { Batch } from "../engine/engine.ts";
import { ReferenceEngine } from "../engine/reference/reference-engine.ts";
import { ShapeError } from "../errors.ts";
import { copyMatrix, type Matrix } from "../network/matrix.ts";
import { checkWeights, type Network, outputUnits, type Weights } from "../network/network.ts";
import { type Objective, plainObjective } from "../network/objective.ts";
import { checkTargets } from "../network/sample-target.ts";
import { createRandom, streams } from "../random.ts";

/** The analytic beside the numeric gradient of one layer. */
export interface LayerCheck {
  readonly layer: number;
  readonly entries: number;
  readonly checked: number;
  /** entries left out because their interval crosses a kink, of ReLU or of |w|, where there is no derivative */
  readonly kinked: number;
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

/**
 * The h of the differences. Truncation costs J⁽⁵⁾h⁴/30, rounding about 1e-16 J/h: 1e-15 and 1e-12 where both are near 3.
 */
const INTERVAL = 3e-4;

export interface GradientCheckOptions {
  /** what the gradient is of: the mean of the samples' losses unless given. Dropout and noise are held still. */
  readonly objective?: Objective;
  /** entries checked a layer, drawn with the seed; every entry without it */
  readonly entriesPerLayer?: number;
  readonly seed?: number;
  /** gives the analytic gradient of the objective. Reference in float64 unless given. */
  readonly analytic?: (batch: Batch) => Promise<Weights>;
}

/**
 * Compares the gradient of the objective J over `samples` with central differences in float64, weight by weight:
 * D(h) = (J(w + h) - J(w - h)) / 2h, and dJ/dw = (4 D(h) - D(2h)) / 3 but for an error of order h⁴: Richardson (1911),
 * doi:10.1098/rsta.1911.0009.
 * @throws {ShapeError} where weights, samples or the analytic gradient do not fit the network
 */
export async function checkGradients(
  network: Network,
  weights: Weights,
  samples: Samples,
  options: GradientCheckOptions = {},
): Promise<LayerCheck[]> {
  const { objective = plainObjective } = options;
  checkWeights(network, weights);
  checkSamples(network, samples);
  const W = weights.map((matrix) => copyMatrix(matrix, "float64"));
  const engine = new ReferenceEngine({
    network,
    weights: W,
    precision: "float64",
    updateOrder: "together",
    objective,
  });
  const batch = { samples, order: Uint32Array.from({ length: samples.count }, (_, i) => i), step: 0 };
  const analytic = options.analytic ? await options.analytic(batch) : (await engine.gradients(batch)).weights;
  checkWeights(network, analytic, "the analytic gradient");
  return W.map((matrix, index) => {
    const chosen = chooseEntries(matrix, index, options);
    const derivatives = chosen.map((entry) => differentiate(engine, W, matrix, entry, batch, objective));
    const smooth = chosen.filter((_, k) => derivatives[k] !== undefined);
    const numeric = Float64Array.from(derivatives.filter((value) => value !== undefined));
    const gradient = Float64Array.from(smooth, (entry) => analytic[index].values[entry]);
    return {
      ...compare(index + 1, matrix, smooth, gradient, numeric),
      kinked: chosen.length - smooth.length,
    };
  });
}

function checkSamples(network: Network, samples: Samples): void {
  const { count, featureCount, labels } = samples;
  const { inputs } = network.layers[0];
  const units = outputUnits(network);
  if (count === 0) throw new ShapeError("Expected at least one sample to take a gradient over, got none.");
  if (featureCount !== inputs) {
    throw new ShapeError(`The network has ${inputs} inputs, got samples of ${featureCount} features.`);
  }
  if (network.targets) {
    checkTargets(units, samples);
    return;
  }
  const wrong = labels.findIndex((label) => label >= units);
  if (wrong < 0) return;
  throw new ShapeError(`Expected labels 0..${units - 1}, got ${labels[wrong]} for sample ${wrong}.`);
}

/** dJ/dw by differences; undefined where a kink lies within their reach. */
function differentiate(
  engine: ReferenceEngine,
  W: readonly Matrix[],
  { columns, values }: Matrix,
  entry: number,
  batch: Batch,
  { l1 }: Objective,
): number | undefined {
  const w = values[entry];
  if (l1 > 0 && entry % columns !== 0 && Math.abs(w) <= 2 * INTERVAL) return undefined;
  const at = (value: number) => {
    values[entry] = value;
    engine.restore(W);
    return engine.objective(batch);
  };
  const [near, far] = [INTERVAL, 2 * INTERVAL].map((h) => {
    const [above, below] = [w + h, w - h];
    const [high, low] = [at(above), at(below)];
    const kinked = high.sides.some((side, index) => side !== low.sides[index]);
    // Term by term, as the sum of many samples' losses would round away what one weight changes.
    const change = high.terms.reduce((sum, term, k) => sum + (term - low.terms[k]), 0);
    return { kinked, slope: change / (above - below) };
  });
  values[entry] = w;
  return near.kinked || far.kinked ? undefined : (4 * near.slope - far.slope) / 3;
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
): Omit<LayerCheck, "kinked"> {
  const difference = analytic.map((value, k) => value - numeric[k]);
  const scale = norm(analytic) + norm(numeric);
  const relativeError = scale === 0 ? 0 : norm(difference) / scale;
  const broken = difference.findIndex(Number.isNaN);
  const worst =
    broken >= 0
      ? broken
      : difference.reduce((best, value, k) => (Math.abs(value) > Math.abs(difference[best]) ? k : best), 0);
  const largestError = Math.abs(difference[worst] ?? 0);
  return {
    layer,
    entries: values.length,
    checked: chosen.length,
    relativeError,
    largestError,
    row: Math.floor((chosen[worst] ?? 0) / columns),
    column: (chosen[worst] ?? 0) % columns,
    // NaN passes no comparison, and neither does a layer of which nothing could be checked.
    passed:
      chosen.length > 0 &&
      relativeError < gradientBounds.relativeError &&
      largestError <= gradientBounds.entryError,
  };
}

function norm(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
