import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { mnistChecksums } from "../../src/dataset/checksums.ts";
import { embeddedDatasets, loadDataset, loadExperimentData } from "../../src/dataset/load-dataset.node.ts";
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
    await expect(loadDataset(folder)).rejects.toThrow(
      "expected the files of a dataset (IDX, CSV, TSV, Parquet, or images in a folder for each class), got an empty folder.",
    );
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

  it("takes each label that comes as a class where one is beyond 9", async () => {
    write({ ...train, ...test, "train-labels-idx1-ubyte": idxLabels(1, 2, 11) });
    const dataset = await loadDataset(folder);
    expect(dataset.classes).toEqual(["1", "2", "11"]);
    expect(dataset.train.labels).toEqual(Uint8Array.of(0, 1, 2));
    expect(dataset.test?.labels).toEqual(Uint8Array.of(0, 1));
  });

  it("takes the classes' names from classes.txt, and refuses a label without one", async () => {
    write({ ...train, ...test, "train-labels-idx1-ubyte": idxLabels(0, 1, 2) });
    writeFileSync(join(folder, "classes.txt"), "shirt\r\nshoe\r\nbag\r\n");
    expect((await loadDataset(folder)).classes).toEqual(["shirt", "shoe", "bag"]);
    writeFileSync(join(folder, "classes.txt"), "shirt\nshoe\n");
    await expect(loadDataset(folder)).rejects.toThrow(
      "train-labels-idx1-ubyte: expected labels that have a name, as 2 have, got 2 at index 2.",
    );
  });

  it("reads a set of EMNIST by the beginning of its files' names, with its mapping, transposed when asked", async () => {
    write({
      "emnist-letters-train-images-idx3-ubyte.gz": gzipSync(idxImages(3)),
      "emnist-letters-train-labels-idx1-ubyte.gz": gzipSync(idxLabels(1, 26, 1)),
      "emnist-letters-test-images-idx3-ubyte.gz": gzipSync(idxImages(1)),
      "emnist-letters-test-labels-idx1-ubyte.gz": gzipSync(idxLabels(26)),
      "emnist-digits-train-images-idx3-ubyte": idxImages(3),
      "emnist-digits-train-labels-idx1-ubyte": idxLabels(1, 2, 3),
    });
    writeFileSync(join(folder, "emnist-letters-mapping.txt"), "26 90 122\n1 65 97\n");
    await expect(loadDataset(folder)).rejects.toThrow(
      "expected one dataset, got 2: emnist-digits, emnist-letters.",
    );
    const letters = await loadDataset(join(folder, "emnist-letters"), { transpose: true });
    expect(letters).toMatchObject({ name: "emnist-letters", classes: ["Aa", "Zz"], imageShape: [3, 2] });
    expect(Array.from(letters.train.labels)).toEqual([0, 1, 0]);
    expect(Array.from(letters.train.features.subarray(0, 6))).toEqual([0, 3, 1, 4, 2, 5]);
    expect(letters.test?.count).toBe(1);
    expect((await loadDataset(join(folder, "emnist-digits"))).classes).toEqual([..."0123456789"]);
  });

  it.skipIf(process.platform === "win32")(
    "follows no link out of the folder, but one within it",
    async () => {
      write({ ...train, inside: train["train-labels-idx1-ubyte"] });
      const outside = join(root, "outside");
      writeFileSync(outside, train["train-labels-idx1-ubyte"]);
      const labels = join(folder, "train-labels-idx1-ubyte");
      rmSync(labels);
      symlinkSync("inside", labels);
      expect((await loadDataset(folder)).train.count).toBe(3);
      rmSync(labels);
      symlinkSync(outside, labels);
      await expect(loadDataset(folder)).rejects.toThrow(
        "expected a file of the folder, got a symbolic link to ",
      );
    },
  );

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

  it("refuses counts that differ, naming file and array", async () => {
    const path = join(folder, "wrong.npz");
    const save = (labels: NpyArray) =>
      write({
        "wrong.npz": writeNpz([
          ["x_train", x],
          ["y_train", labels],
        ]),
      });
    save(array(Int32Array.of(4), 1));
    await expect(loadDataset(path)).rejects.toThrow(
      `${path}: y_train: expected 2 labels, one for each image of`,
    );
  });
});

