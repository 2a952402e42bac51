import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { encodeGreyPng } from "../../../src/dataset/image/encode-png.ts";
import { type FolderFile, isImageFolder, readImageFolder } from "../../../src/dataset/image/image-folder.ts";
import { loadDataset } from "../../../src/dataset/load-dataset.node.ts";
import { jpegImages, pngImages } from "./fixture-images.ts";

const base = mkdtempSync(join(tmpdir(), "percept-images-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A grey image of one row of 3 pixels, all of them `grey`. */
const small = (grey: number) => encodeGreyPng(new Uint8Array(3).fill(grey), 3, 1);
async function folderOf(greys: Readonly<Record<string, number | Uint8Array>>): Promise<FolderFile[]> {
  return Promise.all(
    Object.entries(greys).map(async ([path, given]) => {
      const bytes = typeof given === "number" ? await small(given) : given;
      return { path, read: async () => bytes };
    }),
  );
}

async function written(name: string, greys: Readonly<Record<string, number | Uint8Array>>): Promise<string> {
  const folder = join(base, name);
  for (const { path, read } of await folderOf(greys)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), await read());
  }
  return folder;
}

const firstOf = ({ features, featureCount }: { features: ArrayLike<number>; featureCount: number }) =>
  Array.from(features).filter((_, at) => at % featureCount === 0);

describe("readImageFolder", () => {
  it("reads root/CLASS: classes and images in the order of their names, whatever order they come in", async () => {
    const files = await folderOf({
      "cat/b.png": 2,
      "ape/z.PNG": 9,
      "cat/a.png": 1,
      "10/x.png": 7,
      "9/y.png": 8,
      "cat/notes.txt": 0,
    });
    const { classes, train, test, imageShape } = await readImageFolder(files, "pets");
    expect(classes).toEqual(["10", "9", "ape", "cat"]);
    expect(firstOf(train)).toEqual([7, 8, 9, 1, 2]);
    expect(Array.from(train.labels)).toEqual([0, 1, 2, 3, 3]);
    expect(imageShape).toEqual([1, 3]);
    expect(test).toBeUndefined();
  });

  it("reads root/train, root/val and root/test, folders in classes too; a class may have no test image", async () => {
    const files = await folderOf({
      "train/a/1.png": 1,
      "train/b/more/2.png": 2,
      "test/b/3.png": 3,
      "val/a/4.png": 4,
      "val/b/5.png": 5,
    });
    const { classes, train, validation, test } = await readImageFolder(files, "set");
    expect(classes).toEqual(["a", "b"]);
    expect([train, validation, test].map((part) => part && firstOf(part))).toEqual([[1, 2], [4, 5], [3]]);
    expect(Array.from(test?.labels ?? [])).toEqual([1]);
  });

  it("makes colours grey, JPEG too, and brings images to a size where one is asked for", async () => {
    const files = await folderOf({
      "a/1.png": pngImages[9].file,
      "b/2.jpg": jpegImages[0].file,
      "b/3.png": 100,
    });
    const { train } = await readImageFolder(files, "set", { imageShape: [2, 4] });
    expect([train.count, train.featureCount]).toEqual([3, 8]);
    expect(Array.from(train.features.subarray(16))).toEqual(new Array(8).fill(100));
  });

  it.each([
    [
      { "a/1.png": 1, "a/2.png": jpegImages[0].file },
      "set/a/2.png: expected an image of 1 x 3 pixels (rows x columns), as a/1.png has, got 20 x 27.",
    ],
    [
      { "a/1.png": 1, "a/2.png": Uint8Array.of(1, 2) },
      "set/a/2.png: expected a PNG or JPEG image, got a file that begins with 01 02.",
    ],
    [
      { "a/1.png": 1, "2.png": 1 },
      "set/2.png: expected an image in a folder of its class, CLASS/image.png, got one outside.",
    ],
    [
      { "train/a/1.png": 1, "train/2.png": 1 },
      "set/train/2.png: expected an image in a folder of its class, train/CLASS/image.png, got one outside.",
    ],
    [
      { "train/a/1.png": 1, "test/b/2.png": 1 },
      "set/test/b/2.png: expected a class that is trained on, got b.",
    ],
    [{ "train/a/1.txt": 1 }, "set: expected images (.png, .jpg) in a folder for each class, got none."],
  ])("names the file and what is wrong with it: %#", async (greys, sentence) => {
    const files = await folderOf(greys as Record<string, number | Uint8Array>);
    await expect(readImageFolder(files, "set")).rejects.toThrow(sentence);
  });

  it("knows such a folder by its paths", () => {
    expect(isImageFolder(["a/b.png"])).toBe(true);
    expect(isImageFolder(["b.png", "a/b.txt"])).toBe(false);
  });
});

describe("loadDataset of a folder of images", () => {
  it("loads it twice to the same, sources and all, links within it followed", async () => {
    const folder = await written("pets", {
      "train/a/1.png": 1,
      "train/b/2.png": 2,
      "test/b/3.png": 3,
      "train/.hidden/4.png": 4,
    });
    symlinkSync("../b/2.png", join(folder, "train/a/2.png"));
    const dataset = await loadDataset(folder);
    expect(dataset).toEqual(await loadDataset(folder));
    expect([dataset.name, dataset.classes, dataset.train.count, dataset.test?.count]).toEqual([
      "pets",
      ["a", "b"],
      3,
      1,
    ]);
    expect(dataset.sources.map(({ name }) => name)).toEqual([
      "train: 3 images as grey bytes",
      "test: 1 images as grey bytes",
    ]);
  });

  it("follows no link out of the folder, and none to a folder", async () => {
    const outside = await written("outside", { "x/secret.png": 200 });
    const linked = await written("linked", { "a/1.png": 1, "b/2.png": 2 });
    symlinkSync(join(outside, "x"), join(linked, "c"));
    symlinkSync("..", join(linked, "a/loop"));
    expect((await loadDataset(linked)).classes).toEqual(["a", "b"]);
    symlinkSync(join(outside, "x/secret.png"), join(linked, "a/9.png"));
    await expect(loadDataset(linked)).rejects.toThrow(
      /linked\/a\/9.png: expected a file of the folder, got a symbolic link to .*secret.png/,
    );
  });
});
