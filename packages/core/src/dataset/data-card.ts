import { ShapeError } from "../errors.ts";
import type { Dataset, Samples } from "./samples.ts";

/** What is known of a dataset without looking at its samples one by one. */
export interface DataCard
  extends Pick<Dataset, "name" | "classes" | "targetNames" | "imageShape" | "sources"> {
  readonly train: SplitCard;
  readonly validation?: SplitCard;
  readonly test?: SplitCard;
}

/** Means and shares are over all features of all samples. Bytes count as fractions, 255 as 1; numbers as they are. */
export interface SplitCard {
  readonly samples: number;
  /** [classes], samples of each; none in a regression */
  readonly classCounts: readonly number[];
  readonly mean: number;
  /** its squares are divided by n, the number of features of all samples */
  readonly standardDeviation: number;
  /** share of the features that are 0 */
  readonly zeroShare: number;
  /** features that are missing, NaN; they are in none of the figures */
  readonly missing: number;
  /** the places, of 0..featureCount - 1, whose feature is 0 in every sample, ascending */
  readonly blankFeatures: readonly number[];
}

/** @throws {ShapeError} where a split has no sample, or a label that is none of the classes */
export function dataCard(dataset: Dataset): DataCard {
  const { name, classes, targetNames, imageShape, sources, train, validation, test } = dataset;
  return {
    name,
    classes,
    ...(targetNames && { targetNames }),
    imageShape,
    sources,
    train: splitCard(train, classes.length, "training"),
    ...(validation && { validation: splitCard(validation, classes.length, "validation") }),
    ...(test && { test: splitCard(test, classes.length, "test") }),
  };
}

function splitCard(samples: Samples, classes: number, split: string): SplitCard {
  if (samples.features.length === 0) {
    throw new ShapeError(
      `Expected ${split} samples, one or more of one feature or more, got ${samples.count} of ${samples.featureCount}.`,
      "Choose data that is not empty.",
    );
  }
  return {
    samples: samples.count,
    classCounts: countClasses(samples, classes, split),
    ...(samples.features instanceof Uint8Array
      ? momentsOfBytes(samples.features)
      : momentsOfNumbers(samples.features)),
    blankFeatures: blankFeatures(samples),
  };
}

function countClasses({ labels }: Samples, classes: number, split: string): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const [sample, label] of labels.entries()) {
    if (label >= classes) {
      if (classes === 0) return [];
      throw new ShapeError(
        `Expected labels 0..${classes - 1}, got ${label} for ${split} sample ${sample}.`,
        "Name every class in dataset.classes.",
      );
    }
    counts[label]++;
  }
  return counts;
}

type Moments = Pick<SplitCard, "mean" | "standardDeviation" | "zeroShare" | "missing">;

/** From how often each of the 256 bytes comes: the sums are over whole numbers, and 256 terms. */
function momentsOfBytes(features: Uint8Array): Moments {
  const counts = new Uint32Array(256);
  for (let index = 0; index < features.length; index++) counts[features[index]]++;
  const n = features.length;
  const mean = counts.reduce((sum, count, byte) => sum + count * byte, 0) / n;
  const variance = counts.reduce((sum, count, byte) => sum + count * (byte - mean) ** 2, 0) / n;
  return {
    mean: mean / 255,
    standardDeviation: Math.sqrt(variance) / 255,
    zeroShare: counts[0] / n,
    missing: 0,
  };
}

function momentsOfNumbers(features: Float32Array): Moments {
  const known = features.filter((value) => !Number.isNaN(value));
  const n = known.length;
  const mean = known.reduce((sum, value) => sum + value, 0) / n;
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  const zeros = known.reduce((count, value) => count + (value === 0 ? 1 : 0), 0);
  const missing = features.length - n;
  return { mean, standardDeviation: Math.sqrt(variance), zeroShare: zeros / n, missing };
}

/** Few are left after some hundred samples: only those are looked at. */
function blankFeatures({ features, featureCount }: Samples): number[] {
  let blank = Array.from({ length: featureCount }, (_, feature) => feature);
  for (let begin = 0; begin < features.length && blank.length > 0; begin += featureCount) {
    if (blank.some((feature) => features[begin + feature] !== 0)) {
      blank = blank.filter((feature) => features[begin + feature] === 0);
    }
  }
  return blank;
}
