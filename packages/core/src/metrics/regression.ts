import { ShapeError } from "../errors.ts";

/** How far predictions are from targets, in the targets' own units. */
export interface TargetMetrics {
  /** mean of (y - ŷ)² */
  readonly meanSquaredError: number;
  readonly rootMeanSquaredError: number;
  /** mean of |y - ŷ| */
  readonly meanAbsoluteError: number;
  /** 1 - Σ (y - ŷ)² / Σ (y - mean of y)²: 1 is perfect, 0 as good as the mean; null where all targets are the same */
  readonly r2: number | null;
}

/** Everything that is measured of a regression: means over the targets, R²'s over those that have one. */
export interface RegressionMetrics extends TargetMetrics {
  readonly perTarget: readonly (TargetMetrics & { readonly target: string })[];
}

export interface PredictedTargets {
  /** [n, targets] */
  readonly predictions: Float32Array | Float64Array;
  /** [n, targets] */
  readonly targets: Float32Array | Float64Array;
  readonly targetNames: readonly string[];
}

/**
 * The root mean squared error is a target's own root, and the mean of those roots over several targets; as in
 * scikit-learn's `multioutput="uniform_average"`.
 * @throws {ShapeError} where the lengths disagree, there is no sample, or a number is not finite
 */
export function evaluateTargets(predicted: PredictedTargets): RegressionMetrics {
  check(predicted);
  const { targetNames } = predicted;
  const perTarget = targetNames.map((target, column) => ({ target, ...measure(predicted, column) }));
  const mean = (name: Exclude<keyof TargetMetrics, "r2">) =>
    perTarget.reduce((sum, metrics) => sum + metrics[name], 0) / perTarget.length;
  const determined = perTarget.flatMap(({ r2 }) => (r2 === null ? [] : [r2]));
  return {
    meanSquaredError: mean("meanSquaredError"),
    rootMeanSquaredError: mean("rootMeanSquaredError"),
    meanAbsoluteError: mean("meanAbsoluteError"),
    r2: determined.length > 0 ? determined.reduce((sum, r2) => sum + r2, 0) / determined.length : null,
    perTarget,
  };
}

function measure({ predictions, targets, targetNames }: PredictedTargets, column: number): TargetMetrics {
  const columns = targetNames.length;
  const n = targets.length / columns;
  let [sum, absolute, squared] = [0, 0, 0];
  for (let at = column; at < targets.length; at += columns) {
    const off = targets[at] - predictions[at];
    sum += targets[at];
    absolute += Math.abs(off);
    squared += off * off;
  }
  const mean = sum / n;
  let spread = 0;
  let varies = false;
  for (let at = column; at < targets.length; at += columns) {
    spread += (targets[at] - mean) * (targets[at] - mean);
    varies ||= targets[at] !== targets[column];
  }
  return {
    meanSquaredError: squared / n,
    rootMeanSquaredError: Math.sqrt(squared / n),
    meanAbsoluteError: absolute / n,
    r2: varies ? 1 - squared / spread : null,
  };
}

function check({ predictions, targets, targetNames }: PredictedTargets): void {
  const columns = targetNames.length;
  if (columns === 0 || targets.length === 0)
    throw new ShapeError("Expected at least one sample with one target to evaluate, got none.");
  if (targets.length % columns !== 0 || predictions.length !== targets.length) {
    throw new ShapeError(
      `Expected as many predictions as targets, rows of ${columns}, got ${predictions.length} and ${targets.length}.`,
    );
  }
  for (const [what, values] of Object.entries({ predictions, targets })) {
    const at = values.findIndex((value) => !Number.isFinite(value));
    if (at >= 0)
      throw new ShapeError(
        `Expected finite ${what}, got ${values[at]} for sample ${Math.floor(at / columns)}.`,
      );
  }
}
