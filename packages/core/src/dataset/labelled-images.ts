import { FormatError } from "../errors.ts";
import { createLabels } from "../labels.ts";
import type { ClassNames } from "./class-names.ts";
import { checkSameShape, digitClasses, type ImagesAndLabels } from "./digits.ts";
import { createSamples, type Dataset, type Samples } from "./samples.ts";

/**
 * Images and labels as a dataset. Without names of the classes, labels 0..9 are the ten digits, as MNIST and its kin
 * have them; where a label is larger, each label that comes is a class, in their order.
 * @param names  the name of each label that may come
 * @throws {FormatError} where counts or sizes differ, or a label has no name
 */
export function labelledImages(
  { name, sources }: Pick<Dataset, "name" | "sources">,
  train: ImagesAndLabels,
  test?: ImagesAndLabels,
  names?: ClassNames,
): Dataset {
  if (test) checkSameShape(train, test);
  const parts = test ? [train, test] : [train];
  const known = names ?? namesOfLabels(parts);
  return {
    name,
    classes: [...known.values()],
    imageShape: [train.images.rows, train.images.columns],
    train: samplesOf(train, known),
    ...(test && { test: samplesOf(test, known) }),
    sources,
  };
}

function namesOfLabels(parts: readonly ImagesAndLabels[]): ClassNames {
  const comes = new Uint8Array(65_536);
  for (const { labels } of parts)
    for (let index = 0; index < labels.length; index++) comes[labels[index]] = 1;
  if (comes.indexOf(1, digitClasses.length) < 0) return new Map(digitClasses.entries());
  return new Map([...comes.keys()].filter((label) => comes[label] === 1).map((label) => [label, `${label}`]));
}

function samplesOf(
  { images, imagesPlace, labels, labelsPlace }: ImagesAndLabels,
  names: ClassNames,
): Samples {
  if (images.count !== labels.length) {
    throw new FormatError(
      labelsPlace,
      `expected ${images.count} labels, one for each image of ${imagesPlace}, got ${labels.length}.`,
      "Images and labels must come from the same set.",
    );
  }
  const indices = new Int32Array(65_536).fill(-1);
  for (const [index, label] of [...names.keys()].entries()) indices[label] = index;
  const wrong = labels.findIndex((label) => indices[label] < 0);
  if (wrong >= 0) {
    throw new FormatError(
      labelsPlace,
      `expected labels that have a name, as ${names.size} have, got ${labels[wrong]} at index ${wrong}.`,
      "Complete the file of the classes' names beside it, or take it away: labels are then named by their numbers.",
    );
  }
  return createSamples(images.pixels, indexed(labels, indices, names.size), images.rows * images.columns);
}

/** The labels' places among the classes; the labels themselves where those are the same. */
function indexed(labels: ImagesAndLabels["labels"], indices: Int32Array, classes: number): Samples["labels"] {
  const same = labels.every((label) => indices[label] === label);
  if (same && labels instanceof Uint8Array) return labels;
  const ours = createLabels(labels.length, classes);
  for (let index = 0; index < labels.length; index++) ours[index] = indices[labels[index]];
  return ours;
}
