import { describe, expect, it } from "vitest";
import { idxByteLength, parseIdx, parseIdxImages, parseIdxLabels } from "../../src/dataset/idx.ts";
import { FormatError } from "../../src/errors.ts";
import { idxBytes, idxImages, idxLabels } from "./idx-bytes.ts";

// The header of train-images-idx3-ubyte: 0x803, 60,000 images of 28 x 28.
const mnistHeader = Uint8Array.of(0, 0, 8, 3, 0, 0, 0xea, 0x60, 0, 0, 0, 28, 0, 0, 0, 28);

describe("parseIdxImages", () => {
  it("reads two images of 2 x 3, written down byte by byte", () => {
    const header = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3];
    const pixels = [0, 1, 2, 253, 254, 255, 10, 20, 30, 40, 50, 60];
    expect(parseIdxImages(Uint8Array.of(...header, ...pixels), "two")).toEqual({
      ...{ count: 2, rows: 2, columns: 3 },
      pixels: Uint8Array.from(pixels),
    });
  });

  it("copies nothing, and reads bytes that begin anywhere in their buffer", () => {
    const bytes = idxImages(2);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    const { pixels } = parseIdxImages(shifted.subarray(3), "images");
    expect(pixels.buffer).toBe(shifted.buffer);
    expect(pixels).toEqual(bytes.subarray(16));
  });

  it("refuses a file without a whole header: nothing, 3 bytes, 15 bytes", () => {
    for (const length of [0, 3, 15]) {
      expect(() => parseIdxImages(mnistHeader.subarray(0, length), "short")).toThrow(
        `short: expected an IDX header of 16 bytes, got a file of ${length}.`,
      );
    }
  });

  it("refuses a file that is 1 byte short, naming both sizes", () => {
    const bytes = idxImages(2).subarray(0, -1);
    expect(() => parseIdxImages(bytes, "images")).toThrow(
      new FormatError(
        "images",
        "expected 28 bytes for 2 images x 2 rows x 3 columns, got 27.",
        "The file is cut short or its header is wrong; copy or download it again.",
      ),
    );
  });

  it("refuses a file that is 1 byte too long, naming both sizes", () => {
    const bytes = Uint8Array.of(...idxImages(2), 0);
    expect(() => parseIdxImages(bytes, "images")).toThrow(
      new FormatError(
        "images",
        "expected 28 bytes for 2 images x 2 rows x 3 columns, got 29.",
        "The file is too long or its header is wrong; copy or download it again.",
      ),
    );
  });

  it("says that images and labels look swapped", () => {
    const labels = idxLabels(...new Array<number>(20).fill(1));
    expect(() => parseIdxImages(labels, "train-images")).toThrow(
      new FormatError(
        "train-images",
        "expected images, got 1 dimension of unsigned bytes (labels).",
        "Images and labels look swapped. `percept data verify DIR` compares them with the published checksums.",
      ),
    );
  });

  it("refuses what does not begin as an IDX file: gzip, text, a type and dimensions that there are not", () => {
    expect(() => parseIdxImages(idxBytes([0x1f8b0800, 0, 0, 0], []), "packed")).toThrow(
      /got 1f 8b 08 00\.\n {2}This is not an IDX file\. A compressed one must end in \.gz\.$/,
    );
    expect(() => parseIdxImages(new TextEncoder().encode("<!DOCTYPE html>...."), "page")).toThrow(
      "got 3c 21 44 4f.", // "<!DO"
    );
    for (const magic of [0x0a03, 0x0f03, 0x0800, 0x0805]) {
      expect(() => parseIdxImages(idxBytes([magic, 1, 1, 1, 1, 1], [0]), "odd")).toThrow(
        "expected an IDX file",
      );
    }
  });

  it("refuses 4 billion images by their number and allocates nothing for them", () => {
    const bytes = idxBytes([2051, 4_000_000_000, 28, 28], new Uint8Array(784));
    expect(() => parseIdxImages(bytes, "lie")).toThrow(
      "lie: expected 3136000000016 bytes for 4000000000 images x 28 rows x 28 columns, got 800.",
    );
  });

  it("refuses sizes whose product is beyond 2^53", () => {
    const most = 0xffffffff;
    const bytes = idxBytes([2051, most, most, most], [1]);
    expect(() => parseIdxImages(bytes, "lie")).toThrow(FormatError);
  });

  it("refuses images of nothing: no images, no rows, no columns", () => {
    expect(() => parseIdxImages(idxBytes([2051, 0, 28, 28], []), "none")).toThrow(
      "none: expected at least one value, got 0 images x 28 rows x 28 columns.",
    );
    expect(() => parseIdxImages(idxBytes([2051, 5, 0, 28], []), "none")).toThrow("5 images x 0 rows");
    expect(() => parseIdxImages(idxBytes([2051, 5, 28, 0], []), "none")).toThrow("28 rows x 0 columns");
  });
});

