import { ShapeError } from "../errors.ts";
import { createLabels } from "../labels.ts";
import { shortened } from "../shown.ts";
import type { Dataset, Samples } from "./samples.ts";

/**
 * The dataset with its labels counted as `classes` counts them, by their names: data of its own need not have every
 * class, nor the same order.
 * @throws {ShapeError} naming a class of a sample that is none of `classes`
 */
export function alignClasses(dataset: Dataset, classes: readonly string[]): Dataset {
  const same =
    dataset.classes.length === classes.length &&
    classes.every((name, index) => dataset.classes[index] === name);
  if (same) return dataset;
  const indices = dataset.classes.map((name) => classes.indexOf(name));
  const aligned = (samples: Samples): Samples => {
    const labels = createLabels(samples.count, classes.length);
    for (let sample = 0; sample < samples.count; sample++) {
      const index = indices[samples.labels[sample]];
      if (index < 0) throw unknownClass(dataset, samples.labels[sample], classes);
      labels[sample] = index;
    }
    return { ...samples, labels };
  };
  const { validation, test } = dataset;
  return {
    ...dataset,
    classes,
    train: aligned(dataset.train),
    ...(validation && { validation: aligned(validation) }),
    ...(test && { test: aligned(test) }),
  };
}

function unknownClass(
  { name, classes: own }: Dataset,
  label: number,
  classes: readonly string[],
): ShapeError {
  const few = shortened(classes.join(", "));
  return new ShapeError(
    `${name}: expected labels that are ${few}, got ${shortened(own[label])}.`,
    "Choose data of the classes that were trained on.",
  );
}
