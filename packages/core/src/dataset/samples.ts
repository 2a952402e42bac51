import { ShapeError } from "../errors.ts";

/** Samples as they are kept until they are used: n of `featureCount` features each. */
export interface Samples {
  readonly count: number;
  readonly featureCount: number;
  /** [n, featureCount], sample by sample: bytes 0..255, which the model scales, or numbers that it takes as they are */
  readonly features: Uint8Array | Float32Array;
  /** [n], class indices */
  readonly labels: Uint8Array;
}

/** What a training needs: training samples, perhaps some to validate on, and a test set that is only ever evaluated. */
export interface Dataset {
  readonly name: string;
  /** one word a class, in the order of the class indices */
  readonly classes: readonly string[];
  /** [rows, columns] of one sample's image */
  readonly imageShape: readonly [rows: number, columns: number];
  readonly train: Samples;
  readonly validation?: Samples;
  readonly test?: Samples;
  /** the files that the samples come from, for the run's provenance */
  readonly sources: readonly { readonly name: string; readonly sha256: string }[];
}

/** @throws {ShapeError} where the arrays' lengths disagree */
export function createSamples(
  features: Samples["features"],
  labels: Uint8Array,
  featureCount: number,
): Samples {
  if (features.length !== labels.length * featureCount) {
    throw new ShapeError(
      `${labels.length} labels need ${labels.length} x ${featureCount} features, got ${features.length}.`,
    );
  }
  return { count: labels.length, featureCount, features, labels };
}

/** The samples at `from`, `from + 1`, ... before `to`; they share the memory of `samples`. */
export function sliceSamples(samples: Samples, from: number, to: number): Samples {
  const { featureCount } = samples;
  const features = samples.features.subarray(from * featureCount, to * featureCount);
  return createSamples(features, samples.labels.subarray(from, to), featureCount);
}

/**
 * The samples at `indices` [m], in their order, copied; an index may come more than once.
 * @throws {ShapeError} where an index is beyond the last sample
 */
export function selectSamples(samples: Samples, indices: Uint32Array): Samples {
  const { count, featureCount } = samples;
  const beyond = indices.find((index) => index >= count);
  if (beyond !== undefined) {
    throw new ShapeError(`Expected indices below ${count}, the number of samples, got ${beyond}.`);
  }
  const create = samples.features instanceof Float32Array ? Float32Array : Uint8Array;
  const features = new create(indices.length * featureCount);
  for (const [place, index] of indices.entries()) {
    features.set(
      samples.features.subarray(index * featureCount, (index + 1) * featureCount),
      place * featureCount,
    );
  }
  return createSamples(
    features,
    Uint8Array.from(indices, (index) => samples.labels[index]),
    featureCount,
  );
}
