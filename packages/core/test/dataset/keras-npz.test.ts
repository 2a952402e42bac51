import { describe, expect, it } from "vitest";
import { parseKerasNpz } from "../../src/dataset/keras-npz.ts";
import type { NpyArray, NumericArray } from "../../src/encoding/npy.ts";
import { writeNpz } from "../../src/encoding/npz.ts";
import { FormatError } from "../../src/errors.ts";

const array = (data: NumericArray, ...shape: number[]): NpyArray => ({ shape, data });
const pixels = Uint8Array.from({ length: 12 }, (_, index) => 20 * index);

/** Two images of 2 x 3 for training, with what is to differ. */
function parse(changes: Readonly<Record<string, NpyArray | undefined>> = {}) {
  const arrays: Record<string, NpyArray | undefined> = {
    x_train: array(pixels, 2, 2, 3),
    y_train: array(Uint8Array.of(3, 9), 2),
    ...changes,
  };
  const present = Object.entries(arrays).flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  return parseKerasNpz(writeNpz(present), "mnist.npz");
}

describe("parseKerasNpz", () => {
  it("reads training images and labels, and no test set where there is none", () => {
    const { train, test } = parse();
    expect(train).toEqual({
      images: { count: 2, rows: 2, columns: 3, pixels },
      imagesPlace: "mnist.npz: x_train",
      labels: Uint8Array.of(3, 9),
      labelsPlace: "mnist.npz: y_train",
    });
    expect(test).toBeUndefined();
  });

  it("reads the test set where there is one", () => {
    const { test } = parse({
      x_test: array(pixels.slice(0, 6), 1, 2, 3),
      y_test: array(Uint8Array.of(5), 1),
    });
    expect(test?.images).toMatchObject({ count: 1, rows: 2, columns: 3 });
    expect(test?.labels).toEqual(Uint8Array.of(5));
  });

  it("takes features [n, 9] for an image of 3 x 3 and [n, 6] for a row of 6", () => {
    const square = parse({ x_train: array(new Uint8Array(18), 2, 9) });
    expect(square.train.images).toMatchObject({ count: 2, rows: 3, columns: 3 });
    const row = parse({ x_train: array(pixels, 2, 6) });
    expect(row.train.images).toMatchObject({ count: 2, rows: 1, columns: 6 });
  });

  it.each([
    ["int64, NumPy's own", BigInt64Array.of(3n, 9n)],
    ["uint64", BigUint64Array.of(3n, 9n)],
    ["int32", Int32Array.of(3, 9)],
    ["int8", Int8Array.of(3, 9)],
  ])("reads labels as %s", (_, labels) => {
    expect(parse({ y_train: array(labels, 2) }).train.labels).toEqual(Uint8Array.of(3, 9));
  });

  it.each(["x_train", "y_train"])("refuses a file without %s, naming what is there", (missing) => {
    const there = missing === "x_train" ? "y_train" : "x_train";
    expect(() => parse({ [missing]: undefined })).toThrow(
      `mnist.npz: expected the arrays x_train and y_train (and x_test, y_test), got ${there}; ${missing} is missing.`,
    );
  });

  it("refuses half a test set, naming the other half", () => {
    expect(() => parse({ x_test: array(pixels, 2, 2, 3) })).toThrow("y_test is missing.");
    expect(() => parse({ y_test: array(Uint8Array.of(1), 1) })).toThrow("x_test is missing.");
  });

  it("refuses a file without any array", () => {
    expect(() => parse({ x_train: undefined, y_train: undefined })).toThrow("got none; x_train is missing.");
  });

  it.each([
    ["float32", new Float32Array(12)],
    ["float64", new Float64Array(12)],
    ["int32", new Int32Array(12)],
  ])("refuses pixels as %s and says how to save bytes", (name, data) => {
    expect(() => parse({ x_train: array(data, 2, 2, 3) })).toThrow(
      new FormatError(
        "mnist.npz: x_train",
        `expected pixels as uint8, got ${name}.`,
        "Save the images before they are scaled: x_train.astype('uint8').",
      ),
    );
  });

  it("refuses pixels of another shape: a list, four dimensions, no images", () => {
    const message = (shape: string) =>
      `mnist.npz: x_train: expected the shape [n, rows, columns] or [n, features], got ${shape}.`;
    expect(() => parse({ x_train: array(pixels, 12) })).toThrow(message("[12]"));
    expect(() => parse({ x_train: array(pixels, 2, 2, 3, 1) })).toThrow(message("[2, 2, 3, 1]"));
    expect(() => parse({ x_train: array(new Uint8Array(0), 0, 28, 28) })).toThrow(message("[0, 28, 28]"));
    expect(() => parse({ x_train: array(new Uint8Array(0), 2, 0) })).toThrow(message("[2, 0]"));
  });

  it("refuses labels as floats or as one-hot rows", () => {
    expect(() => parse({ y_train: array(Float64Array.of(3, 9), 2) })).toThrow(
      "mnist.npz: y_train: expected labels as whole numbers, got float64.\n  Save y.astype('uint8').",
    );
    expect(() => parse({ y_train: array(new Uint8Array(20), 2, 10) })).toThrow(
      "mnist.npz: y_train: expected the shape [n], got [2, 10].",
    );
  });

  it.each([
    ["-1 as int64", BigInt64Array.of(3n, -1n), "-1"],
    ["256 as int16, which a byte would make 0", Int16Array.of(3, 256), "256"],
    ["2^32 + 1 as int64", BigInt64Array.of(3n, 4294967297n), "4294967297"],
  ])("refuses a label of %s, naming it and its index", (_, labels, got) => {
    expect(() => parse({ y_train: array(labels, 2) })).toThrow(
      `mnist.npz: y_train: expected labels 0..9, got ${got} at index 1.`,
    );
  });

  it("refuses what is no archive", () => {
    expect(() => parseKerasNpz(new Uint8Array(100), "mnist.npz")).toThrow(FormatError);
  });
});
