import { fillMissing } from "../dataset/imputation.ts";
import type { Samples } from "../dataset/samples.ts";
import type { Model } from "../format/model.ts";
import { evaluateScores, type Metrics } from "../metrics/evaluate.ts";
import { type EngineOptions, engineFor, scoreSamples } from "./score-samples.ts";

/**
 * Every metric of a model on samples.
 * @throws {ShapeError} where samples do not fit the network
 */
export async function evaluate(
  model: Model,
  samples: Samples,
  options: EngineOptions = {},
): Promise<Metrics> {
  const engine = await engineFor(model, options);
  try {
    const scored = await scoreSamples(engine, model.network, fillMissing(samples, model.imputation));
    return evaluateScores({ ...scored, labels: samples.labels, classes: model.classes });
  } finally {
    engine.close();
  }
}
