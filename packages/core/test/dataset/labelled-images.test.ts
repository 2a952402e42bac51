import { describe, expect, it } from "vitest";
import type { ImagesAndLabels } from "../../src/dataset/digits.ts";
import { labelledImages } from "../../src/dataset/labelled-images.ts";
import { FormatError } from "../../src/errors.ts";

const about = { name: "set", sources: [] };

function part(name: string, labels: readonly number[], rows = 2, columns = 3): ImagesAndLabels {
  const count = 3;
  return {
    images: { count, rows, columns, pixels: new Uint8Array(count * rows * columns).fill(7) },
    imagesPlace: `${name}-images`,
    labels: Uint16Array.from(labels),
    labelsPlace: `${name}-labels`,
  };
}

describe("labelledImages", () => {
  it("makes a sample of each image, its rows one after the other, without a copy of bytes", () => {
    const given = { ...part("train", []), labels: Uint8Array.of(0, 9, 4) };
    const { train, classes } = labelledImages(about, given);
    expect([train.count, train.featureCount, classes]).toEqual([3, 6, [..."0123456789"]]);
    expect(train.features).toBe(given.images.pixels);
    expect(train.labels).toBe(given.labels);
  });

  it("has a class for each label that comes where one is beyond 9, in two bytes where there are many", () => {
    const { classes, train, test } = labelledImages(
      about,
      part("train", [300, 7, 300]),
      part("t10k", [7, 8, 12]),
    );
    expect(classes).toEqual(["7", "8", "12", "300"]);
    expect([Array.from(train.labels), Array.from(test?.labels ?? [])]).toEqual([
      [3, 0, 3],
      [0, 1, 2],
    ]);
    const pixels = new Uint8Array(300);
    const labels = Uint16Array.from({ length: 300 }, (_, label) => label + 5);
    const many = labelledImages(about, {
      ...part("train", []),
      images: { count: 300, rows: 1, columns: 1, pixels },
      labels,
    });
    expect(many.train.labels).toEqual(Uint16Array.from({ length: 300 }, (_, index) => index));
  });

  it("refuses fewer and more labels than images, naming both counts and both files", () => {
    expect(() => labelledImages(about, part("train", [1, 2]))).toThrow(
      new FormatError(
        "train-labels",
        "expected 3 labels, one for each image of train-images, got 2.",
        "Images and labels must come from the same set.",
      ),
    );
    expect(() => labelledImages(about, part("train", [1, 2, 3, 4]))).toThrow("expected 3 labels");
  });

  it("counts labels as their names are, and refuses one without", () => {
    const names = new Map([
      [1, "A"],
      [26, "Z"],
    ]);
    expect(
      Array.from(labelledImages(about, part("train", [26, 1, 26]), undefined, names).train.labels),
    ).toEqual([1, 0, 1]);
    expect(() => labelledImages(about, part("train", [26, 1, 2]), undefined, names)).toThrow(
      "train-labels: expected labels that have a name, as 2 have, got 2 at index 2.",
    );
  });
});
