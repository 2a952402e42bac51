import type { SortedScores } from "./parted-scores.ts";

/** How many samples reach each threshold: their score is as large, or larger. */
export interface ReachedCounts {
  /** [points], falling: Infinity, which no sample reaches, then every distinct score */
  readonly thresholds: Float64Array;
  readonly falsePositives: Float64Array;
  readonly truePositives: Float64Array;
}

export function countReached({ positives, negatives }: SortedScores): ReachedCounts {
  let p = positives.length;
  let n = negatives.length;
  const [thresholds, falsePositives, truePositives] = [0, 1, 2].map(() => new Float64Array(1 + p + n));
  thresholds[0] = Number.POSITIVE_INFINITY;
  let points = 1;
  while (p > 0 || n > 0) {
    const threshold = Math.max(p > 0 ? positives[p - 1] : -Infinity, n > 0 ? negatives[n - 1] : -Infinity);
    while (p > 0 && positives[p - 1] === threshold) p--;
    while (n > 0 && negatives[n - 1] === threshold) n--;
    thresholds[points] = threshold;
    falsePositives[points] = negatives.length - n;
    truePositives[points] = positives.length - p;
    points++;
  }
  return {
    thresholds: thresholds.slice(0, points),
    falsePositives: falsePositives.slice(0, points),
    truePositives: truePositives.slice(0, points),
  };
}
