import { type Engine, type EngineSettings, emptyTally, rateOf, type StepRange } from "../engine/engine.ts";
import { ReferenceEngine } from "../engine/reference/reference-engine.ts";
import { PerceptError } from "../errors.ts";
import { findNonFinite } from "../network/matrix.ts";
import { layerSizes, type Network, type Weights } from "../network/network.ts";

/** Where the first number that is not finite appeared. Epochs, steps and layers count from 1. */
export interface Divergence {
  readonly epoch: number;
  readonly step: number;
  /** the sample's index among the training samples; of a batch whose sum overflowed, the first one's */
  readonly sample: number;
  /** samples in the step */
  readonly batchSize: number;
  readonly layer: number;
  readonly quantity: "pre-activation" | "weight" | "loss";
  readonly value: number;
  readonly learningRate: number;
  /** before that step */
  readonly largestWeight: number;
  readonly largestWeightLayer: number;
  /** the norm of that step's gradient, over all layers */
  readonly gradientNorm: number;
}

/** A training ran into NaN or infinity; `lastGood` are the weights from before the step that did. */
export class DivergenceError extends PerceptError {
  override readonly name = "DivergenceError";
  readonly divergence: Divergence;
  readonly lastGood: Weights;

  constructor(divergence: Divergence, lastGood: Weights, network: Network) {
    const { epoch, step, sample, batchSize, layer, quantity, value, learningRate } = divergence;
    const [inputs, units] = layerSizes(network).slice(layer - 1);
    const of = batchSize > 1 ? `, in a batch of ${batchSize}` : "";
    super(
      "diverged",
      `Training diverged in epoch ${epoch}, step ${step} (training sample ${sample}${of}): expected finite numbers, ` +
        `got a ${quantity} of ${value} in layer ${layer} (${inputs} inputs, ${units} units).`,
      `Before that step the largest weight was ${brief(divergence.largestWeight)} (layer ${divergence.largestWeightLayer}), ` +
        `and its gradient's norm was ${brief(divergence.gradientNorm)}.\n` +
        `  Try a smaller learning rate: it is ${brief(learningRate)}; the report's is 0.01. --clip-norm 1 shortens gradients ` +
        "that explode. The weights from before that step are kept.",
    );
    this.divergence = divergence;
    this.lastGood = lastGood;
  }
}

/** Three digits: 0.01, 13.6, 1.36e+19 */
function brief(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return Math.abs(rounded) >= 1e6 ? rounded.toExponential() : String(rounded);
}

/** Whether all is finite after a range: the weights, and the losses that were added up. */
export function isSound(engine: Engine, loss: number): boolean {
  return Number.isFinite(loss) && engine.isFinite();
}

/**
 * Finds the step in which a range met its first non-finite number, by carrying the range out again, step by step,
 * from where the engine was kept, at its start; the reference engine then says in which layer. The engine is left with
 * the weights from before that step.
 * @param firstStep  the number of the range's first step in its epoch, from 1
 */
export async function diagnose(
  engine: Engine,
  settings: EngineSettings,
  range: StepRange,
  epoch: number,
  firstStep: number,
): Promise<DivergenceError> {
  const { batchSize = 1, firstStep: before = 0 } = range;
  const steps = Math.ceil(range.order.length / batchSize);
  engine.revert();
  let index = 0;
  let step = range;
  for (; index < steps; index++) {
    engine.keep();
    step = {
      ...range,
      order: range.order.subarray(index * batchSize, (index + 1) * batchSize),
      learningRate: rateOf(range, index),
      firstStep: before + index,
    };
    const tally = await engine.train(step, emptyTally);
    if (!isSound(engine, tally.loss)) break;
  }
  const broken = engine.weights();
  engine.revert();
  const weights = engine.weights();
  const found = await locate({ ...settings, weights }, engine, step, broken);
  return new DivergenceError(
    { epoch, step: firstStep + index, batchSize: step.order.length, learningRate: rateOf(step, 0), ...found },
    weights,
    settings.network,
  );
}

type Found = Omit<Divergence, "epoch" | "step" | "batchSize" | "learningRate">;

/** Carries out the one step that went wrong on the reference engine and looks for it in the order of the step. */
async function locate(
  settings: EngineSettings,
  engine: Engine,
  step: StepRange,
  broken: Weights,
): Promise<Found> {
  const reference = new ReferenceEngine(settings);
  const batch = { samples: step.samples, order: step.order, step: step.firstStep ?? 0 };
  const { weights: gradients } = await reference.gradients(batch);
  const led = { ...largestWeight(settings.weights), gradientNorm: norm(gradients), sample: step.order[0] };
  for (let layer = 1; layer <= settings.network.layers.length; layer++) {
    for (const sample of step.order) {
      const value = reference
        .preActivations(step.samples, sample)
        [layer - 1].find((z) => !Number.isFinite(z));
      if (value !== undefined) return { ...led, layer, quantity: "pre-activation", value, sample };
    }
  }
  reference.restore(settings.weights, engine.memory());
  await reference.train(step, emptyTally);
  const last = settings.network.layers.length;
  const weight = nonFiniteWeight(reference.weights()) ?? nonFiniteWeight(broken);
  return { ...led, ...(weight ?? { layer: last, quantity: "loss", value: Number.NaN }) };
}

/** The output layer is updated first, so a number that overflows in an update is looked for from there. */
function nonFiniteWeight(weights: Weights): Pick<Found, "layer" | "quantity" | "value"> | undefined {
  for (let layer = weights.length; layer >= 1; layer--) {
    const place = findNonFinite(weights[layer - 1]);
    if (place) return { layer, quantity: "weight", value: place.value };
  }
  return undefined;
}

function largestWeight(weights: Weights): Pick<Found, "largestWeight" | "largestWeightLayer"> {
  const largest = weights.map(({ values }) => {
    let most = 0;
    for (const value of values) most = Math.max(most, Math.abs(value));
    return most;
  });
  const value = Math.max(...largest);
  return { largestWeight: value, largestWeightLayer: largest.indexOf(value) + 1 };
}

function norm(gradients: Weights): number {
  let sum = 0;
  for (const { values } of gradients) for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}
