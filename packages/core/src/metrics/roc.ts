// One class against all others: a sample is called positive when its score reaches the threshold. Fawcett (2006),
// "An introduction to ROC analysis", doi:10.1016/j.patrec.2005.10.010.

/** From (0, 0), above every score, to (1, 1), below every score; one point for each distinct threshold between. */
export interface RocCurve {
  /** [points], falling; the first is Infinity */
  readonly thresholds: Float64Array;
  readonly falsePositiveRate: Float64Array;
  readonly truePositiveRate: Float64Array;
}

/** The scores of the positive and of the negative samples, each sorted upwards. */
export interface SortedScores {
  readonly positives: Float64Array | Float32Array;
  readonly negatives: Float64Array | Float32Array;
}

/** Column `k` of scores [n, classes], parted by whether the label is k. */
export function sortedScores(
  scores: Float32Array | Float64Array,
  labels: Uint8Array,
  classes: number,
  k: number,
): SortedScores {
  const create = scores instanceof Float32Array ? Float32Array : Float64Array;
  let positiveCount = 0;
  for (const label of labels) if (label === k) positiveCount++;
  const positives = new create(positiveCount);
  const negatives = new create(labels.length - positiveCount);
  for (let sample = 0, p = 0, n = 0; sample < labels.length; sample++) {
    const score = scores[sample * classes + k];
    if (labels[sample] === k) positives[p++] = score;
    else negatives[n++] = score;
  }
  return { positives: positives.sort(), negatives: negatives.sort() };
}

/**
 * The area under the ROC curve, exactly: the share of pairs of a positive and a negative in which the positive has
 * the larger score, ties counted half (Mann & Whitney 1947). null without positives or without negatives.
 */
export function auc({ positives, negatives }: SortedScores): number | null {
  if (positives.length === 0 || negatives.length === 0) return null;
  let pairs = 0;
  let below = 0; // negatives smaller than the positive at hand
  let upTo = 0; // negatives not larger than it
  for (const score of positives) {
    while (below < negatives.length && negatives[below] < score) below++;
    if (upTo < below) upTo = below;
    while (upTo < negatives.length && negatives[upTo] === score) upTo++;
    pairs += (below + upTo) / 2;
  }
  return pairs / (positives.length * negatives.length);
}

/** The curve with every distinct score as a threshold. Rates with nothing to divide by are 0. */
export function rocCurve({ positives, negatives }: SortedScores): RocCurve {
  const thresholds = [Number.POSITIVE_INFINITY];
  const [falsePositives, truePositives] = [[0], [0]];
  let p = positives.length;
  let n = negatives.length;
  while (p > 0 || n > 0) {
    const threshold = Math.max(p > 0 ? positives[p - 1] : -Infinity, n > 0 ? negatives[n - 1] : -Infinity);
    while (p > 0 && positives[p - 1] === threshold) p--;
    while (n > 0 && negatives[n - 1] === threshold) n--;
    thresholds.push(threshold);
    truePositives.push(positives.length - p);
    falsePositives.push(negatives.length - n);
  }
  return curve(thresholds, falsePositives, truePositives, { positives, negatives });
}

/** The curve of the report's program: `points` thresholds spread evenly from 1 down to 0. */
export function rocCurveAtEvenThresholds({ positives, negatives }: SortedScores, points = 100): RocCurve {
  const thresholds = Array.from({ length: points }, (_, index) => 1 - index / (points - 1));
  const reached = (sorted: SortedScores["positives"], threshold: number) =>
    sorted.length - firstNotBelow(sorted, threshold);
  return curve(
    thresholds,
    thresholds.map((threshold) => reached(negatives, threshold)),
    thresholds.map((threshold) => reached(positives, threshold)),
    { positives, negatives },
  );
}

function curve(
  thresholds: readonly number[],
  falsePositives: readonly number[],
  truePositives: readonly number[],
  { positives, negatives }: SortedScores,
): RocCurve {
  return {
    thresholds: Float64Array.from(thresholds),
    falsePositiveRate: Float64Array.from(falsePositives, (count) => count / Math.max(1, negatives.length)),
    truePositiveRate: Float64Array.from(truePositives, (count) => count / Math.max(1, positives.length)),
  };
}

function firstNotBelow(sorted: SortedScores["positives"], threshold: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}
