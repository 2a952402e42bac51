import type { Samples } from "../dataset/samples.ts";
import { createEngine } from "../engine/create-engine.ts";
import type { Engine, EngineName } from "../engine/engine.ts";
import { ShapeError } from "../errors.ts";
import type { Model } from "../format/model.ts";
import { losses as lossFunctions } from "../network/losses.ts";
import { type Network, outputUnits } from "../network/network.ts";

/** What a network says of samples. */
export interface SampleScores {
  /** [n, classes], the output layer's activations as they are stored */
  readonly scores: Float32Array;
  /** [n], each sample's loss, from the pre-activations */
  readonly losses: Float64Array;
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
  const { value } = lossFunctions[network.loss];
  const losses = Float64Array.from(samples.labels, (label, sample) =>
    value(preActivations.subarray(sample * units, (sample + 1) * units), label),
  );
  return { scores: Float32Array.from(activations), losses };
}

/** An engine with a model's weights, in the precision that they have. */
export async function engineFor(model: Model, name: EngineName | "auto" = "auto"): Promise<Engine> {
  const { network, weights } = model;
  const precision = weights[0].values instanceof Float64Array ? "float64" : "float32";
  return createEngine(name, { network, weights, precision, updateOrder: "together" });
}
