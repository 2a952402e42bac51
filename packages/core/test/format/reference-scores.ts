import { createSamples } from "../../src/dataset/samples.ts";
import { createEngine } from "../../src/engine/create-engine.ts";
import type { Model } from "../../src/format/model.ts";
import { precisionOf } from "../../src/format/precision-of.ts";
import { unscaleTargets } from "../../src/network/scaling.ts";

/** What percept's reference engine says of raw features: scores, or a regression's values [n, outputs]. */
export async function referenceScores(
  { network, weights, imputation }: Model,
  features: Float32Array | Uint8Array,
): Promise<Float32Array> {
  const { inputs } = network.layers[0];
  const complete = imputation
    ? Float32Array.from(features, (x, at) => (Number.isNaN(x) ? imputation[at % inputs] : x))
    : features;
  const engine = await createEngine("reference", {
    network,
    weights,
    precision: precisionOf(weights),
    updateOrder: "together",
  });
  const { activations } = await engine.scores(
    createSamples(complete, new Uint8Array(features.length / inputs), inputs),
  );
  engine.close();
  return network.targets ? unscaleTargets(network.targets, activations) : Float32Array.from(activations);
}