describe("loadDataset of tables", () => {
  const text = (files: Readonly<Record<string, string>>) =>
    write(Object.fromEntries(Object.entries(files).map(([name, t]) => [name, new TextEncoder().encode(t)])));

  it("reads a file, plain or .gz, named by it, with the checksum of its text", async () => {
    const table = new TextEncoder().encode("label,x\nb,1\na,2\n");
    write({ "my.set.csv": table, "packed.csv.gz": gzipSync(table) });
    const plain = await loadDataset(join(folder, "my.set.csv"));
    expect(plain).toMatchObject({ name: "my.set", classes: ["a", "b"], featureNames: ["x"] });
    expect(plain.sources).toEqual([{ name: "my.set.csv", sha256: sha256(table) }]);
    const packed = await loadDataset(join(folder, "packed.csv.gz"));
    expect(packed).toEqual({
      ...plain,
      name: "packed",
      sources: [{ name: "packed.csv", sha256: sha256(table) }],
    });
  });

  it("refuses a .gz that is cut short", async () => {
    write({ "cut.csv.gz": gzipSync("label,x\n".repeat(100)).subarray(0, 20) });
    await expect(loadDataset(join(folder, "cut.csv.gz"))).rejects.toThrow(FileError);
  });

  it("reads a folder's train.csv, test.csv and validation.csv, and leaves Kaggle's sample_submission.csv", async () => {
    text({
      "train.csv": "label,x\n1,1\n0,2\n",
      "validation.csv": "label,x\n1,5\n",
      "test.csv": "x,label\n7,0\n",
      "sample_submission.csv": "ImageId,Label\n1,0\n",
    });
    const { train, validation, test, sources } = await loadDataset(folder);
    expect([train.count, validation?.count, test?.count]).toEqual([2, 1, 1]);
    expect(test?.features).toEqual(Float32Array.of(7)); // its columns may stand in another order about the label
    expect(sources.map(({ name }) => name)).toEqual(["train.csv", "validation.csv", "test.csv"]);
  });

  it("says what to do with a test.csv without labels, as Kaggle has it", async () => {
    text({ "train.csv": "label,pixel0\n1,1\n0,2\n", "test.csv": "pixel0\n5\n" });
    await expect(loadDataset(folder)).rejects.toThrow(
      "test.csv: expected a label and one feature or more a row",
    );
    text({ "train.csv": "label,a,b\n1,1,2\n0,2,2\n", "test.csv": "a,b\n5,6\n" });
    await expect(loadDataset(folder)).rejects.toThrow(
      'test.csv: expected the column "label", as the training samples have it, got none.\n  Samples without labels',
    );
  });

  it("reads Hugging Face's folder of Parquet files, in data/ too", async () => {
    const fixtures = join(import.meta.dirname, "parquet", "fixtures");
    mkdirSync(join(folder, "data"));
    for (const name of ["train-00000-of-00002", "train-00001-of-00002", "test-00000-of-00001"])
      copyFileSync(join(fixtures, `${name}.parquet`), join(folder, "data", `${name}.parquet`));
    const dataset = await loadDataset(folder);
    expect(dataset).toMatchObject({
      name: `set-${folders}`,
      classes: ["zero", "one", "two"],
      imageShape: [4, 5],
    });
    expect([dataset.train.count, dataset.test?.count, dataset.sources.length]).toEqual([4, 2, 3]);
  });

  it("refuses a folder whose tables say neither train nor test", async () => {
    text({ "a.csv": "label,x\n1,1\n", "b.csv": "label,x\n1,1\n" });
    await expect(loadDataset(folder)).rejects.toThrow(
      "expected one table for the train samples, got a.csv, b.csv.",
    );
  });
});

describe("loadExperimentData", () => {
  it("counts the labels of a validation set of its own as the training samples' are counted", async () => {
    const text = (name: string, t: string) => writeFileSync(join(folder, name), t);
    text("a.csv", "label,x\nred,1\nblue,2\ngreen,3\n");
    text("b.csv", "label,x\nred,1\ngreen,3\n");
    const paths = { data: join(folder, "a.csv"), validation: join(folder, "b.csv") };
    const { classes, validation } = await loadExperimentData(paths);
    expect(Array.from(validation?.labels ?? [], (label) => classes[label])).toEqual(["red", "green"]);
    text("b.csv", "label,x\nred,1\nblack,3\n");
    await expect(loadExperimentData(paths)).rejects.toThrow(
      "expected labels that are blue, green, red, got black.",
    );
  });
});

describe("loadDataset of something else", () => {
  it("refuses a path that does not exist and says where the names are", async () => {
    const path = join(folder, "nowhere");
    await expect(loadDataset(path)).rejects.toThrow(
      new FileError(
        `${path}: expected mnist, a folder or a file, got a path that does not exist.`,
        "`percept data list` names the datasets that are built in, and says what else can be read.",
      ),
    );
    await expect(loadDataset("")).rejects.toThrow(FileError);
  });

  it("refuses a file of another kind", async () => {
    write({ "digits.pdf": new Uint8Array(3) });
    const path = join(folder, "digits.pdf");
    await expect(loadDataset(path)).rejects.toThrow(
      new FormatError(
        path,
        "expected a folder, or an .npz, .csv, .tsv or .parquet file, got another kind of file.",
        "`percept data list` says what can be read.",
      ),
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
