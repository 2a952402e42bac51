interface Epoch {
  readonly epoch: number;
  readonly trainAccuracy: number;
  readonly trainLoss: number;
  readonly validationAccuracy?: number | undefined;
  readonly validationLoss?: number | undefined;
}

/**
 * @param name  what the epochs are, as the message begins.
 * @throws {RangeError} naming the epoch, what was expected and what it got.
 */
export function checkEpochs(epochs: readonly Epoch[], name: string): void {
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
