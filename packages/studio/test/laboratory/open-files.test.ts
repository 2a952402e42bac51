import { gzipSync } from "node:zlib";
import { encodeGreyPng, writeNpz } from "percept";
import { describe, expect, it } from "vitest";
import { idxBytes, idxImages, idxLabels } from "../../../core/test/dataset/idx-bytes.ts";
import { openFiles as openGiven } from "../../src/laboratory/open-files.ts";

function file(name: string, bytes: Uint8Array | string): File {
  return new File([typeof bytes === "string" ? bytes : new Uint8Array(bytes)], name);
}

/** A file that says how large it is, and fails the test when more of it is asked for than its beginning. */
function largeFile(name: string, size: number): File {
  const large = file(name, new Uint8Array(64));
  Object.defineProperty(large, "size", { value: size });
  const refuse = () => {
    throw new Error("It was read.");
  };
  return Object.assign(large, { arrayBuffer: refuse, stream: refuse, text: refuse });
}

const four = [
  file("train-images-idx3-ubyte", idxImages(3)),
  file("train-labels-idx1-ubyte", idxLabels(0, 9, 1)),
  file("t10k-images-idx3-ubyte.gz", gzipSync(idxImages(2))),
  file("t10k-labels-idx1-ubyte.gz", gzipSync(idxLabels(4, 5))),
];

const openFiles = (files: readonly File[]) => openGiven(files.map((file) => ({ path: file.name, file })));

describe("openFiles", () => {
  it("opens a folder of images by class, whatever else lies in it, with its test set", async () => {
    const image = async (path: string, shade: number) => {
      const png = await encodeGreyPng(new Uint8Array(6).fill(shade), 2, 3);
      return { path, file: new File([new Uint8Array(png)], path.slice(path.lastIndexOf("/") + 1)) };
    };
    const dataset = await openGiven([
      await image("pets/train/dog/1.png", 30),
      await image("pets/train/cat/2.png", 20),
      await image("pets/train/cat/1.png", 10),
      await image("pets/test/dog/9.png", 40),
      { path: "pets/.DS_Store", file: new File(["x"], ".DS_Store") },
      { path: "pets/train/cat/notes.txt", file: new File(["x"], "notes.txt") },
    ]);
    const { name, classes, imageShape, train, test } = dataset;
    expect({ name, classes, imageShape }).toEqual({
      name: "pets",
      classes: ["cat", "dog"],
      imageShape: [3, 2],
    });
    expect([0, 6, 12].map((at) => train.features[at])).toEqual([10, 20, 30]);
    expect([...train.labels]).toEqual([0, 0, 1]);
    expect([...(test?.labels ?? [])]).toEqual([1]);
    await expect(openGiven([await image("cat/1.png", 1), await image("pet.png", 2)])).rejects.toThrow(
      /pet\.png: expected an image in a folder of its class/,
    );
  });

  it("opens four IDX files in any order, plain and gzip, telling them apart by what they hold", async () => {
    const { train, test, imageShape, sources } = await openFiles(four.toReversed());
    expect(imageShape).toEqual([2, 3]);
    expect([...train.labels, ...(test?.labels ?? [])]).toEqual([0, 9, 1, 4, 5]);
    expect(Array.from(train.features.subarray(0, 8))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(sources).toHaveLength(4);
    expect(sources[0].sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("opens two of them, without a test set", async () => {
    expect((await openFiles(four.slice(0, 2))).test).toBeUndefined();
  });

  it("opens an .npz as Keras writes it", async () => {
    const npz = writeNpz([
      ["x_train", { shape: [2, 2, 2], data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) }],
      ["y_train", { shape: [2], data: Uint8Array.of(7, 3) }],
    ]);
    const dataset = await openFiles([file("own.npz", npz)]);
    expect(dataset).toMatchObject({ name: "own.npz", imageShape: [2, 2] });
    expect(Array.from(dataset.train.labels)).toEqual([7, 3]);
  });

  it.each([
    ["an empty file", [file("a.npz", "")], /a\.npz: expected data, got an empty file/],
    ["no zip as .npz", [file("a.npz", "hello")], /a\.npz: expected a zip archive/],
    [
      "another kind of file",
      [file("cat.jpg", "\u00ff\u00d8 and more")],
      /cat\.jpg: expected an IDX file.*got c3 bf/,
    ],
    ["images alone", four.slice(0, 1), /one IDX file of images and one of labels, got 1 and 0: train-images/],
    ["kinds together", [four[0], file("a.csv", "1,2")], /got train-images-idx3-ubyte, a\.csv/],
    [
      "a plain file that is a byte short",
      [file("train-images", idxImages(3).subarray(0, 33)), four[1]],
      /train-images: expected 34 bytes, as its header says, got 33\./,
    ],
    [
      "a gzip file that is cut short",
      [file("train-images.gz", gzipSync(idxImages(3)).subarray(0, 20)), four[1]],
      /train-images\.gz: expected a whole gzip file/,
    ],
    [
      "a gzip file that is longer than its header says",
      [file("train-images.gz", gzipSync(idxBytes([2051, 1, 2, 3], new Uint8Array(100)))), four[1]],
      /expected 22 bytes, as its header says, got 116\./,
    ],
    [
      "a gzip file whose header promises more than gzip can pack",
      [file("train-images.gz", gzipSync(idxBytes([2051, 60000, 1000, 1000], []))), four[1]],
      /expected 60,000,000,016 bytes, as its header says/,
    ],
    [
      "labels that are not as many as the images",
      [four[0], file("train-labels", idxLabels(1, 2))],
      /expected 3 labels, one for each image/,
    ],
  ])("refuses %s in a sentence", async (_, files, message) => {
    await expect(openFiles(files)).rejects.toThrow(message);
  });

  it.each(["a.npz", "a.csv", "train-images-idx3-ubyte"])(
    "refuses %s of 2 GB without reading it",
    async (name) => {
      await expect(openFiles([largeFile(name, 2 ** 31)])).rejects.toThrow(
        /: expected at most 537 MB, got 2,148 MB\./,
      );
    },
  );

  it("refuses an IDX file whose size is not its header's without reading it", async () => {
    const large = largeFile("train-images", 500_000_000);
    const header = idxImages(1);
    large.slice = () => file("part", header.subarray(0, 16));
    await expect(openFiles([large, four[1]])).rejects.toThrow(/expected 22 bytes.*got 500,000,000/);
  });
});
