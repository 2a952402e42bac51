import type { RocCurve } from "../src/scores/roc-curve.ts";

/**
 * A ROC curve of `points` + 1 points: tpr = fpr^(1/power), whose area is power / (power + 1).
 */
export function sampleCurve(label: string, points: number, power: number): RocCurve {
  const steps = Array.from({ length: points + 1 }, (_, i) => (i / points) ** 3);
  return {
    label,
    falsePositiveRate: Float64Array.from(steps),
    truePositiveRate: Float64Array.from(steps, (fpr) => fpr ** (1 / power)),
    auc: power / (power + 1),
  };
}
