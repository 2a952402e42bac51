import type { Labels } from "../labels.ts";
import { notANumber } from "./check-scores.ts";
import { sortFloats } from "./sort-floats.ts";

/** The scores of the positive and of the negative samples. */
export interface PartedScores {
  readonly positives: Float64Array | Float32Array;
  readonly negatives: Float64Array | Float32Array;
}

/** Each sorted upwards. */
export type SortedScores = PartedScores;

/** Each class's column of scores [n, classes], parted by the label. @throws {ShapeError} where a score is NaN */
export function partedScores(
  scores: Float32Array | Float64Array,
  labels: Labels,
  classes: number,
): PartedScores[] {
  const create = scores instanceof Float32Array ? Float32Array : Float64Array;
  const n = labels.length;
  // [classes, n]: positives fill a class's row from its start, negatives from its end.
  const rows = new create(classes * n);
  const starts = Int32Array.from({ length: classes }, (_, k) => k * n);
  const ends = starts.map((start) => start + n);
  for (let sample = 0, at = 0; sample < n; sample++) {
    const label = labels[sample];
    for (let k = 0; k < classes; k++, at++) {
      const score = scores[at];
      if (Number.isNaN(score)) throw notANumber(sample, k);
      if (k === label) rows[starts[k]++] = score;
      else rows[--ends[k]] = score;
    }
  }
  return Array.from(ends, (end, k) => ({
    positives: rows.subarray(k * n, end),
    negatives: rows.subarray(end, (k + 1) * n),
  }));
}

/** The scores of class `k`, parted and sorted. @throws {ShapeError} where a score is NaN */
export function sortedScores(
  scores: Float32Array | Float64Array,
  labels: Labels,
  classes: number,
  k: number,
): SortedScores {
  const { positives, negatives } = partedScores(scores, labels, classes)[k];
  return { positives: sorted(positives), negatives: sorted(negatives) };
}

export function sorted(scores: Float32Array | Float64Array): Float32Array | Float64Array {
  return scores instanceof Float32Array ? sortFloats(scores) : scores.sort();
}
