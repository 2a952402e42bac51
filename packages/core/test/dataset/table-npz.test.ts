import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadDataset, loadExperimentData } from "../../src/dataset/load-dataset.node.ts";
import { parseTableNpz } from "../../src/dataset/table-npz.ts";
import type { NpyArray, NumericArray } from "../../src/encoding/npy.ts";
import { writeNpz } from "../../src/encoding/npz.ts";
import { FormatError } from "../../src/errors.ts";

const array = (data: NumericArray, ...shape: number[]): NpyArray => ({ shape, data });
const file = (arrays: Readonly<Record<string, NpyArray>>) => writeNpz(Object.entries(arrays));

const x_train = array(Float64Array.of(1.5, -2, 3, 4, 5, 6e10), 3, 2);
const houses = {
  x_train,
  y_train: array(Float64Array.of(100.5, -3, 7), 3),
  x_test: array(Float32Array.of(9, 8), 1, 2),
  y_test: array(Float32Array.of(0.25), 1),
};

describe("parseTableNpz", () => {
  it("reads numbers to be estimated: features and targets as float32, a test set where there is one", () => {
    expect(parseTableNpz(file(houses), "h.npz", "regression")).toEqual({
      task: "regression",
      classes: [],
      targetNames: ["y"],
      imageShape: [1, 2],
      train: {
        count: 3,
        featureCount: 2,
        features: Float32Array.of(1.5, -2, 3, 4, 5, 6e10),
        labels: new Uint8Array(3),
        targets: Float32Array.of(100.5, -3, 7),
      },
      test: {
        count: 1,
        featureCount: 2,
        features: Float32Array.of(9, 8),
        labels: new Uint8Array(1),
        targets: Float32Array.of(0.25),
      },
    });
  });

  it("reads several targets a sample, and images of bytes with targets", () => {
    const several = { x_train, y_train: array(Int32Array.of(1, 2, 3, 4, 5, 6), 3, 2) };
    const found = parseTableNpz(file(several), "h.npz", "regression");
    expect(found?.targetNames).toEqual(["y0", "y1"]);
    expect(found?.train.targets).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
    const images = {
      x_train: array(new Uint8Array(12).fill(7), 2, 2, 3),
      y_train: array(Float32Array.of(1, 2), 2),
    };
    const angles = parseTableNpz(file(images), "h.npz", "regression");
    expect(angles?.imageShape).toEqual([2, 3]);
    expect(angles?.train.features).toEqual(new Uint8Array(12).fill(7));
  });

  it("reads numbers with classes: each whole number that comes is one, in their order, in both parts", () => {
    const found = parseTableNpz(
      file({
        ...houses,
        y_train: array(BigInt64Array.of(7n, -1n, 7n), 3),
        y_test: array(Float64Array.of(3), 1),
      }),
      "c.npz",
      "classification",
    );
    expect(found?.classes).toEqual(["-1", "3", "7"]);
    expect(found?.train.labels).toEqual(Uint8Array.of(2, 0, 2));
    expect(found?.test?.labels).toEqual(Uint8Array.of(1));
    const many = parseTableNpz(
      file({
        x_train: array(new Float32Array(300), 300, 1),
        y_train: array(
          new Int16Array(300).map((_, i) => i),
          300,
        ),
      }),
      "c.npz",
      "classification",
    );
    expect(many?.classes).toHaveLength(300);
    expect(many?.train.labels).toEqual(new Uint16Array(300).map((_, i) => i));
  });

  it("leaves Keras' images and labels, and files without x_train and y_train, to their own reader", () => {
    const images = { x_train: array(new Uint8Array(8), 2, 2, 2), y_train: array(Uint8Array.of(0, 1), 2) };
    expect(parseTableNpz(file(images), "m.npz", "classification")).toBeUndefined();
    expect(parseTableNpz(file({ x_train }), "m.npz", "regression")).toBeUndefined();
  });

  it.each([
    [
      "x_train: expected finite numbers as float32 holds them, got NaN for sample 1.",
      { x_train: array(Float32Array.of(1, 2, 3, Number.NaN, 5, 6), 3, 2) },
    ],
    [
      "x_train: expected finite numbers as float32 holds them, got 1e+39 for sample 0.",
      { x_train: array(Float64Array.of(1e39, 2, 3, 4, 5, 6), 3, 2) },
    ],
    [
      "y_train: expected finite numbers as float32 holds them, got Infinity for sample 2.",
      { y_train: array(Float64Array.of(1, 2, Number.POSITIVE_INFINITY), 3) },
    ],
    [
      "x_train: expected the shape [n, features] or [n, rows, columns], got [6].",
      { x_train: array(new Float32Array(6), 6) },
    ],
    [
      "x_test: expected samples of the shape [2], as x_train has, got [1].",
      { x_test: array(new Float32Array(1), 1, 1) },
    ],
    [
      "y_train: expected a number, or a row of them, for each of 3 samples, got the shape [2].",
      { y_train: array(new Float32Array(2), 2) },
    ],
    ["y_test: expected 1 targets a sample, got 2.", { y_test: array(new Float32Array(2), 1, 2) }],
  ])("refuses: %s", (message, change) => {
    const parse = () => parseTableNpz(file({ ...houses, ...change }), "h.npz", "regression");
    expect(parse).toThrow(FormatError);
    expect(parse).toThrow(`h.npz: ${message}`);
  });

  it("refuses classes that are no whole numbers, naming the other task", () => {
    expect(() => parseTableNpz(file(houses), "h.npz", "classification")).toThrow(
      "h.npz: y_train: expected labels as whole numbers, got 100.5 at index 0.\n  Where they are numbers to be estimated, choose --task regression.",
    );
    const rows = { x_train, y_train: array(Int32Array.of(1, 2, 3, 4, 5, 6), 3, 2) };
    expect(() => parseTableNpz(file(rows), "h.npz", "classification")).toThrow(
      "a label a sample, got 2 numbers",
    );
  });
});

describe("loadDataset of such a file", () => {
  it("reads it by the task, and a validation file with it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "percept-"));
    try {
      const path = join(folder, "houses.npz");
      writeFileSync(path, file(houses));
      const found = await loadDataset(path, { task: "regression" });
      expect(found).toMatchObject({ name: "houses", task: "regression", targetNames: ["y"] });
      expect(found.sources.map(({ name }) => name)).toEqual(["houses.npz"]);
      const both = await loadExperimentData({ data: path, validation: path, task: "regression" });
      expect(both.validation?.targets).toEqual(both.train.targets);
      await expect(loadDataset(path)).rejects.toThrow("choose --task regression");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
