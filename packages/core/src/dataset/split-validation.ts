import { ParameterError, ShapeError } from "../errors.ts";
import type { Experiment } from "../experiment.ts";
import type { Labels } from "../labels.ts";
import { streams } from "../random.ts";
import type { Fold } from "./folds.ts";
import { type Dataset, selectSamples } from "./samples.ts";
import { shuffledClasses } from "./shuffle.ts";

/**
 * Sets a fraction of the samples aside: round(n · fraction) of them, at least 1 and at most n - 1, of each class its
 * share. The seed decides which samples of a class, not how many.
 * @param labels  [n]
 * @param fraction  in (0, 1)
 * @throws {ParameterError} for another fraction, {ShapeError} where there are fewer than two samples
 */
export function splitValidation(labels: Labels, fraction: number, seed: number): Fold {
  if (!(fraction > 0 && fraction < 1)) {
    throw new ParameterError(`fraction must be in (0, 1), got ${fraction}.`);
  }
  const n = labels.length;
  if (n < 2) {
    throw new ShapeError(
      `Expected at least 2 samples to set some aside for validation, got ${n}.`,
      "Train without a validation set, or choose more data.",
    );
  }
  const size = Math.min(Math.max(Math.round(n * fraction), 1), n - 1);
  const classes = shuffledClasses(labels, seed, streams.validation);
  const shares = sharesOf(classes, size, n);
  const isValidation = new Uint8Array(n);
  for (const [label, members] of classes) {
    for (const sample of members.subarray(0, shares.get(label))) isValidation[sample] = 1;
  }
  const samples = Uint32Array.from(labels, (_, sample) => sample);
  return {
    train: samples.filter((sample) => isValidation[sample] === 0),
    validation: samples.filter((sample) => isValidation[sample] === 1),
  };
}

/**
 * How many of `size` each class gets: its quota, members · size / n, rounded down; what is left goes one by one to
 * the largest remainders (Hamilton's method of apportionment, 1792), the smaller class index first where they tie.
 */
function sharesOf(
  classes: ReadonlyMap<number, Uint32Array>,
  size: number,
  n: number,
): ReadonlyMap<number, number> {
  // Remainders as whole numbers, members · size mod n: two that tie are equal, not nearly.
  const quotas = Array.from(classes, ([label, { length }]) => ({
    label,
    whole: Math.floor((length * size) / n),
    remainder: (length * size) % n,
  }));
  const left = size - quotas.reduce((sum, { whole }) => sum + whole, 0);
  quotas.sort((a, b) => b.remainder - a.remainder || a.label - b.label);
  return new Map(quotas.map(({ label, whole }, place) => [label, place < left ? whole + 1 : whole]));
}

/**
 * The dataset with a validation set: the one that it has, or the share of its training samples that is asked for,
 * which are not trained on then.
 * @throws {ParameterError} where the validation set is a file or folder that was not loaded
 */
export function withValidation(
  dataset: Dataset,
  { validation, seed }: Pick<Experiment, "validation" | "seed">,
): Dataset {
  if (dataset.validation || validation === null) return dataset;
  if (typeof validation === "string") {
    throw new ParameterError(
      `The validation set ${validation} must be loaded first, got a dataset without one.`,
      "Load the experiment's data with loadExperimentData, or set dataset.validation.",
    );
  }
  const fold = splitValidation(dataset.train.labels, validation, seed);
  return {
    ...dataset,
    train: selectSamples(dataset.train, fold.train),
    validation: selectSamples(dataset.train, fold.validation),
  };
}
