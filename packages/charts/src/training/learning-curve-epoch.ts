/** How right a network was by the end of an epoch, and what had been spent until then. */
export interface LearningCurveEpoch {
  /** A whole number, larger than the epoch's before. */
  readonly epoch: number;
  /** Weight updates from the start of the training; asked for where the curve is drawn by step. */
  readonly step?: number | undefined;
  /** Seconds of training from its start, not of this epoch alone; asked for where the curve is drawn by seconds. */
  readonly elapsedSeconds?: number | undefined;
  /** In [0, 1]; a regression has none. */
  readonly trainAccuracy?: number | undefined;
  /** Mean per sample. */
  readonly trainLoss: number;
  readonly validationAccuracy?: number | undefined;
  readonly validationLoss?: number | undefined;
}

/**
 * @param name  what the epochs are, as the message begins.
 * @throws {RangeError} naming the epoch, what was expected and what it got.
 */
export function checkEpochs(epochs: readonly LearningCurveEpoch[], name: string): void {
  if (epochs.length === 0) throw new RangeError(`${name}: expected one epoch or more, got none.`);
  epochs.forEach((row, i) => {
    const place = `${name}, epochs[${i}]`;
    if (!Number.isSafeInteger(row.epoch)) {
      throw new RangeError(`${place}: expected a whole number as epoch, got ${row.epoch}.`);
    }
    if (i > 0 && row.epoch <= epochs[i - 1].epoch) {
      throw new RangeError(`${place}: expected an epoch after ${epochs[i - 1].epoch}, got ${row.epoch}.`);
    }
    for (const measure of ["trainAccuracy", "validationAccuracy"] as const) {
      const accuracy = row[measure];
      if (accuracy === undefined || (accuracy >= 0 && accuracy <= 1)) continue;
      throw new RangeError(`${place}: expected ${measure} in [0, 1], got ${accuracy}.`);
    }
    for (const measure of ["trainLoss", "validationLoss"] as const) {
      const loss = row[measure];
      if (loss === undefined || (loss >= 0 && loss < Infinity)) continue;
      throw new RangeError(`${place}: expected ${measure} in [0, ∞), got ${loss}.`);
    }
  });
}

/** @throws {RangeError} for an epoch whose end has no number of that field, or a smaller one than the epoch's before. */
export function checkProgress(
  epochs: readonly LearningCurveEpoch[],
  field: "step" | "elapsedSeconds",
  name: string,
): number[] {
  let before = 0;
  return epochs.map((row, i) => {
    const value = row[field];
    if (value === undefined || !(value >= before && value < Infinity)) {
      throw new RangeError(`${name}, epochs[${i}]: expected ${field} in [${before}, ∞), got ${value}.`);
    }
    before = value;
    return value;
  });
}
