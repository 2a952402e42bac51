import { describe, expect, it } from "vitest";
import { checkSameShape, digitClasses, type ImagesAndLabels } from "../../src/dataset/digits.ts";

function part(name: string, labels: readonly number[], rows = 2, columns = 3): ImagesAndLabels {
  const count = 3;
  return {
    images: { count, rows, columns, pixels: new Uint8Array(count * rows * columns).fill(7) },
    imagesPlace: `${name}-images`,
    labels: Uint8Array.from(labels),
    labelsPlace: `${name}-labels`,
  };
}

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
