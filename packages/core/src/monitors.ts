// The metrics of an epoch by which it may be the best: training stops early by one of them, keeps the best weights by
// it, and lowers its learning rate by it.

/** Each metric of an epoch's record, and which way it gets better. */
export const monitors = {
  trainLoss: "smaller",
  trainAccuracy: "larger",
  trainMeanSquaredError: "smaller",
  validationLoss: "smaller",
  validationAccuracy: "larger",
  validationMeanSquaredError: "smaller",
  validationPrecision: "larger",
  validationRecall: "larger",
  validationF1: "larger",
  validationAuc: "larger",
} as const;

export type Monitor = keyof typeof monitors;

/**
 * Whether a value is better than the best so far, by more than `minDelta`; any number is better than none.
 * @param value  null where the epoch has no such metric; neither null nor NaN nor infinity is ever better
 */
export function isBetter(
  monitor: Monitor,
  value: number | null,
  best: number | null,
  minDelta: number,
): boolean {
  if (value === null || !Number.isFinite(value)) return false;
  if (best === null) return true;
  return monitors[monitor] === "smaller" ? value < best - minDelta : value > best + minDelta;
}
