import { fillFeatures } from "../dataset/imputation.ts";
import type { Samples } from "../dataset/samples.ts";
import type { EngineName } from "../engine/engine.ts";
import { ShapeError } from "../errors.ts";
import type { Model } from "../format/model.ts";
import { asPrediction, type Prediction } from "./predict.ts";
import { engineFor, outputScores } from "./score-samples.ts";

/** A model that is ready to be asked, again and again. */
export interface Predictor {
  /**
   * What the model says of one sample [features], at once: bytes or numbers, raw.
   * @throws {ShapeError} where the model has another number of inputs
   */
  predict(features: Samples["features"]): Prediction;
  /** Lets go of the model's memory; the predictor is not used afterwards. */
  close(): void;
}

/**
 * Prepares a model for one sample at a time: microseconds each, where `predict` prepares it anew at every call.
 *
 *     const predictor = await createPredictor(model);
 *     const { prediction, scores } = predictor.predict(pixels);
 */
export async function createPredictor(
  model: Model,
  options: { readonly engine?: EngineName | "auto" } = {},
): Promise<Predictor> {
  const { network } = model;
  const { inputs } = network.layers[0];
  const engine = await engineFor(model, { ...options, threads: 1 });
  return {
    predict(features) {
      if (features.length !== inputs) {
        throw new ShapeError(
          `Expected one sample of ${inputs} features, got ${features.length} features.`,
          "predict(model, features) takes several samples at once.",
        );
      }
      const { activations } = engine.scoreOne(fillFeatures(features, inputs, model.imputation));
      const plain = network.targets === undefined && activations instanceof Float32Array;
      return asPrediction(
        network.targets !== undefined,
        plain ? activations : outputScores(network, activations),
      );
    },
    close: () => engine.close(),
  };
}
