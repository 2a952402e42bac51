/** One class against the rest, from the highest threshold to the lowest, at which every sample is predicted. */
export interface PrecisionRecallCurve {
  readonly label: string;
  /** [points], each in [0, 1], never falling. */
  readonly recall: Float64Array;
  /** [points], each in [0, 1]; the last is the class's base rate. */
  readonly precision: Float64Array;
  /** Null without samples of the class, and then no curve is drawn. */
  readonly averagePrecision: number | null;
}

/**
 * @throws {RangeError} naming the curve, what was expected and what it got. A curve without an average precision is
 *   not drawn, so its values may be anything.
 */
export function checkPrecisionRecall(curves: readonly PrecisionRecallCurve[]): void {
  if (curves.length === 0)
    throw new RangeError("Precision-recall chart: expected one curve or more, got none.");
  for (const { label, recall, precision, averagePrecision } of curves) {
    if (averagePrecision === null) continue;
    const name = `Precision-recall curve "${label}"`;
    if (!(averagePrecision >= 0 && averagePrecision <= 1)) {
      throw new RangeError(
        `${name}: expected an average precision in [0, 1] or null, got ${averagePrecision}.`,
      );
    }
    if (recall.length === 0 || recall.length !== precision.length) {
      throw new RangeError(
        `${name}: expected as many recalls as precisions, one or more, ` +
          `got ${recall.length} and ${precision.length}.`,
      );
    }
    checkShares(recall, `${name}, recall`);
    checkShares(precision, `${name}, precision`);
    const falls = recall.findIndex((value, i) => i > 0 && value < recall[i - 1]);
    if (falls < 0) continue;
    throw new RangeError(
      `${name}: expected a recall that never falls, ` +
        `got ${recall[falls]} after ${recall[falls - 1]} at index ${falls}.`,
    );
  }
}

function checkShares(values: Float64Array, name: string): void {
  const wrong = values.findIndex((value) => !(value >= 0 && value <= 1));
  if (wrong >= 0)
    throw new RangeError(`${name}: expected values in [0, 1], got ${values[wrong]} at index ${wrong}.`);
}
