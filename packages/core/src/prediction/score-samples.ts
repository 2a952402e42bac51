import type { Samples } from "../dataset/samples.ts";
import { createEngine } from "../engine/create-engine.ts";
import type { Engine, EngineName, Scores } from "../engine/engine.ts";
import { ShapeError } from "../errors.ts";
import type { Model } from "../format/model.ts";
import { type Loss, losses, lossOf } from "../network/losses.ts";
import { type Network, outputUnits } from "../network/network.ts";
import { setSampleTarget } from "../network/sample-target.ts";
import { unscaleTargets } from "../network/scaling.ts";

/** What a network says of samples. */
export interface SampleScores {
  /** [n, classes], the output layer's activations as they are stored; in a regression the predictions [n, targets] in the targets' own units */
  readonly scores: Float32Array;
  /** [n], each sample's loss, as the network was trained for */
  readonly losses: Float64Array;
  /** [n], each sample's cross-entropy, from the pre-activations; none with identity outputs, which are no probabilities */
  readonly crossEntropies: Float64Array | undefined;
}

/** Scores and losses of samples, by an engine that holds the network's weights. */
export async function scoreSamples(
  engine: Engine,
  network: Network,
  samples: Samples,
): Promise<SampleScores> {
  const { inputs } = network.layers[0];
  if (samples.featureCount !== inputs) {
    throw new ShapeError(
      `The network has ${inputs} inputs, got samples of ${samples.featureCount} features.`,
      "Choose the data that the model was trained for.",
    );
  }
  const { preActivations, activations } = await engine.scores(samples);
  const units = outputUnits(network);
  const { activation } = network.layers[network.layers.length - 1];
  const y = new Float32Array(units);
  const a = new Float64Array(1 + units);
  const each = ({ value }: Loss) =>
    Float64Array.from({ length: samples.count }, (_, sample) => {
      setSampleTarget(network, samples, sample, y);
      a.set(activations.subarray(sample * units, (sample + 1) * units), 1);
      return value(preActivations.subarray(sample * units, (sample + 1) * units), a, y);
    });
  const crossEntropy = losses["cross-entropy"][activation];
  const own = each(lossOf(network));
  return {
    scores: outputScores(network, activations),
    losses: own,
    crossEntropies: network.loss === "cross-entropy" ? own : crossEntropy ? each(crossEntropy) : undefined,
  };
}

/** The output layer's activations as they are stored: in a regression in the targets' own units. */
export function outputScores({ targets }: Network, activations: Scores["activations"]): Float32Array {
  return targets ? unscaleTargets(targets, activations) : Float32Array.from(activations);
}

/** What works with a model; no option changes a bit of what it says but the engine. */
export interface EngineOptions {
  readonly engine?: EngineName | "auto" | undefined;
  /** as many as gain time unless given */
  readonly threads?: number | "auto" | undefined;
}

/** An engine with a model's weights, in the precision that they have. */
export async function engineFor(
  { network, weights }: Model,
  { engine = "auto", threads }: EngineOptions = {},
): Promise<Engine> {
  const precision = weights[0].values instanceof Float64Array ? "float64" : "float32";
  return createEngine(engine, { network, weights, precision, updateOrder: "together", threads });
}
