import { sum } from "d3-array";

/** The samples whose confidence, the score of the predicted class, is between two numbers. */
export interface ReliabilityBin {
  /** In [0, 1], not below the `high` of the bin before. */
  readonly low: number;
  /** In (low, 1]. */
  readonly high: number;
  /** Samples. */
  readonly count: number;
  /** In [0, 1]; null without samples. */
  readonly meanConfidence: number | null;
  /** Share that is predicted rightly; null without samples. */
  readonly accuracy: number | null;
}

/** @throws {RangeError} naming the bin, what was expected and what it got. */
export function checkReliability({
  bins,
  expectedCalibrationError,
  samples,
}: {
  readonly bins: readonly ReliabilityBin[];
  readonly expectedCalibrationError: number;
  readonly samples: number;
}): void {
  const chart = "Reliability chart";
  if (bins.length === 0) throw new RangeError(`${chart}: expected one bin or more, got none.`);
  if (!isShare(expectedCalibrationError)) {
    throw new RangeError(
      `${chart}: expected an expectedCalibrationError in [0, 1], got ${expectedCalibrationError}.`,
    );
  }
  bins.forEach(({ low, high, count, meanConfidence, accuracy }, i) => {
    const place = `${chart}, bins[${i}]`;
    const least = i === 0 ? 0 : bins[i - 1].high;
    if (!(low >= least && low < high && high <= 1)) {
      throw new RangeError(`${place}: expected ${least} <= low < high <= 1, got ${low} and ${high}.`);
    }
    if (!(Number.isSafeInteger(count) && count >= 0)) {
      throw new RangeError(`${place}: expected a whole number of samples as count, got ${count}.`);
    }
    for (const [name, value] of Object.entries({ meanConfidence, accuracy })) {
      if (count === 0 ? value === null : value !== null && isShare(value)) continue;
      const expected = count === 0 ? "null in a bin without samples" : "a number in [0, 1]";
      throw new RangeError(`${place}: expected ${expected} as ${name}, got ${value}.`);
    }
  });
  const total = sum(bins, ({ count }) => count);
  if (total !== samples) {
    throw new RangeError(`${chart}: expected bins that hold all ${samples} samples, got ${total}.`);
  }
}

function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}
