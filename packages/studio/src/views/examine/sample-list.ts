import type { SampleList } from "../../laboratory/examine-protocol.ts";
import { percent } from "./format.ts";

/** One sample of a list, in words. */
export interface ListedSample {
  readonly index: number;
  readonly label: string;
  readonly prediction: string;
  readonly confidence: string;
  readonly right: boolean;
  /** [classes] */
  readonly scores: Float32Array;
}

export function sampleAt(list: SampleList, place: number, classes: readonly string[]): ListedSample {
  const [label, prediction] = [list.labels[place], list.predictions[place]];
  const scores = list.scores.subarray(place * classes.length, (place + 1) * classes.length);
  // The scores of identity outputs are no probabilities.
  const share = scores.every((score) => score >= 0 && score <= 1);
  return {
    index: list.indices[place],
    label: classes[label],
    prediction: classes[prediction],
    confidence: share ? percent(scores[prediction]) : scores[prediction].toFixed(4),
    right: label === prediction,
    scores,
  };
}
