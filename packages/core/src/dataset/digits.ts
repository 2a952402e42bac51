import { FormatError } from "../errors.ts";
import { createSamples, type Samples } from "./samples.ts";

/** The classes of MNIST and its kin, one a label 0..9. */
export const digitClasses: readonly string[] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** Images and labels as a file gave them, with the file's name for messages. */
export interface ImagesAndLabels {
  readonly images: {
    readonly count: number;
    readonly rows: number;
    readonly columns: number;
    readonly pixels: Uint8Array;
  };
  readonly imagesPlace: string;
  readonly labels: Uint8Array;
  readonly labelsPlace: string;
}

/** @throws {FormatError} where counts differ or a label is not one of the ten classes */
export function digitSamples({ images, imagesPlace, labels, labelsPlace }: ImagesAndLabels): Samples {
  if (images.count !== labels.length) {
    throw new FormatError(
      labelsPlace,
      `expected ${images.count} labels, one for each image of ${imagesPlace}, got ${labels.length}.`,
      "Images and labels must come from the same set.",
    );
  }
  const wrong = labels.findIndex((label) => label >= digitClasses.length);
  if (wrong >= 0) {
    throw new FormatError(
      labelsPlace,
      `expected labels 0..${digitClasses.length - 1}, got ${labels[wrong]} at index ${wrong}.`,
      "The file is damaged, or holds other classes than MNIST's ten.",
    );
  }
  return createSamples(images.pixels, labels, images.rows * images.columns);
}

/** @throws {FormatError} where training and test images differ in size */
export function checkSameShape(train: ImagesAndLabels, test: ImagesAndLabels): void {
  const [a, b] = [train.images, test.images];
  if (a.rows === b.rows && a.columns === b.columns) return;
  throw new FormatError(
    test.imagesPlace,
    `expected images of ${a.rows} x ${a.columns} as in ${train.imagesPlace}, got ${b.rows} x ${b.columns}.`,
  );
}
