import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseClassNames } from "../../src/dataset/class-names.ts";
import { parseIdx, parseIdxImages, parseIdxLabels } from "../../src/dataset/idx.ts";
import { parseKerasNpz } from "../../src/dataset/keras-npz.ts";
import { createSamples, type Dataset } from "../../src/dataset/samples.ts";
import { readCsv } from "../../src/dataset/table/read-csv.ts";
import { tableDataset } from "../../src/dataset/table/table-dataset.ts";
import { csvPieces } from "../../src/dataset/table/write-csv.ts";
import { datasetIdx, datasetNpz } from "../../src/dataset/write-dataset.ts";
import { createLabels } from "../../src/labels.ts";

const image = (classes: readonly string[], pixels: Uint8Array | Float32Array, labels: number[]): Dataset => {
  const own = createLabels(labels.length, classes.length);
  own.set(labels);
  const train = createSamples(pixels, own, pixels.length / labels.length);
  return { name: "set", classes, imageShape: [2, 2], train, sources: [] };
};

describe("datasetIdx", () => {
  it("is MNIST's layout, byte by byte", () => {
    const files = datasetIdx(image(["0", "1"], Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 255), [1, 0]));
    expect(files).toEqual([
      [
        "train-images-idx3-ubyte",
        Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 255),
      ],
      ["train-labels-idx1-ubyte", Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 1, 0)],
    ]);
  });

  it("keeps floats, 300 classes and their names", () => {
    const names = Array.from({ length: 300 }, (_, label) => `class ${label}`);
    const files = new Map(datasetIdx(image(names, Float32Array.of(0.1, -2, 1e30, 4), [299])));
    const get = (name: string) => files.get(name) ?? new Uint8Array();
    expect(parseIdx(get("train-images-idx3-ubyte"), "x").data).toEqual(Float32Array.of(0.1, -2, 1e30, 4));
    expect(parseIdxLabels(get("train-labels-idx1-ubyte"), "y")).toEqual(Uint16Array.of(299));
    expect([...parseClassNames(new TextDecoder().decode(get("classes.txt")), "c").values()]).toEqual(names);
  });

  it("refuses names that are no lines, and a regression", () => {
    expect(() => datasetIdx(image(["a\nb", "c"], new Uint8Array(4), [0]))).toThrow(
      "classes named by a line each",
    );
    const regression = { ...image([], new Uint8Array(4), [0]), targetNames: ["y"] };
    expect(() => datasetIdx(regression)).toThrow("IDX keeps labels, got a regression's targets.");
  });
});

describe("what is written and read back is the same", () => {
  const pixels = fc.uint8Array({ minLength: 4, maxLength: 40 }).filter(({ length }) => length % 4 === 0);

  it("as IDX and .npz, for any images of bytes", () => {
    fc.assert(
      fc.property(pixels, fc.infiniteStream(fc.nat(9)), (bytes, stream) => {
        const labels = [...stream.take(bytes.length / 4)];
        const dataset = image([..."0123456789"], bytes, labels);
        const files = new Map(datasetIdx(dataset));
        const x = parseIdxImages(files.get("train-images-idx3-ubyte") ?? new Uint8Array(), "x");
        expect([x.rows, x.columns, Array.from(x.pixels)]).toEqual([2, 2, Array.from(bytes)]);
        const { train } = parseKerasNpz(datasetNpz(dataset), "set.npz");
        expect([Array.from(train.images.pixels), Array.from(train.labels)]).toEqual([
          Array.from(bytes),
          labels,
        ]);
      }),
      { numRuns: 50 },
    );
  });

  it("as CSV, for any float32 and any names, bit for bit", async () => {
    const value = fc.float({ noNaN: true, noDefaultInfinity: true });
    const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }).map((text) => `w${text.trim()}`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 15 }),
        fc.uniqueArray(word, { minLength: 2, maxLength: 4 }),
        async (rows, names) => {
          const classes = names.toSorted();
          const labels = rows.map((_, sample) => sample % classes.length);
          const used = classes.slice(0, rows.length);
          const train = createSamples(Float32Array.from(rows.flat()), Uint8Array.from(labels), 2);
          const written = { classes, featureNames: ["a", 'b "c", d'] };
          const table = await readCsv(csvPieces(written, train), "t.csv");
          const again = tableDataset({ name: "t", sources: [] }, { train: table });
          expect(new Uint32Array(again.train.features.buffer)).toEqual(
            new Uint32Array(train.features.buffer),
          );
          expect([again.classes, Array.from(again.train.labels)]).toEqual([used, labels]);
          expect(again.featureNames).toEqual(written.featureNames);
        },
      ),
      { numRuns: 100 },
    );
  });
});
