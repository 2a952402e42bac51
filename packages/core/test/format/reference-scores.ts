import type { Model } from "../../src/format/model.ts";
import { predict } from "../../src/prediction/predict.ts";

/** What percept's reference engine says of raw features: scores, or a regression's values [n, outputs]. */
export async function referenceScores(
  model: Model,
  features: Float32Array | Uint8Array,
): Promise<Float32Array> {
  const predictions = await predict(model, features, { engine: "reference" });
  return Float32Array.from(predictions.flatMap(({ scores }) => Array.from(scores)));
}
