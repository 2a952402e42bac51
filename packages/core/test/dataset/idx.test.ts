import { describe, expect, it } from "vitest";
import { idxByteLength, parseIdxImages, parseIdxLabels } from "../../src/dataset/idx.ts";
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
        "expected magic 2051 (images), got 2049 (labels).",
        "Images and labels look swapped. `percept data verify DIR` compares them with the published checksums.",
      ),
    );
  });

  it("refuses another magic by its number: float images, gzip, text", () => {
    expect(() => parseIdxImages(idxBytes([0x0d03, 1, 2, 3], new Uint8Array(24)), "floats")).toThrow(
      "floats: expected magic 2051 (images), got 3331.",
    );
    expect(() => parseIdxImages(idxBytes([0x1f8b0800, 0, 0, 0], []), "packed")).toThrow(
      /got 529205248\.\n {2}This is not an IDX file of MNIST's kind\. A compressed one must end in \.gz\.$/,
    );
    expect(() => parseIdxImages(new TextEncoder().encode("<!DOCTYPE html>...."), "page")).toThrow(
      "expected magic 2051 (images), got 1008813135.", // "<!DO"
    );
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
      "labels: expected magic 2049 (labels), got 2051 (images).\n  Images and labels look swapped.",
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
