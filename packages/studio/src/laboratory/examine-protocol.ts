// What the page is told of how right the shown weights are on a set.

import type { Labels, Metrics } from "percept";
import type { Chart } from "percept-charts";
import type { SampleImage, SetName, WeightsMoment } from "./protocol.ts";

export interface Examination {
  readonly set: SetName;
  readonly moment: WeightsMoment;
  readonly samples: number;
  readonly classes: readonly string[];
  readonly metrics: Metrics;
  /** none where the scores are no probabilities */
  readonly calibration: { readonly chart: Chart; readonly expectedError: number } | undefined;
  readonly mistakes: SampleList;
  /** images of the first few mistakes */
  readonly worst: readonly SampleImage[];
}

/** Samples with what the network says of them, the worst first: the most confident mistakes, the least confident hits. */
export interface SampleList {
  /** of all there are; the list may have fewer */
  readonly total: number;
  /** [n], indices in the set */
  readonly indices: Uint32Array;
  /** [n], class indices */
  readonly labels: Labels;
  readonly predictions: Labels;
  /** [n, classes] */
  readonly scores: Float32Array;
}

/** One class against the rest, at every threshold. */
export interface ClassCurves {
  readonly set: SetName;
  readonly k: number;
  readonly roc: Chart;
  readonly precisionRecall: Chart;
  readonly positives: number;
  readonly negatives: number;
  /** [points], falling; the first is Infinity */
  readonly thresholds: Float64Array;
  /** [points], samples whose score is as large as the threshold, or larger */
  readonly truePositives: Uint32Array;
  readonly falsePositives: Uint32Array;
}
