import { describe, expect, it } from "vitest";
import {
  checkSameShape,
  digitClasses,
  digitSamples,
  type ImagesAndLabels,
} from "../../src/dataset/digits.ts";
import { FormatError } from "../../src/errors.ts";

function part(name: string, labels: readonly number[], rows = 2, columns = 3): ImagesAndLabels {
  const count = 3;
  return {
    images: { count, rows, columns, pixels: new Uint8Array(count * rows * columns).fill(7) },
    imagesPlace: `${name}-images`,
    labels: Uint8Array.from(labels),
    labelsPlace: `${name}-labels`,
  };
}

describe("digitSamples", () => {
  it("makes a sample of each image, its rows one after the other", () => {
    const given = part("train", [0, 9, 4]);
    const { count, featureCount, features, labels } = digitSamples(given);
    expect([count, featureCount]).toEqual([3, 6]);
    expect(features).toBe(given.images.pixels);
    expect(labels).toBe(given.labels);
  });

  it("refuses fewer and more labels than images, naming both counts and both files", () => {
    expect(() => digitSamples(part("train", [1, 2]))).toThrow(
      new FormatError(
        "train-labels",
        "expected 3 labels, one for each image of train-images, got 2.",
        "Images and labels must come from the same set.",
      ),
    );
    expect(() => digitSamples(part("train", [1, 2, 3, 4]))).toThrow("expected 3 labels");
  });

  it("refuses a label that is none of the ten classes, naming it and its index", () => {
    expect(() => digitSamples(part("train", [9, 10, 255]))).toThrow(
      new FormatError(
        "train-labels",
        "expected labels 0..9, got 10 at index 1.",
        "The file is damaged, or holds other classes than MNIST's ten.",
      ),
    );
  });
});

describe("checkSameShape", () => {
  it("is content with images of one size", () => {
    expect(() => checkSameShape(part("train", []), part("t10k", []))).not.toThrow();
  });

  it("refuses test images of another size, even with as many pixels, naming both", () => {
    expect(() => checkSameShape(part("train", [], 2, 3), part("t10k", [], 3, 2))).toThrow(
      "t10k-images: expected images of 2 x 3 as in train-images, got 3 x 2.",
    );
    expect(() => checkSameShape(part("train", [], 2, 3), part("t10k", [], 4, 3))).toThrow("got 4 x 3.");
    expect(() => checkSameShape(part("train", [], 2, 3), part("t10k", [], 2, 4))).toThrow("got 2 x 4.");
  });
});

describe("digitClasses", () => {
  it("names the label k by the digit k", () => {
    expect(digitClasses).toEqual([..."0123456789"]);
  });
});
