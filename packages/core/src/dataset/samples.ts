import { ShapeError } from "../errors.ts";

/** Samples as they are kept: bytes until they are used. n samples of `featureCount` features each. */
export interface Samples {
  readonly count: number;
  readonly featureCount: number;
  /** [n, featureCount], sample by sample; a feature is 0..255 until the model scales it */
  readonly features: Uint8Array;
  /** [n], class indices */
  readonly labels: Uint8Array;
}

/** What a training needs: training samples, and a test set that is only ever evaluated. */
export interface Dataset {
  readonly name: string;
  /** one word a class, in the order of the class indices */
  readonly classes: readonly string[];
  /** [rows, columns] of one sample's image */
  readonly imageShape: readonly [rows: number, columns: number];
  readonly train: Samples;
  readonly test?: Samples;
  /** the files that the samples come from, for the run's provenance */
  readonly sources: readonly { readonly name: string; readonly sha256: string }[];
}

/** @throws {ShapeError} where the arrays' lengths disagree */
export function createSamples(features: Uint8Array, labels: Uint8Array, featureCount: number): Samples {
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
