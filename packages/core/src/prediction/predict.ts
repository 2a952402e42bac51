import { fillFeatures } from "../dataset/imputation.ts";
import { createSamples, type Samples } from "../dataset/samples.ts";
import { ShapeError } from "../errors.ts";
import type { Model } from "../format/model.ts";
import { predictedClasses } from "../metrics/confusion-matrix.ts";
import { type EngineOptions, engineFor, scoreSamples } from "./score-samples.ts";

export interface Prediction {
  /** the class index with the largest score */
  readonly prediction: number;
  /** [classes] */
  readonly scores: Float32Array;
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
  const classes = model.classes.length;
  const engine = await engineFor(model, options);
  try {
    const { scores } = await scoreSamples(
      engine,
      model.network,
      createSamples(fillFeatures(features, inputs, model.imputation), new Uint8Array(count), inputs),
    );
    return Array.from(predictedClasses(scores, classes), (prediction, sample) => ({
      prediction,
      scores: scores.slice(sample * classes, (sample + 1) * classes),
    }));
  } finally {
    engine.close();
  }
}
