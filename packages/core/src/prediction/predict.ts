import { fillFeatures } from "../dataset/imputation.ts";
import { createSamples, type Samples } from "../dataset/samples.ts";
import { ShapeError } from "../errors.ts";
import type { Model } from "../format/model.ts";
import { predictedClasses } from "../metrics/confusion-matrix.ts";
import { outputUnits } from "../network/network.ts";
import { type EngineOptions, engineFor, outputScores } from "./score-samples.ts";

export interface Prediction {
  /** the class index with the largest score; of a regression the predicted target, the first where there are several */
  readonly prediction: number;
  /** [classes]; of a regression the predictions [targets] in the targets' own units */
  readonly scores: Float32Array;
}

/** A row of scores [outputs] as what it says. */
export function asPrediction(regression: boolean, scores: Float32Array): Prediction {
  return { prediction: regression ? scores[0] : predictedClasses(scores, scores.length)[0], scores };
}

/**
 * What a model says of samples [n, features]: bytes or numbers, raw.
 * @throws {ShapeError} where the features are no whole number of samples
 */
export async function predict(
  model: Model,
  features: Samples["features"],
  options: EngineOptions = {},
): Promise<Prediction[]> {
  const { inputs } = model.network.layers[0];
  const count = features.length / inputs;
  if (!Number.isInteger(count)) {
    throw new ShapeError(
      `Expected a whole number of samples of ${inputs} features each, got ${features.length} features.`,
    );
  }
  const { network } = model;
  const outputs = outputUnits(network);
  const engine = await engineFor(model, options);
  try {
    const filled = fillFeatures(features, inputs, model.imputation);
    const { activations } = await engine.scores(createSamples(filled, new Uint8Array(count), inputs));
    const scores = outputScores(network, activations);
    return Array.from({ length: count }, (_, sample) =>
      asPrediction(network.targets !== undefined, scores.slice(sample * outputs, (sample + 1) * outputs)),
    );
  } finally {
    engine.close();
  }
}
