import type { ClassCurves } from "../../laboratory/examine-protocol.ts";

/** What comes of calling everything that reaches the threshold positive. A quotient with nothing to divide by is 0. */
export interface OperatingPoint {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly falsePositiveRate: number;
}

export function operatingPoint(curves: ClassCurves, threshold: number): OperatingPoint {
  const { thresholds, truePositives, falsePositives, positives, negatives } = curves;
  const at = lastReaching(thresholds, threshold);
  const [tp, fp] = [truePositives[at], falsePositives[at]];
  const fn = positives - tp;
  return {
    tp,
    fp,
    fn,
    tn: negatives - fp,
    precision: ratio(tp, tp + fp),
    recall: ratio(tp, positives),
    f1: ratio(tp, tp + (fp + fn) / 2),
    falsePositiveRate: ratio(fp, negatives),
  };
}

/** The last of falling thresholds that is as large as this one, or larger. The first is Infinity. */
function lastReaching(thresholds: Float64Array, threshold: number): number {
  let [low, high] = [0, thresholds.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (thresholds[middle] >= threshold) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where a slider of thresholds begins and ends: at 0 and 1, and farther where the scores go farther. */
export function thresholdRange({ thresholds }: ClassCurves): readonly [low: number, high: number] {
  return [Math.min(0, thresholds[thresholds.length - 1]), Math.max(1, thresholds[1] ?? 1)];
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
