import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { mnistChecksums } from "../../src/dataset/checksums.ts";
import { embeddedDatasets, loadDataset } from "../../src/dataset/load-dataset.node.ts";
import { sha256 } from "../../src/dataset/read-file.node.ts";
import type { NpyArray, NumericArray } from "../../src/encoding/npy.ts";
import { writeNpz } from "../../src/encoding/npz.ts";
import { FileError, FormatError } from "../../src/errors.ts";
import { idxBytes, idxImages, idxLabels } from "./idx-bytes.ts";

const root = mkdtempSync(join(tmpdir(), "percept-data-"));
afterAll(() => rmSync(root, { recursive: true }));

let folder: string;
let folders = 0;
beforeEach(() => {
  folder = join(root, `set-${++folders}`);
  mkdirSync(folder);
});

function write(files: Readonly<Record<string, Uint8Array>>): void {
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
}

const train = {
  "train-images-idx3-ubyte": idxImages(3),
  "train-labels-idx1-ubyte": idxLabels(5, 0, 9),
};
const test = {
  "t10k-images-idx3-ubyte": idxImages(2),
  "t10k-labels-idx1-ubyte": idxLabels(1, 2),
};

describe("loadDataset mnist", () => {
  it("has 60,000 and 10,000 images of 28 x 28, first labels 5 0 4 1 9 and 7 2 1 0 4, and the published checksums", async () => {
    const mnist = await loadDataset("mnist");
    expect(mnist).toMatchObject({ name: "mnist", imageShape: [28, 28], classes: [..."0123456789"] });
    expect(mnist.train).toMatchObject({ count: 60_000, featureCount: 784 });
    expect(mnist.test).toMatchObject({ count: 10_000, featureCount: 784 });
    expect(Array.from(mnist.train.labels.subarray(0, 5))).toEqual([5, 0, 4, 1, 9]);
    expect(Array.from(mnist.test?.labels.subarray(0, 5) ?? [])).toEqual([7, 2, 1, 0, 4]);
    expect(Object.fromEntries(mnist.sources.map(({ name, sha256 }) => [name, sha256]))).toEqual({
      // sha256sum of the four files, unpacked
      "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
      "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
      "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
      "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    });
    expect(mnistChecksums).toEqual(Object.fromEntries(mnist.sources.map((s) => [s.name, s.sha256])));
  });

  it("has as many of each training digit as LeCun's set: 5,923 zeros to 5,949 nines", async () => {
    const { train } = await loadDataset("mnist");
    const counts = new Array<number>(10).fill(0);
    for (const label of train.labels) counts[label]++;
    expect(counts).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
  });

  it("refuses an installed file whose checksum is not the published one, naming both", async () => {
    const published = mnistChecksums["train-images-idx3-ubyte"];
    const other = "0".repeat(64);
    vi.resetModules();
    vi.doMock("../../src/dataset/checksums.ts", () => ({
      mnistChecksums: { ...mnistChecksums, "train-images-idx3-ubyte": other },
    }));
    const { loadDataset: loadWithOther } = await import("../../src/dataset/load-dataset.node.ts");
    vi.doUnmock("../../src/dataset/checksums.ts");
    await expect(loadWithOther("mnist")).rejects.toThrow(
      `train-images-idx3-ubyte: expected SHA-256 ${other}, got ${published}.\n  The installed file is damaged`,
    );
  });

  it("is among the datasets that are built in", () => {
    expect(embeddedDatasets.map(({ name }) => name)).toContain("mnist");
  });
});

describe("loadDataset of a folder", () => {
  it("reads four plain files, named by the folder, with their checksums in the order of reading", async () => {
    write({ ...train, ...test });
    const dataset = await loadDataset(folder + sep);
    expect(dataset).toMatchObject({ name: `set-${folders}`, imageShape: [2, 3], classes: [..."0123456789"] });
    expect(dataset.train).toMatchObject({ count: 3, featureCount: 6, labels: Uint8Array.of(5, 0, 9) });
    expect(dataset.test).toMatchObject({ count: 2, featureCount: 6, labels: Uint8Array.of(1, 2) });
    expect(dataset.sources).toEqual(
      Object.entries({ ...train, ...test }).map(([name, bytes]) => ({ name, sha256: sha256(bytes) })),
    );
  });

  it("reads .gz files as the plain ones, with the checksum of what is in them", async () => {
    write(
      Object.fromEntries(
        Object.entries({ ...train, ...test }).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]),
      ),
    );
    const dataset = await loadDataset(folder);
    expect(Array.from(dataset.train.features)).toEqual(
      Array.from(train["train-images-idx3-ubyte"].subarray(16)),
    );
    expect(Array.from(dataset.test?.labels ?? [])).toEqual([1, 2]);
    expect(dataset.sources[0]).toEqual({
      name: "train-images-idx3-ubyte",
      sha256: sha256(train["train-images-idx3-ubyte"]),
    });
  });

  it("has no test set where there are no test files", async () => {
    write(train);
    const dataset = await loadDataset(folder);
    expect("test" in dataset).toBe(false);
    expect(dataset.sources).toHaveLength(2);
  });

  it.each(Object.keys({ ...train, ...test }))(
    "refuses a folder in which only %s is missing",
    async (missing) => {
      write({ ...train, ...test });
      rmSync(join(folder, missing));
      await expect(loadDataset(folder)).rejects.toThrow(
        new FileError(
          `${folder}: expected ${missing} or ${missing}.gz, found neither.`,
          "A dataset folder holds train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte.",
        ),
      );
    },
  );

  it("refuses an empty folder", async () => {
    await expect(loadDataset(folder)).rejects.toThrow("expected train-images-idx3-ubyte");
  });

  it("refuses images and labels that are swapped, naming the file", async () => {
    const [images, labels] = Object.keys(train);
    write({ [images]: train["train-labels-idx1-ubyte"], [labels]: train["train-images-idx3-ubyte"] });
    await expect(loadDataset(folder)).rejects.toThrow(`${join(folder, images)}: expected`);
    write({ [images]: idxLabels(...new Array<number>(20).fill(0)) });
    await expect(loadDataset(folder)).rejects.toThrow("Images and labels look swapped.");
  });

  it("refuses counts that differ, in training and in test", async () => {
    write({ ...train, "train-labels-idx1-ubyte": idxLabels(1, 2) });
    await expect(loadDataset(folder)).rejects.toThrow(
      `${join(folder, "train-labels-idx1-ubyte")}: expected 3 labels, one for each image of ${join(folder, "train-images-idx3-ubyte")}, got 2.`,
    );
    write({ ...train, ...test, "t10k-labels-idx1-ubyte": idxLabels(1, 2, 3) });
    await expect(loadDataset(folder)).rejects.toThrow("expected 2 labels");
  });

  it("refuses a label out of range", async () => {
    write({ ...train, "train-labels-idx1-ubyte": idxLabels(1, 2, 11) });
    await expect(loadDataset(folder)).rejects.toThrow("expected labels 0..9, got 11 at index 2.");
  });

  it("refuses test images of another size", async () => {
    write({ ...train, ...test, "t10k-images-idx3-ubyte": idxBytes([2051, 2, 2, 2], new Uint8Array(8)) });
    await expect(loadDataset(folder)).rejects.toThrow("expected images of 2 x 3");
  });

  it("refuses a .gz file that is longer than its header says, and one that is shorter", async () => {
    const images = "train-images-idx3-ubyte";
    write({ "train-labels-idx1-ubyte": train["train-labels-idx1-ubyte"] });
    write({ [`${images}.gz`]: gzipSync(Uint8Array.of(...train[images], 1)) });
    await expect(loadDataset(folder)).rejects.toThrow(
      "expected 34 bytes for 3 images x 2 rows x 3 columns, got 35.",
    );
    write({ [`${images}.gz`]: gzipSync(train[images].subarray(0, -1)) });
    await expect(loadDataset(folder)).rejects.toThrow(
      "expected 34 bytes for 3 images x 2 rows x 3 columns, got 33.",
    );
  });
});

