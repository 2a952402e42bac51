// Keras' mnist.npz, which the report's program writes too: x_train [n, rows, columns] or [n, features] bytes,
// y_train [n] whole numbers, and x_test and y_test where there is a test set.

import type { NpyArray } from "../encoding/npy.ts";
import { readNpz } from "../encoding/npz.ts";
import type { UnpackOptions } from "../encoding/unpack-limit.ts";
import { FormatError } from "../errors.ts";
import type { ImagesAndLabels } from "./digits.ts";

/** @throws {FormatError} where an array is missing or has another type or shape */
export function parseKerasNpz(
  bytes: Uint8Array,
  place: string,
  options: UnpackOptions = {},
): { train: ImagesAndLabels; test?: ImagesAndLabels } {
  const arrays = readNpz(bytes, place, options);
  const part = (images: string, labels: string): ImagesAndLabels => ({
    images: asImages(wanted(arrays, images, place), `${place}: ${images}`),
    imagesPlace: `${place}: ${images}`,
    labels: asLabels(wanted(arrays, labels, place), `${place}: ${labels}`),
    labelsPlace: `${place}: ${labels}`,
  });
  const train = part("x_train", "y_train");
  if (!arrays.has("x_test") && !arrays.has("y_test")) return { train };
  return { train, test: part("x_test", "y_test") };
}

function wanted(arrays: Map<string, NpyArray>, name: string, place: string): NpyArray {
  const array = arrays.get(name);
  if (array) return array;
  throw new FormatError(
    place,
    `expected the arrays x_train and y_train (and x_test, y_test), got ${[...arrays.keys()].join(", ") || "none"}; ${name} is missing.`,
    "Save it as the report does: np.savez('mnist.npz', x_train=x_train, y_train=y_train).",
  );
}

function asImages({ shape, data }: NpyArray, place: string): ImagesAndLabels["images"] {
  if (!(data instanceof Uint8Array)) {
    throw new FormatError(
      place,
      `expected pixels as uint8, got ${typeName(data)}.`,
      "Save the images before they are scaled: x_train.astype('uint8').",
    );
  }
  const [count, rows, columns] = shape.length === 2 ? [shape[0], ...imageShapeOf(shape[1])] : shape;
  if (shape.length < 2 || shape.length > 3 || shape.includes(0)) {
    throw new FormatError(
      place,
      `expected the shape [n, rows, columns] or [n, features], got [${shape.join(", ")}].`,
    );
  }
  return { count, rows, columns, pixels: data };
}

/** A square image where the features make one, else a single row. */
function imageShapeOf(features: number): [rows: number, columns: number] {
  const side = Math.round(Math.sqrt(features));
  return side * side === features ? [side, side] : [1, features];
}

function asLabels({ shape, data }: NpyArray, place: string): Uint8Array {
  if (data instanceof Float32Array || data instanceof Float64Array) {
    throw new FormatError(
      place,
      `expected labels as whole numbers, got ${typeName(data)}.`,
      "Save y.astype('uint8').",
    );
  }
  if (shape.length !== 1) throw new FormatError(place, `expected the shape [n], got [${shape.join(", ")}].`);
  if (data instanceof Uint8Array) return data;
  const labels = Array.from(data, Number);
  const wrong = labels.findIndex((label) => label < 0 || label > 255);
  if (wrong >= 0)
    throw new FormatError(place, `expected labels 0..9, got ${labels[wrong]} at index ${wrong}.`);
  return Uint8Array.from(labels);
}

function typeName(data: NpyArray["data"]): string {
  return data.constructor.name.replace("Array", "").toLowerCase();
}
