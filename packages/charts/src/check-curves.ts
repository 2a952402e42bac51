interface Rates {
  readonly falsePositiveRate: Float64Array;
  readonly truePositiveRate: Float64Array;
}

interface LabelledCurve extends Rates {
  readonly label: string;
  readonly auc: number | null;
  readonly points?: Rates | undefined;
}

/**
 * @throws {RangeError} naming the curve, what was expected and what it got. A curve without an AUC is not drawn,
 *   so its rates may be anything.
 */
export function checkCurves(curves: readonly LabelledCurve[]): void {
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

function checkRates({ falsePositiveRate, truePositiveRate }: Rates, name: string): void {
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
