// Datasets as bytes: what the readers beside them read back.

import type { NpyArray } from "../encoding/npy.ts";
import { writeNpz } from "../encoding/npz.ts";
import { ShapeError } from "../errors.ts";
import type { Dataset, Samples } from "./samples.ts";

/** The files of a dataset, by their names. */
export type DatasetFiles = readonly (readonly [name: string, bytes: Uint8Array])[];

/**
 * A dataset as Keras keeps MNIST: x_train [n, rows, columns] or [n, features], y_train [n] class indices or, of a
 * regression, numbers [n, targets]; x_test and y_test where there is a test set. Names of classes are not kept.
 */
export function datasetNpz({
  imageShape,
  train,
  test,
}: Pick<Dataset, "imageShape" | "train" | "test">): Uint8Array {
  const arrays = (part: string, samples: Samples): [name: string, array: NpyArray][] => {
    const { count, featureCount, features, labels, targets } = samples;
    const shape = imageShape[0] > 1 ? [count, ...imageShape] : [count, featureCount];
    const y = targets
      ? { shape: [count, targets.length / count], data: targets }
      : { shape: [count], data: labels };
    return [
      [`x_${part}`, { shape, data: features }],
      [`y_${part}`, y],
    ];
  };
  return writeNpz([...arrays("train", train), ...(test ? arrays("test", test) : [])]);
}

/**
 * A dataset as MNIST's four IDX files, and classes.txt where its classes are not named 0, 1, ... 9. Bytes stay bytes,
 * numbers become floats.
 * @throws {ShapeError} for a regression, whose targets are no labels, and names of classes that are no lines
 */
export function datasetIdx({ classes, imageShape, targetNames, train, test }: Dataset): DatasetFiles {
  if (targetNames) {
    throw new ShapeError("IDX keeps labels, got a regression's targets.", "Convert it to .npz or .csv.");
  }
  const odd = classes.find((name) => name.trim() !== name || name === "" || /[\n\r]/.test(name));
  if (odd !== undefined)
    throw new ShapeError(`Expected classes named by a line each, got ${JSON.stringify(odd)}.`);
  const images = ({ count, featureCount, features }: Samples) =>
    idxBytes(imageShape[0] > 1 ? [count, ...imageShape] : [count, featureCount], features);
  const labels = ({ count, labels }: Samples) =>
    idxBytes([count], classes.length > 256 ? Int32Array.from(labels) : Uint8Array.from(labels));
  const digits = classes.length <= 10 && classes.every((name, label) => name === String(label));
  return [
    ["train-images-idx3-ubyte", images(train)],
    ["train-labels-idx1-ubyte", labels(train)],
    ...(test
      ? ([
          ["t10k-images-idx3-ubyte", images(test)],
          ["t10k-labels-idx1-ubyte", labels(test)],
        ] as const)
      : []),
    ...(digits ? [] : ([["classes.txt", new TextEncoder().encode(`${classes.join("\n")}\n`)]] as const)),
  ];
}

/** An IDX file: a big-endian header, then the values. */
function idxBytes(shape: readonly number[], values: Uint8Array | Int32Array | Float32Array): Uint8Array {
  const type = values instanceof Uint8Array ? 8 : values instanceof Int32Array ? 12 : 13;
  const head = 4 + 4 * shape.length;
  const bytes = new Uint8Array(head + values.byteLength);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, (type << 8) | shape.length);
  for (const [index, size] of shape.entries()) view.setUint32(4 + 4 * index, size);
  if (values instanceof Uint8Array) bytes.set(values, head);
  else if (values instanceof Int32Array)
    for (const [index, value] of values.entries()) view.setInt32(head + 4 * index, value);
  else for (const [index, value] of values.entries()) view.setFloat32(head + 4 * index, value);
  return bytes;
}
