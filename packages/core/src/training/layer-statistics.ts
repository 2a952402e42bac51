import { type Samples, sliceSamples } from "../dataset/samples.ts";
import { ReferenceEngine } from "../engine/reference/reference-engine.ts";
import { type Histogram, histogram } from "../metrics/histogram.ts";
import { type ActivationName, activate, activations } from "../network/activations.ts";
import { type FloatArray, norm } from "../network/matrix.ts";
import type { Layer, Network, Weights } from "../network/network.ts";
import type { Objective } from "../network/objective.ts";
import { type GradientHistogram, gradientHistogram } from "./gradient-histogram.ts";

/** What is known of a layer at a moment of a training, from the samples of a probe. */
export interface LayerStatistics {
  /** from 1 */
  readonly layer: number;
  readonly units: number;
  readonly activation: ActivationName;
  /** over units and samples */
  readonly activationMean: number;
  readonly activationDeviation: number;
  /** relu and leaky-relu: share of the units with z <= 0 for every sample */
  readonly deadUnits?: number;
  /** sigmoid, tanh and scaled-tanh: share of the activations within 1 % of their ends */
  readonly saturated?: number;
  /** the same activations: share of the units that are saturated for nine samples in ten or more */
  readonly saturatedUnits?: number;
  /** ||W||, biases included */
  readonly weightNorm: number;
  /** ||dJ/dW|| */
  readonly gradientNorm: number;
  /** ||dJ/dW|| / ||W||; null where every weight is 0 */
  readonly gradientToWeight: number | null;
  /** over units and samples; absent in the lines of runs before it was there */
  readonly activationHistogram?: Histogram;
  /** over the entries of dJ/dW, biases included; absent likewise */
  readonly gradientHistogram?: GradientHistogram;
}

/** Enough that a unit which is above 0 for one sample in a hundred is seldom taken for dead: 0.99²⁰⁰ = 0.13. */
const PROBE_SAMPLES = 200;
/** How near to its end an activation is saturated, as a share of the upper end. */
const SATURATED = 0.01;
/** The share of the samples for which a saturated unit is. */
const SATURATED_SAMPLES = 0.9;
const HISTOGRAM_BINS = 40;

/** The samples that a training's layers are watched on: always the same, so that epochs compare. */
export function probeOf(train: Samples): Samples {
  return sliceSamples(train, 0, Math.min(PROBE_SAMPLES, train.count));
}

/**
 * Statistics of every layer on a probe, in float64 on the reference engine. Nothing is random: no unit is left out,
 * no noise is added. J is the mean over the probe, also where the training takes the sum.
 * @param samples  the probe, one sample or more
 */
export async function layerStatistics(
  network: Network,
  weights: Weights,
  objective: Objective,
  samples: Samples,
): Promise<LayerStatistics[]> {
  const engine = new ReferenceEngine({
    network,
    weights,
    precision: "float64",
    updateOrder: "together",
    objective: { ...objective, reduction: "mean", dropout: [], inputNoise: 0 },
  });
  const order = Uint32Array.from({ length: samples.count }, (_, index) => index);
  const gradients = (await engine.gradients({ samples, order, step: 0 })).weights;
  const z = preActivations(engine, network, samples);
  return network.layers.map((layer, l) => {
    const [weightNorm, gradientNorm] = [norm(weights[l].values), norm(gradients[l].values)];
    return {
      layer: l + 1,
      units: layer.units,
      activation: layer.activation,
      ...activationsOf(layer, z[l]),
      weightNorm,
      gradientNorm,
      gradientToWeight: weightNorm > 0 ? gradientNorm / weightNorm : null,
      gradientHistogram: gradientHistogram(gradients[l].values, HISTOGRAM_BINS),
    };
  });
}

/** z of every layer: [n, units] each */
function preActivations(engine: ReferenceEngine, { layers }: Network, samples: Samples): Float64Array[] {
  const all = layers.map(({ units }) => new Float64Array(samples.count * units));
  for (let sample = 0; sample < samples.count; sample++) {
    engine.preActivations(samples, sample).forEach((z, l) => {
      all[l].set(z, sample * layers[l].units);
    });
  }
  return all;
}

type OfActivations = Pick<
  LayerStatistics,
  | "activationMean"
  | "activationDeviation"
  | "activationHistogram"
  | "deadUnits"
  | "saturated"
  | "saturatedUnits"
>;

/** @param z  [n, units] */
function activationsOf({ units, activation }: Layer, z: Float64Array): OfActivations {
  const a = new Float64Array(z.length);
  const alive = new Uint8Array(units);
  const one = new Float64Array(1 + units);
  for (let at = 0; at < z.length; at += units) {
    const ofSample = z.subarray(at, at + units);
    activate(activation, ofSample, one);
    a.set(one.subarray(1), at);
    for (let unit = 0; unit < units; unit++) if (ofSample[unit] > 0) alive[unit] = 1;
  }
  const mean = sumOf(a, (value) => value) / a.length;
  const variance = sumOf(a, (value) => (value - mean) * (value - mean)) / a.length;
  return {
    activationMean: mean,
    activationDeviation: Math.sqrt(variance),
    activationHistogram: histogram(a, HISTOGRAM_BINS),
    ...((activation === "relu" || activation === "leaky-relu") && {
      deadUnits: sumOf(alive, (one) => 1 - one) / units,
    }),
    ...((activation === "sigmoid" || activation === "tanh" || activation === "scaled-tanh") &&
      saturationOf(activation, a, units)),
  };
}

function saturationOf(activation: "sigmoid" | "tanh" | "scaled-tanh", a: Float64Array, units: number) {
  const { apply } = activations[activation];
  // There tanh has long rounded to -1 and 1.
  const [lower, upper] = [apply(-1000), apply(1000)];
  const margin = SATURATED * upper;
  const counts = new Uint32Array(units);
  a.forEach((value, index) => {
    if (value < lower + margin || value > upper - margin) counts[index % units]++;
  });
  const samples = a.length / units;
  return {
    saturated: sumOf(counts, (count) => count) / a.length,
    saturatedUnits: sumOf(counts, (count) => (count >= SATURATED_SAMPLES * samples ? 1 : 0)) / units,
  };
}

function sumOf(values: FloatArray | Uint8Array | Uint32Array, of: (value: number) => number): number {
  let sum = 0;
  for (const value of values) sum += of(value);
  return sum;
}