describe("loadDataset of an .npz file", () => {
  const array = (data: NumericArray, ...shape: number[]): NpyArray => ({ shape, data });
  const x = array(new Uint8Array(12).fill(9), 2, 2, 3);
  const y = array(BigInt64Array.of(4n, 7n), 2);

  it("reads training and test set, named by the file", async () => {
    const bytes = writeNpz([
      ["x_train", x],
      ["y_train", y],
      ["x_test", x],
      ["y_test", y],
    ]);
    write({ "my.digits.npz": bytes });
    const dataset = await loadDataset(join(folder, "my.digits.npz"));
    expect(dataset).toMatchObject({ name: "my.digits", imageShape: [2, 3] });
    expect(dataset.train.labels).toEqual(Uint8Array.of(4, 7));
    expect(dataset.test?.count).toBe(2);
    expect(dataset.sources).toEqual([{ name: "my.digits.npz", sha256: sha256(bytes) }]);
  });

  it("has no test set where the file has none", async () => {
    write({
      "train.npz": writeNpz([
        ["x_train", x],
        ["y_train", y],
      ]),
    });
    expect("test" in (await loadDataset(join(folder, "train.npz")))).toBe(false);
  });

  it("refuses labels of 10 and counts that differ, naming file and array", async () => {
    const path = join(folder, "wrong.npz");
    const save = (labels: NpyArray) =>
      write({
        "wrong.npz": writeNpz([
          ["x_train", x],
          ["y_train", labels],
        ]),
      });
    save(array(Int32Array.of(4, 10), 2));
    await expect(loadDataset(path)).rejects.toThrow(
      `${path}: y_train: expected labels 0..9, got 10 at index 1.`,
    );
    save(array(Int32Array.of(4), 1));
    await expect(loadDataset(path)).rejects.toThrow(
      `${path}: y_train: expected 2 labels, one for each image of`,
    );
  });
});

describe("loadDataset of something else", () => {
  it("refuses a path that does not exist and says where the names are", async () => {
    const path = join(folder, "nowhere");
    await expect(loadDataset(path)).rejects.toThrow(
      new FileError(
        `${path}: expected mnist, a folder or an .npz file, got a path that does not exist.`,
        "`percept data list` names the datasets that are built in.",
      ),
    );
    await expect(loadDataset("")).rejects.toThrow(FileError);
  });

  it("refuses a file of another kind", async () => {
    write({ "digits.csv": new Uint8Array(3) });
    const path = join(folder, "digits.csv");
    await expect(loadDataset(path)).rejects.toThrow(
      new FormatError(path, "expected a folder of IDX files or an .npz file, got another kind of file."),
    );
  });

  it("says why a path cannot be looked at: beneath a file, too long a name, a zero byte", async () => {
    write({ file: new Uint8Array(1) });
    for (const path of [join(folder, "file", "beneath"), join(folder, "x".repeat(5000)), "a\0b"]) {
      await expect(loadDataset(path)).rejects.toThrow(FileError);
    }
  });

  it.skipIf(process.platform === "win32")("says why a link in a circle cannot be read", async () => {
    const path = join(folder, "circle");
    symlinkSync(path, path);
    await expect(loadDataset(path)).rejects.toThrow(/^.*circle: cannot be read \(ELOOP/);
  });
});
