// An .npz file whose x_train [n, features] are numbers, or whose y_train [n] or [n, targets] are: what Keras' images
// and labels are not. x_test and y_test where there is a test set.

import type { NpyArray } from "../encoding/npy.ts";
import { readNpz } from "../encoding/npz.ts";
import type { UnpackOptions } from "../encoding/unpack-limit.ts";
import { FormatError } from "../errors.ts";
import { createLabels, MAX_CLASSES } from "../labels.ts";
import { createSamples, type Dataset, type Samples, type Task } from "./samples.ts";

type Table = Omit<Dataset, "name" | "sources">;
type Arrays = ReadonlyMap<string, NpyArray>;

/**
 * Numbers to learn from, as a dataset but for its name; undefined where they are images and labels, bytes and classes,
 * which `parseKerasNpz` reads. Features stay bytes where they are; other numbers are rounded to float32. Of a
 * classification each whole number that comes as a label is a class, in their order.
 * @throws {FormatError} where an array has another shape, or a number is not finite or not whole
 */
export function parseTableNpz(
  bytes: Uint8Array,
  place: string,
  task: Task,
  options: UnpackOptions = {},
): Table | undefined {
  const arrays = readNpz(bytes, place, options);
  const x = arrays.get("x_train");
  if (!x || !arrays.has("y_train")) return undefined;
  if (task === "classification" && x.data instanceof Uint8Array) return undefined;
  const splits =
    arrays.has("x_test") && arrays.has("y_test") ? (["train", "test"] as const) : (["train"] as const);
  const features = splits.map((split) => featuresOf(arrays, split, place));
  const [{ shape }] = features;
  for (const other of features.slice(1)) {
    if (other.shape.join() === shape.join()) continue;
    throw new FormatError(
      `${place}: x_test`,
      `expected samples of the shape [${shape.join(", ")}], as x_train has, got [${other.shape.join(", ")}].`,
    );
  }
  const answers = splits.map((split, at) => answersOf(arrays, split, features[at].count, place));
  return task === "regression"
    ? regression(splits, features, answers, place)
    : classification(splits, features, answers, place);
}

interface Features {
  readonly values: Samples["features"];
  readonly count: number;
  /** of one sample: [features] or [rows, columns] */
  readonly shape: readonly number[];
}

interface Answers {
  readonly place: string;
  readonly data: NpyArray["data"];
  /** numbers a sample */
  readonly columns: number;
}

function featuresOf(arrays: Arrays, split: string, file: string): Features {
  const place = `${file}: x_${split}`;
  const { shape, data } = arrays.get(`x_${split}`) as NpyArray;
  if (shape.length < 2 || shape.length > 3 || shape.includes(0)) {
    throw new FormatError(
      place,
      `expected the shape [n, features] or [n, rows, columns], got [${shape.join(", ")}].`,
    );
  }
  const values = data instanceof Uint8Array ? data : asFloats(data, place, shape[0]);
  return { values, count: shape[0], shape: shape.slice(1) };
}

function answersOf(arrays: Arrays, split: string, count: number, file: string): Answers {
  const place = `${file}: y_${split}`;
  const { shape, data } = arrays.get(`y_${split}`) as NpyArray;
  if (shape.length > 2 || shape[0] !== count || shape[1] === 0) {
    throw new FormatError(
      place,
      `expected a number, or a row of them, for each of ${count} samples, got the shape [${shape.join(", ")}].`,
    );
  }
  return { place, data, columns: shape[1] ?? 1 };
}

/** @param count  samples, so that a message can name one */
function asFloats(data: NpyArray["data"], place: string, count: number): Float32Array {
  const values = Float32Array.from(data as ArrayLike<number>, Number);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return values;
  throw new FormatError(
    place,
    `expected finite numbers as float32 holds them, got ${data[wrong]} for sample ${Math.floor((wrong * count) / values.length)}.`,
    "Leave such samples out, or put a number in its place.",
  );
}

function tableOf(
  splits: readonly ("train" | "test")[],
  features: readonly Features[],
  samplesOf: (features: Features, featureCount: number, at: number) => Samples,
): Pick<Dataset, "imageShape" | "train" | "test"> {
  const [{ shape }] = features;
  const featureCount = shape.reduce((product, length) => product * length, 1);
  const parts = Object.fromEntries(
    splits.map((split, at) => [split, samplesOf(features[at], featureCount, at)]),
  ) as Pick<Dataset, "train" | "test">;
  return { imageShape: shape.length === 2 ? [shape[0], shape[1]] : [1, featureCount], ...parts };
}

function regression(
  splits: readonly ("train" | "test")[],
  features: readonly Features[],
  answers: readonly Answers[],
  place: string,
): Table {
  const [{ columns }] = answers;
  const other = answers.find((of) => of.columns !== columns);
  if (other)
    throw new FormatError(other.place, `expected ${columns} targets a sample, got ${other.columns}.`);
  if (columns > MAX_CLASSES)
    throw new FormatError(place, `expected at most ${MAX_CLASSES} targets a sample, got ${columns}.`);
  return {
    task: "regression",
    classes: [],
    targetNames: columns === 1 ? ["y"] : Array.from({ length: columns }, (_, k) => `y${k}`),
    ...tableOf(splits, features, ({ values, count }, featureCount, at) => {
      const targets = asFloats(answers[at].data, answers[at].place, count);
      return createSamples(values, createLabels(count, 1), featureCount, targets);
    }),
  };
}

function classification(
  splits: readonly ("train" | "test")[],
  features: readonly Features[],
  answers: readonly Answers[],
  place: string,
): Table {
  const labels = answers.map(wholeNumbers);
  const classes = [...new Set(labels.flatMap((values) => [...new Set(values)]))].sort((a, b) => a - b);
  if (classes.length > MAX_CLASSES) {
    throw new FormatError(
      `${place}: y_train`,
      `expected at most ${MAX_CLASSES} classes, got ${classes.length} different labels.`,
      "--task regression estimates numbers.",
    );
  }
  const places = new Map(classes.map((label, index) => [label, index]));
  return {
    classes: classes.map(String),
    ...tableOf(splits, features, ({ values, count }, featureCount, at) => {
      const indices = createLabels(count, classes.length);
      labels[at].forEach((label, sample) => {
        indices[sample] = places.get(label) ?? 0;
      });
      return createSamples(values, indices, featureCount);
    }),
  };
}

function wholeNumbers({ place, data, columns }: Answers): number[] {
  const labels = Array.from(data as ArrayLike<number>, Number);
  const wrong = labels.findIndex((label) => !Number.isSafeInteger(label));
  if (columns === 1 && wrong < 0) return labels;
  throw new FormatError(
    place,
    columns === 1
      ? `expected labels as whole numbers, got ${labels[wrong]} at index ${wrong}.`
      : `expected a label a sample, got ${columns} numbers.`,
    "Where they are numbers to be estimated, choose --task regression.",
  );
}
