import { ShapeError } from "../errors.ts";
import { type Labels, selectLabels } from "../labels.ts";

/** What is learned: one of some classes, or numbers, the targets. */
export type Task = "classification" | "regression";

/** Samples as they are kept until they are used, raw: n of `featureCount` features each. */
export interface Samples {
  readonly count: number;
  readonly featureCount: number;
  /** [n, featureCount], sample by sample: bytes 0..255 or numbers, which the model scales */
  readonly features: Uint8Array | Float32Array;
  /** [n], class indices; zeros in a regression */
  readonly labels: Labels;
  /** of a regression [n, targets], sample by sample, in their own units */
  readonly targets?: Float32Array;
}

/** What a training needs: training samples, perhaps some to validate on, and a test set that is only ever evaluated. */
export interface Dataset {
  readonly name: string;
  /** classification unless given */
  readonly task?: Task;
  /** one word a class, in the order of the class indices; none in a regression */
  readonly classes: readonly string[];
  /** of a regression: one word a target */
  readonly targetNames?: readonly string[];
  /** one word a feature, where the data names them */
  readonly featureNames?: readonly string[];
  /** [rows, columns] of one sample's image */
  readonly imageShape: readonly [rows: number, columns: number];
  readonly train: Samples;
  readonly validation?: Samples;
  readonly test?: Samples;
  /** the files that the samples come from, for the run's provenance */
  readonly sources: readonly { readonly name: string; readonly sha256: string }[];
}

/**
 * @param targets  of a regression [n, targets]; the labels are zeros then
 * @throws {ShapeError} where the arrays' lengths disagree
 */
export function createSamples(
  features: Samples["features"],
  labels: Labels,
  featureCount: number,
  targets?: Float32Array,
): Samples {
  const count = labels.length;
  if (features.length !== count * featureCount) {
    throw new ShapeError(`${count} labels need ${count} x ${featureCount} features, got ${features.length}.`);
  }
  if (targets && (count === 0 ? targets.length > 0 : targets.length === 0 || targets.length % count !== 0)) {
    throw new ShapeError(`${count} samples need equally many targets each, got ${targets.length} in all.`);
  }
  return { count, featureCount, features, labels, ...(targets && { targets }) };
}

/** The samples at `from`, `from + 1`, ... before `to`; they share the memory of `samples`. */
export function sliceSamples(samples: Samples, from: number, to: number): Samples {
  const { featureCount } = samples;
  const features = samples.features.subarray(from * featureCount, to * featureCount);
  const each = targetsEach(samples);
  const targets = samples.targets?.subarray(from * each, to * each);
  return createSamples(features, samples.labels.subarray(from, to), featureCount, targets);
}

/**
 * The samples at `indices` [m], in their order, copied; an index may come more than once.
 * @throws {ShapeError} where an index is beyond the last sample
 */
export function selectSamples(samples: Samples, indices: Uint32Array): Samples {
  const { count, featureCount, features, labels, targets } = samples;
  const beyond = indices.find((index) => index >= count);
  if (beyond !== undefined) {
    throw new ShapeError(`Expected indices below ${count}, the number of samples, got ${beyond}.`);
  }
  return createSamples(
    selectRows(features, featureCount, indices),
    selectLabels(labels, indices),
    featureCount,
    targets && selectRows(targets, targetsEach(samples), indices),
  );
}

/** The rows at `indices` of an array [n, columns], copied. */
function selectRows<Values extends Samples["features"]>(
  values: Values,
  columns: number,
  indices: Uint32Array,
): Values {
  const create = values.constructor as new (length: number) => Values;
  const rows = new create(indices.length * columns);
  for (const [place, index] of indices.entries())
    rows.set(values.subarray(index * columns, (index + 1) * columns), place * columns);
  return rows;
}

/** How many targets a sample has: 0 in a classification. */
export function targetsEach({ count, targets }: Pick<Samples, "count" | "targets">): number {
  return targets && count > 0 ? targets.length / count : 0;
}
