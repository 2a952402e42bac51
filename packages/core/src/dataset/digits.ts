import { FormatError } from "../errors.ts";
import type { Labels } from "../labels.ts";

/** The classes of MNIST and its kin, one a label 0..9. */
export const digitClasses: readonly string[] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** Images and labels as a file gave them, with the file's name for messages. */
export interface ImagesAndLabels {
  readonly images: {
    readonly count: number;
    readonly rows: number;
    readonly columns: number;
    readonly pixels: Uint8Array | Float32Array;
  };
  readonly imagesPlace: string;
  /** [n], as the file numbers classes */
  readonly labels: Labels;
  readonly labelsPlace: string;
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
