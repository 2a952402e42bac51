import { type Engine, type EngineSettings, emptyTally, type StepRange } from "../engine/engine.ts";
import { PerceptError } from "../errors.ts";
import { activate } from "../network/activations.ts";
import { createVector, type FloatArray, findNonFinite } from "../network/matrix.ts";
import { layerSizes, type Network, type Weights } from "../network/network.ts";
import { preActivate } from "../network/propagation.ts";
import { scalingTable } from "../network/scaling.ts";

/** Where the first number that is not finite appeared. Epochs, steps and layers count from 1. */
export interface Divergence {
  readonly epoch: number;
  readonly step: number;
  /** the sample's index among the training samples */
  readonly sample: number;
  readonly layer: number;
  readonly quantity: "pre-activation" | "weight" | "loss";
  readonly value: number;
}

/** A training ran into NaN or infinity; `lastGood` are the weights from before the step that did. */
export class DivergenceError extends PerceptError {
  readonly divergence: Divergence;
  readonly lastGood: Weights;

  constructor(divergence: Divergence, lastGood: Weights, network: Network, learningRate: number) {
    const { epoch, step, sample, layer, quantity, value } = divergence;
    const [inputs, units] = layerSizes(network).slice(layer - 1);
    super(
      "diverged",
      `Training diverged in epoch ${epoch}, step ${step} (training sample ${sample}): expected finite numbers, ` +
        `got a ${quantity} of ${value} in layer ${layer} (${inputs} inputs, ${units} units).`,
      `Try a smaller learning rate: it is ${learningRate}; the report's is 0.01. The weights from before that step are kept.`,
    );
    this.divergence = divergence;
    this.lastGood = lastGood;
  }
}

/** Whether all is finite after a range: the weights, and the losses that were added up. */
export function isSound(engine: Engine, loss: number): boolean {
  return Number.isFinite(loss) && engine.isFinite();
}

/**
 * Finds the step in which a range met its first non-finite number, by carrying the range out again, step by step,
 * from the weights at its start; the report's equations then say in which layer.
 * @param start  the weights before the range
 * @param firstStep  the number of the range's first step in its epoch, from 1
 */
export async function diagnose(
  engine: Engine,
  { network, precision }: EngineSettings,
  start: Weights,
  range: StepRange,
  epoch: number,
  firstStep: number,
): Promise<DivergenceError> {
  engine.restore(start);
  let before = start;
  let index = 0;
  for (; index < range.order.length; index++) {
    before = engine.weights();
    const tally = await engine.train({ ...range, order: range.order.subarray(index, index + 1) }, emptyTally);
    if (!isSound(engine, tally.loss)) break;
  }
  const sample = range.order[index];
  const pixels = range.samples.features.subarray(
    sample * range.samples.featureCount,
    (sample + 1) * range.samples.featureCount,
  );
  const x = Float32Array.from(pixels, (byte) => scalingTable(network.scaling)[byte]);
  const found = nonFinitePreActivation(network, before, x, precision) ??
    nonFiniteWeight(engine.weights()) ?? {
      layer: network.layers.length,
      quantity: "loss",
      value: Number.NaN,
    };
  return new DivergenceError(
    { epoch, step: firstStep + index, sample, ...found },
    before,
    network,
    range.learningRate,
  );
}

type Found = Pick<Divergence, "layer" | "quantity" | "value">;

function nonFinitePreActivation(
  network: Network,
  weights: Weights,
  x: Float32Array,
  precision: EngineSettings["precision"],
): Found | undefined {
  let below: FloatArray = createVector(precision, 1 + x.length).fill(1);
  below.set(x, 1);
  for (const [index, { units, activation }] of network.layers.entries()) {
    const z = createVector(precision, units);
    const a = createVector(precision, 1 + units).fill(1);
    preActivate(weights[index], below, z);
    const value = z.find((number) => !Number.isFinite(number));
    if (value !== undefined) return { layer: index + 1, quantity: "pre-activation", value };
    activate(activation, z, a);
    below = a;
  }
  return undefined;
}

/** The output layer is updated first, so a number that overflows in an update is looked for from there. */
function nonFiniteWeight(weights: Weights): Found | undefined {
  for (let layer = weights.length; layer >= 1; layer--) {
    const place = findNonFinite(weights[layer - 1]);
    if (place) return { layer, quantity: "weight", value: place.value };
  }
  return undefined;
}
