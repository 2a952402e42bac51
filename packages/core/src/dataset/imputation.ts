import { ShapeError } from "../errors.ts";
import type { Dataset, Samples } from "./samples.ts";

/** What stands for a missing value: the mean or the median of those that are there. */
export type Imputation = "mean" | "median";

/**
 * What stands for a missing value of each feature, learned from these samples alone.
 * @returns [features], as float32
 * @throws {ShapeError} where a feature has no value at all
 */
export function learnImputation(samples: Samples, how: Imputation): number[] {
  const { features, featureCount, count } = samples;
  const column = new Float32Array(count);
  return Array.from({ length: featureCount }, (_, feature) => {
    let known = 0;
    for (let at = feature; at < features.length; at += featureCount)
      if (!Number.isNaN(features[at])) column[known++] = features[at];
    if (known === 0) {
      throw new ShapeError(
        `Feature ${feature} has no value in any of ${count} training samples.`,
        "Leave its column out.",
      );
    }
    return Math.fround((how === "mean" ? mean : median)(column.subarray(0, known)));
  });
}

/** In float64 and in the samples' order: the same samples give the same number. */
function mean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function median(values: Float32Array): number {
  const sorted = values.toSorted();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The samples with what stands for each missing value, NaN; the samples themselves where none is missing.
 * @param imputation  [features]
 * @throws {ShapeError} naming the first that is missing, where nothing stands for it
 */
export function fillMissing(samples: Samples, imputation: readonly number[] | undefined): Samples {
  const features = fillFeatures(samples.features, samples.featureCount, imputation);
  return features === samples.features ? samples : { ...samples, features };
}

/** The same of rows [n, featureCount] alone. */
export function fillFeatures(
  features: Samples["features"],
  featureCount: number,
  imputation: readonly number[] | undefined,
): Samples["features"] {
  if (features instanceof Uint8Array) return features;
  let first = 0;
  while (first < features.length && !Number.isNaN(features[first])) first++;
  if (first === features.length) return features;
  if (!imputation) {
    throw new ShapeError(
      `Feature ${first % featureCount} of sample ${Math.floor(first / featureCount)} is missing, and nothing stands for it.`,
      "Train with missing mean or median, or leave such samples out.",
    );
  }
  const filled = new Float32Array(features);
  for (let at = first; at < filled.length; at++)
    if (Number.isNaN(filled[at])) filled[at] = imputation[at % featureCount];
  return filled;
}

/**
 * The dataset without missing values, as an experiment's `missing` says, and what stands for them now.
 * @throws {ShapeError} where one is missing and nothing may stand for it, or a feature has no value at all
 */
export function withoutMissing(
  dataset: Dataset,
  { missing }: { readonly missing: "refuse" | "drop" | Imputation },
): { readonly dataset: Dataset; readonly imputation: readonly number[] | undefined } {
  const imputation =
    missing === "mean" || missing === "median" ? learnImputation(dataset.train, missing) : undefined;
  return { dataset: fillDataset(dataset, imputation), imputation };
}

/** The dataset with what stands for each missing value, of every part of it. @throws {ShapeError} as fillMissing */
export function fillDataset(dataset: Dataset, imputation: readonly number[] | undefined): Dataset {
  const { train, validation, test } = dataset;
  return {
    ...dataset,
    train: fillMissing(train, imputation),
    ...(validation && { validation: fillMissing(validation, imputation) }),
    ...(test && { test: fillMissing(test, imputation) }),
  };
}
