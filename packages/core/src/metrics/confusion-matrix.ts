import { createLabels, type Labels } from "../labels.ts";

/** Counts of samples, [classes, classes]: rows are the actual classes, columns the predicted ones. */
export type ConfusionMatrix = readonly (readonly number[])[];

export function confusionMatrix(labels: Labels, predictions: Labels, classes: number): ConfusionMatrix {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let sample = 0; sample < labels.length; sample++) counts[labels[sample]][predictions[sample]]++;
  return counts;
}

/** The class with the largest score, the first where several are: [n] from scores [n, classes]. */
export function predictedClasses(scores: Float32Array | Float64Array, classes: number): Labels {
  const predictions = createLabels(scores.length / classes, classes);
  for (let sample = 0, at = 0; sample < predictions.length; sample++, at += classes) {
    let best = 0;
    let largest = scores[at];
    for (let k = 1; k < classes; k++) {
      const score = scores[at + k];
      if (score > largest) {
        largest = score;
        best = k;
      }
    }
    predictions[sample] = best;
  }
  return predictions;
}
