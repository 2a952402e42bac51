import { type Labels, predictedClasses, selectLabels } from "percept";
import type { SampleList } from "./examine-protocol.ts";

/** Samples by their indices, with what the network says of them. @param scores  [n, classes] */
export function listSamples(
  indices: readonly number[],
  labels: Labels,
  scores: Float32Array,
  classes: number,
): SampleList {
  const chosen = new Float32Array(indices.length * classes);
  for (const [place, index] of indices.entries()) {
    chosen.set(scores.subarray(index * classes, (index + 1) * classes), place * classes);
  }
  return {
    total: indices.length,
    indices: Uint32Array.from(indices),
    labels: selectLabels(labels, indices),
    predictions: predictedClasses(chosen, classes),
    scores: chosen,
  };
}

/** Those of class `actual` that were taken for `predicted`: the surest mistakes first, or the least sure hits. */
export function listCell(
  labels: Labels,
  scores: Float32Array,
  classes: number,
  actual: number,
  predicted: number,
): SampleList {
  const indices: number[] = [];
  for (const [index, prediction] of predictedClasses(scores, classes).entries()) {
    if (prediction === predicted && labels[index] === actual) indices.push(index);
  }
  const confidence = (index: number) => scores[index * classes + predicted];
  const worstFirst = actual === predicted ? 1 : -1;
  indices.sort((a, b) => worstFirst * (confidence(a) - confidence(b)) || a - b);
  return listSamples(indices, labels, scores, classes);
}