describe("parseIdxLabels", () => {
  it("reads three labels, written down byte by byte, without a copy", () => {
    const bytes = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9);
    const labels = parseIdxLabels(bytes, "labels");
    expect(labels).toEqual(Uint8Array.of(7, 0, 9));
    expect(labels.buffer).toBe(bytes.buffer);
  });

  it("refuses images, a file cut short, one too long and one without labels", () => {
    expect(() => parseIdxLabels(idxImages(1), "labels")).toThrow(
      "labels: expected labels, got 3 dimensions of unsigned bytes (images).\n  Images and labels look swapped.",
    );
    expect(() => parseIdxLabels(idxLabels(1, 2, 3).subarray(0, -1), "labels")).toThrow(
      "expected 11 bytes for 3 labels, got 10.",
    );
    expect(() => parseIdxLabels(idxBytes([2049, 3], [1, 2, 3, 4]), "labels")).toThrow(
      "expected 11 bytes for 3 labels, got 12.",
    );
    expect(() => parseIdxLabels(idxLabels(), "labels")).toThrow("expected at least one value, got 0 labels.");
    expect(() => parseIdxLabels(new Uint8Array(7), "labels")).toThrow("an IDX header of 8 bytes");
  });
});

describe("parseIdx", () => {
  // Written down byte by byte, big-endian: 1, -2 of each type.
  it.each([
    ["unsigned bytes", 8, [1, 254], Uint8Array.of(1, 254)],
    ["signed bytes", 9, [1, 254], Int8Array.of(1, -2)],
    ["shorts", 11, [0, 1, 255, 254], Int16Array.of(1, -2)],
    ["ints", 12, [0, 0, 0, 1, 255, 255, 255, 254], Int32Array.of(1, -2)],
    ["floats", 13, [0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0], Float32Array.of(1, -2)],
    ["doubles", 14, [0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0], Float64Array.of(1, -2)],
  ])("reads %s of one to four dimensions, wherever they begin in their buffer", (_, type, values, data) => {
    for (const shape of [[2], [2, 1], [1, 2, 1], [1, 1, 1, 2]]) {
      const bytes = idxBytes([0x100 * type + shape.length, ...shape], values);
      const shifted = new Uint8Array(bytes.length + 3);
      shifted.set(bytes, 3);
      expect(parseIdx(shifted.subarray(3), "values")).toEqual({ shape, data });
      expect(idxByteLength(bytes)).toBe(bytes.length);
    }
  });

  it("names type and sizes of a file that is a byte short", () => {
    const bytes = idxBytes([0x0d02, 1, 2], [0, 0, 0, 0, 0, 0, 0]);
    expect(() => parseIdx(bytes, "short")).toThrow(
      "expected 20 bytes for 1 rows x 2 features of floats, got 19.",
    );
  });

  it("makes images of rows of features, of channels and of wider values, as float32", () => {
    const of = (words: number[], values: number[]) => parseIdxImages(idxBytes(words, values), "images");
    expect(of([0x0802, 1, 4], [1, 2, 3, 4])).toMatchObject({ count: 1, rows: 2, columns: 2 });
    expect(of([0x0802, 1, 3], [1, 2, 3])).toMatchObject({ count: 1, rows: 1, columns: 3 });
    expect(of([0x0804, 1, 2, 1, 3], [1, 2, 3, 4, 5, 6])).toMatchObject({ count: 1, rows: 2, columns: 3 });
    expect(of([0x0b02, 1, 2], [0, 7, 255, 255]).pixels).toEqual(Float32Array.of(7, -1));
  });

  it("takes labels of any type that are whole numbers from 0 on", () => {
    expect(parseIdxLabels(idxBytes([0x0b01, 2], [0, 7, 3, 0]), "labels")).toEqual(Uint16Array.of(7, 768));
    expect(() => parseIdxLabels(idxBytes([0x0901, 2], [7, 255]), "labels")).toThrow(
      "labels: expected labels that are whole numbers from 0 to 65535, got -1 at index 1.",
    );
  });
});

describe("idxByteLength", () => {
  it("says that MNIST's training images have 47,040,016 bytes, the size of the published file", () => {
    expect(idxByteLength(mnistHeader)).toBe(47_040_016);
  });

  it("needs no more than the header, and says nothing before it is whole", () => {
    expect(idxByteLength(idxLabels(1, 2, 3).subarray(0, 8))).toBe(11);
    expect(idxByteLength(idxLabels(1, 2, 3).subarray(0, 7))).toBeUndefined();
    expect(idxByteLength(mnistHeader.subarray(0, 15))).toBeUndefined();
    expect(idxByteLength(new Uint8Array(0))).toBeUndefined();
  });

  it("says nothing of what is not IDX, whatever it claims", () => {
    expect(idxByteLength(new Uint8Array(100).fill(255))).toBeUndefined();
  });
});
