import type { ConfusionMatrix } from "./confusion-matrix.ts";

/** One class against all others. A quotient with nothing to divide by is 0. */
export interface ClassMetrics {
  readonly label: string;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** samples of this class */
  readonly support: number;
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/** The share of samples on the diagonal. */
export function accuracy(matrix: ConfusionMatrix): number {
  return ratio(sum(matrix.map((row, k) => row[k])), sum(matrix.map(sum)));
}

/** Report, section 2.3: precision = TP / (TP + FP), recall = TP / (TP + FN), F1 = TP / (TP + (FP + FN) / 2). */
export function classMetrics(matrix: ConfusionMatrix, classes: readonly string[]): ClassMetrics[] {
  const total = sum(matrix.map(sum));
  return classes.map((label, k) => {
    const tp = matrix[k][k];
    const support = sum(matrix[k]);
    const fp = sum(matrix.map((row) => row[k])) - tp;
    const fn = support - tp;
    return {
      label,
      precision: ratio(tp, tp + fp),
      recall: ratio(tp, support),
      f1: ratio(tp, tp + (fp + fn) / 2),
      support,
      tp,
      fp,
      fn,
      tn: total - tp - fp - fn,
    };
  });
}

export function mean(values: readonly number[]): number {
  return ratio(sum(values), values.length);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
