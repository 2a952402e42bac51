export interface RocPoints {
  /** [points], each in [0, 1]. */
  readonly falsePositiveRate: Float64Array;
  /** [points], each in [0, 1]. */
  readonly truePositiveRate: Float64Array;
}

/** One class against the rest, from (0, 0) to (1, 1), neither rate ever falling. */
export interface RocCurve extends RocPoints {
  readonly label: string;
  /** Area under the curve; null without positives or negatives, and then no curve is drawn. */
  readonly auc: number | null;
  /** The same curve at a few thresholds, as dots, in any order. */
  readonly points?: RocPoints | undefined;
}

/**
 * @throws {RangeError} naming the curve, what was expected and what it got. A curve without an AUC is not drawn,
 *   so its rates may be anything.
 */
export function checkRocCurves(curves: readonly RocCurve[]): void {
  if (curves.length === 0) throw new RangeError("ROC chart: expected one curve or more, got none.");
  for (const { label, auc, points, ...rates } of curves) {
    if (auc === null) continue;
    const name = `ROC curve "${label}"`;
    if (!(auc >= 0 && auc <= 1))
      throw new RangeError(`${name}: expected an AUC in [0, 1] or null, got ${auc}.`);
    if (rates.falsePositiveRate.length < 2) {
      throw new RangeError(`${name}: expected two points or more, got ${rates.falsePositiveRate.length}.`);
    }
    checkRates(rates, name);
    checkRising(rates.falsePositiveRate, `${name}, falsePositiveRate`);
    checkRising(rates.truePositiveRate, `${name}, truePositiveRate`);
    if (points !== undefined) checkRates(points, `${name}, points`);
  }
}

function checkRates({ falsePositiveRate, truePositiveRate }: RocPoints, name: string): void {
  if (falsePositiveRate.length !== truePositiveRate.length) {
    throw new RangeError(
      `${name}: expected as many true as false positive rates, ` +
        `got ${truePositiveRate.length} and ${falsePositiveRate.length}.`,
    );
  }
  for (const rates of [falsePositiveRate, truePositiveRate]) {
    const wrong = rates.findIndex((rate) => !(rate >= 0 && rate <= 1));
    if (wrong >= 0)
      throw new RangeError(`${name}: expected rates in [0, 1], got ${rates[wrong]} at index ${wrong}.`);
  }
}

function checkRising(rates: Float64Array, name: string): void {
  const wrong = rates.findIndex((rate, i) => i > 0 && rate < rates[i - 1]);
  if (wrong < 0) return;
  throw new RangeError(
    `${name}: expected rates that never fall, got ${rates[wrong]} after ${rates[wrong - 1]} at index ${wrong}.`,
  );
}
