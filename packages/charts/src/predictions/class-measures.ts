export interface ClassMeasures {
  readonly label: string;
  /** In [0, 1], as the two that follow. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Samples of the class. */
  readonly support: number;
}

/** @throws {RangeError} naming the class, what was expected and what it got. */
export function checkClasses(classes: readonly ClassMeasures[]): void {
  if (classes.length === 0) throw new RangeError("Per-class chart: expected one class or more, got none.");
  for (const { label, precision, recall, f1, support } of classes) {
    const place = `Per-class chart, class "${label}"`;
    for (const [name, value] of Object.entries({ precision, recall, f1 })) {
      if (value >= 0 && value <= 1) continue;
      throw new RangeError(`${place}: expected ${name} in [0, 1], got ${value}.`);
    }
    if (Number.isSafeInteger(support) && support >= 0) continue;
    throw new RangeError(`${place}: expected a whole number of samples as support, got ${support}.`);
  }
}
