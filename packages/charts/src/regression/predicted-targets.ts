/** What a network said of one target, beside what it was, both in the target's own unit. */
export interface PredictedTarget {
  readonly target: string;
  /** [n] */
  readonly actual: Float32Array | Float64Array;
  /** [n] */
  readonly predicted: Float32Array | Float64Array;
  readonly rootMeanSquaredError: number;
  /** null where all actual values are the same */
  readonly r2: number | null;
}

/** More targets in a picture would be too many. */
export const MOST_TARGETS = 4;
/** More dots hide each other. */
const MOST_DOTS = 2000;

/** @throws {RangeError} without targets or samples, where lengths disagree, or for a number that is not finite */
export function checkPredicted(targets: readonly PredictedTarget[], place: string): void {
  if (targets.length === 0) throw new RangeError(`${place}: expected one target or more, got none.`);
  for (const { target, actual, predicted } of targets) {
    if (actual.length === 0 || actual.length !== predicted.length) {
      throw new RangeError(
        `${place}, ${target}: expected a prediction for each of one sample or more, got ${predicted.length} for ${actual.length}.`,
      );
    }
    for (const values of [actual, predicted]) {
      const wrong = values.find((value) => !Number.isFinite(value));
      if (wrong !== undefined)
        throw new RangeError(`${place}, ${target}: expected finite numbers, got ${wrong}.`);
    }
  }
}

/** The samples that are drawn: all, or every so many of them. */
export function drawnSamples({ actual }: PredictedTarget): number[] {
  const step = Math.ceil(actual.length / MOST_DOTS);
  return Array.from({ length: Math.ceil(actual.length / step) }, (_, place) => place * step);
}

/** "2,000 of 60,000 samples" */
export function saidSamples(target: PredictedTarget): string {
  const [drawn, all] = [drawnSamples(target).length, target.actual.length].map((count) =>
    count.toLocaleString("en-US"),
  );
  return drawn === all ? `${all} ${all === "1" ? "sample" : "samples"}` : `${drawn} of ${all} samples`;
}

/** Four significant digits. */
export function formatTarget(value: number): string {
  return String(Number(value.toPrecision(4)));
}
