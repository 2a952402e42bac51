import { isRegression, type Model, type Prediction } from "percept";
import { targetNumber } from "./target-table.ts";
import { plainWords } from "./words.ts";

/** "setosa (0.9871)" with its score, or of a regression "price 424.21, area 31" */
export function predictionInWords(model: Model, { prediction, scores }: Prediction): string {
  if (!isRegression(model))
    return plainWords(`${model.classes[prediction]} (${scores[prediction].toFixed(4)})`);
  const { targetNames = [] } = model;
  const values = Array.from(
    scores,
    (value, k) => `${targetNames[k] ?? `target ${k}`} ${targetNumber(value)}`,
  );
  return plainWords(values.join(", "));
}
