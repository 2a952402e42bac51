import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ByteSource } from "../../../src/dataset/parquet/byte-source.ts";
import { readParquet } from "../../../src/dataset/parquet/read-parquet.ts";
import { readParquetFeatures } from "../../../src/dataset/parquet/read-parquet-features.ts";
import { tableDataset } from "../../../src/dataset/table/table-dataset.ts";
import { FormatError, PerceptError } from "../../../src/errors.ts";
import { createRandom } from "../../../src/random.ts";

const folder = join(import.meta.dirname, "fixtures");
/** What pyarrow wrote: fixtures/parquet.py. */
const written = JSON.parse(readFileSync(join(folder, "parquet.json"), "utf8"));

function sourceOf(bytes: Uint8Array): ByteSource {
  return {
    byteLength: bytes.length,
    slice: async (start, end = bytes.length) => Uint8Array.from(bytes.subarray(start, end)).buffer,
  };
}
const fixture = (name: string) => new Uint8Array(readFileSync(join(folder, name)));
const part = (name: string, bytes = fixture(name)) => ({ place: name, source: sourceOf(bytes) });
const about = { name: "set", sources: [] };

describe("readParquet", () => {
  it("reads images and named classes as Hugging Face's datasets keeps them, over two files and groups of one row", async () => {
    const train = await readParquet([
      part("train-00000-of-00002.parquet"),
      part("train-00001-of-00002.parquet"),
    ]);
    const test = await readParquet([part("test-00000-of-00001.parquet")]);
    const dataset = tableDataset(about, { train, test });
    expect(dataset).toMatchObject({ classes: ["zero", "one", "two"], imageShape: [4, 5] });
    expect(Array.from(dataset.train.labels)).toEqual(written.labels.slice(0, 4));
    expect(dataset.train.features).toEqual(Uint8Array.from(written.images.slice(0, 4).flat()));
    expect(dataset.test?.features).toEqual(Uint8Array.from(written.images.slice(4).flat()));
  });

  it.each(readdirSync(folder).filter((name) => /^numbers-(?!gaps|lz4).*parquet$/.test(name)))(
    "reads numbers of every type from %s, as pyarrow wrote them",
    async (name) => {
      const { train, featureNames, classes } = tableDataset(about, {
        train: await readParquet([part(name)]),
      });
      expect(featureNames).toEqual(written.numbers.names);
      expect(train.features).toEqual(Float32Array.from(written.numbers.rows.flat()));
      expect(classes).toEqual(["iris", "lily", "rose"]);
      expect(Array.from(train.labels, (label) => classes[label])).toEqual(written.numbers.species);
    },
  );

  it("refuses a gap by row and column, fills it with NaN or leaves its row out", async () => {
    const gaps = () => [part("numbers-gaps.parquet")];
    await expect(readParquet(gaps())).rejects.toThrow(
      'numbers-gaps.parquet: expected a number in row 4, column "gaps", got nothing.',
    );
    const filled = tableDataset(about, { train: await readParquet(gaps(), { missing: "mean" }) });
    expect(filled.train.features[3 * 9 + 8]).toBeNaN();
    const dropped = tableDataset(about, { train: await readParquet(gaps(), { missing: "drop" }) });
    expect(dropped.train.count).toBe(34); // without rows 3, 10, 17, 24, 31, 38
    expect(dropped.classes[dropped.train.labels[3]]).toBe(written.numbers.species[4]);
    expect(dropped.train.features[3 * 9 + 8]).toBe(4);
  });

  it("takes a number as target in a regression, and a column by its name or place", async () => {
    const options = { task: "regression", labelColumn: "double" } as const;
    const numbers = part("numbers-snappy.parquet");
    await expect(readParquet([numbers], options)).rejects.toThrow(
      'expected numbers in column "species", got UTF8',
    );
    const { train, imageShape } = tableDataset(about, {
      train: await readParquet([numbers], { labelColumn: "-1" }),
    });
    expect([train.count, imageShape]).toEqual([40, [1, 8]]);
    await expect(readParquet([numbers], { labelColumn: "weight" })).rejects.toThrow(
      "labelColumn weight must be a column of numbers-snappy.parquet, got no such column",
    );
  });

  it("refuses other files, compressions that it does not know, and columns that differ", async () => {
    await expect(readParquet([part("numbers-lz4.parquet")])).rejects.toThrow(
      "compression LZ4_RAW, where SNAPPY, GZIP and ZSTD are known",
    );
    await expect(readParquet([part("x", Uint8Array.of(1, 2, 3))])).rejects.toThrow("which ends in PAR1");
    await expect(
      readParquet([part("numbers-none.parquet"), part("train-00000-of-00002.parquet")]),
    ).rejects.toThrow("expected the columns of numbers-none.parquet");
  });

  it("reads the features that a model asks for, by name in any order or by place", async () => {
    const { names, rows } = written.numbers;
    const asked = { count: 2, names: ["double", "int8"] };
    const found = await readParquetFeatures(part("numbers-zstd.parquet"), asked);
    expect(found.rows).toEqual(rows.map((_: unknown, row: number) => row + 1));
    expect(found.features).toEqual(Float32Array.from(rows.flatMap((row: number[]) => [row[6], row[1]])));
    const all = await readParquetFeatures(part("numbers-none.parquet"), { count: names.length });
    expect(all.features).toEqual(Float32Array.from(rows.flat()));
    await expect(
      readParquetFeatures(part("numbers-none.parquet"), { count: 1, names: ["weight"] }),
    ).rejects.toThrow(
      'numbers-none.parquet: expected a column "weight", as the model was trained on, got none',
    );
    await expect(
      readParquetFeatures(part("numbers-none.parquet"), { count: 1, names: ["int8"], unpackLimit: 3 }),
    ).rejects.toThrow("expected at most 3 bytes unpacked");
  });

  it("refuses a row with a gap, keeps the gap as NaN, or leaves the row out", async () => {
    const gaps = part("numbers-gaps.parquet");
    const { featureNames = [], features } = await readParquet([gaps], { missing: "mean" });
    const all = features.take("numbers");
    const asked = { count: featureNames.length, names: featureNames };
    await expect(readParquetFeatures(gaps, asked)).rejects.toThrow(
      /expected a number in row \d+, column .*, got nothing/,
    );
    const kept = await readParquetFeatures(gaps, { ...asked, missing: "keep" });
    expect(kept.features).toEqual(all);
    const without = await readParquetFeatures(gaps, { ...asked, missing: "drop" });
    expect(without.rows.length).toBeLessThan(kept.rows.length);
    expect(without.features.some(Number.isNaN)).toBe(false);
    for (const [n, row] of without.rows.entries())
      expect(without.features[n * asked.count]).toBe(all[(row - 1) * asked.count]);
  });

  it("refuses numbers, images and packed columns beyond the limit that it is given", async () => {
    const numbers = part("numbers-none.parquet");
    const [rows, columns] = [written.numbers.rows.length, written.numbers.names.length];
    await expect(readParquet([numbers], { unpackLimit: 4 * rows * columns - 1 })).rejects.toThrow(
      `numbers-none.parquet: expected at most ${4 * rows * columns - 1} bytes unpacked, ` +
        `got ${rows} rows of ${columns} features, 4 bytes each.`,
    );
    const images = part("train-00000-of-00002.parquet");
    await expect(readParquet([images], { unpackLimit: 10 })).rejects.toThrow(
      /train-00000-of-00002.parquet: expected at most 10 bytes unpacked, got \d+ in column "label"\./,
    );
  });

  it("gives typed errors alone for 1,500 damaged files, without a hang or a large allocation", async () => {
    const random = createRandom({ seed: 5, stream: 0 });
    const names = ["numbers-none.parquet", "numbers-pages-2.parquet", "train-00000-of-00002.parquet"];
    for (let round = 0; round < 1500; round++) {
      const bytes = fixture(names[round % names.length]);
      for (let flips = 1 + random.integer(4); flips > 0; flips--)
        bytes[random.integer(bytes.length)] = random.integer(256);
      await readParquet([part("fuzz", bytes)]).catch((error: unknown) => {
        if (!(error instanceof PerceptError)) throw error;
      });
    }
  });

  it("names the file and what is wrong where a run says more values than there are rows", async () => {
    const error = await readParquet([part("cut", fixture("numbers-none.parquet").subarray(500))]).catch(
      (error: unknown) => error,
    );
    expect(error).toBeInstanceOf(FormatError);
  });

  it("refuses a page whose literal claims more bytes than the page has, before it is unpacked", async () => {
    const claims = part("snappy-literal-too-long.parquet"); // found by changing files at random
    await expect(readParquet([claims])).rejects.toThrow(
      /a (literal longer|copy of what was not)|more than the \d+ bytes/,
    );
  });
});
