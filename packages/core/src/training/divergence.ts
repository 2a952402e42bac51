import { sliceSamples } from "../dataset/samples.ts";
import { createEngine } from "../engine/create-engine.ts";
import { type Engine, type EngineSettings, emptyTally, type StepRange } from "../engine/engine.ts";
import { PerceptError } from "../errors.ts";
import { findNonFinite } from "../network/matrix.ts";
import { layerSizes, type Network, type Weights } from "../network/network.ts";

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
  override readonly name = "DivergenceError";
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
 * from the weights at its start; that one step on the reference engine then says in which layer. The engine is left
 * with the weights from before that step.
 * @param start  the weights before the range
 * @param firstStep  the number of the range's first step in its epoch, from 1
 */
export async function diagnose(
  engine: Engine,
  settings: EngineSettings,
  start: Weights,
  range: StepRange,
  epoch: number,
  firstStep: number,
): Promise<DivergenceError> {
  engine.restore(start);
  let before = start;
  let index = 0;
  let step = range;
  for (; index < range.order.length; index++) {
    before = engine.weights();
    step = { ...range, order: range.order.subarray(index, index + 1) };
    const tally = await engine.train(step, emptyTally);
    if (!isSound(engine, tally.loss)) break;
  }
  const found = await locate(engine, { ...settings, weights: before }, step);
  engine.restore(before);
  const place = { epoch, step: firstStep + index, sample: step.order[0], ...found };
  return new DivergenceError(place, before, settings.network, range.learningRate);
}

type Found = Pick<Divergence, "layer" | "quantity" | "value">;

/** Carries out the one step that went wrong on the reference engine and looks for it in the order of the step. */
async function locate(engine: Engine, settings: EngineSettings, step: StepRange): Promise<Found> {
  const { layers } = settings.network;
  const sample = sliceSamples(step.samples, step.order[0], step.order[0] + 1);
  for (let layer = 1; layer <= layers.length; layer++) {
    const network = { ...settings.network, layers: layers.slice(0, layer) };
    const lower = await createEngine("reference", {
      ...settings,
      network,
      weights: settings.weights.slice(0, layer),
    });
    const value = (await lower.scores(sample)).preActivations.find((z) => !Number.isFinite(z));
    if (value !== undefined) return { layer, quantity: "pre-activation", value };
  }
  const reference = await createEngine("reference", settings);
  await reference.train(step, emptyTally);
  return (
    nonFiniteWeight(reference.weights()) ??
    nonFiniteWeight(engine.weights()) ?? { layer: layers.length, quantity: "loss", value: Number.NaN }
  );
}

/** The output layer is updated first, so a number that overflows in an update is looked for from there. */
function nonFiniteWeight(weights: Weights): Found | undefined {
  for (let layer = weights.length; layer >= 1; layer--) {
    const place = findNonFinite(weights[layer - 1]);
    if (place) return { layer, quantity: "weight", value: place.value };
  }
  return undefined;
}
