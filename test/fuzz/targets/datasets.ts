import { readFileSync } from "node:fs";
import { parseClassNames } from "../../../packages/core/src/dataset/class-names.ts";
import { parseIdx, parseIdxImages, parseIdxLabels } from "../../../packages/core/src/dataset/idx.ts";
import { fillDataset, learnImputation } from "../../../packages/core/src/dataset/imputation.ts";
import { parseKerasNpz } from "../../../packages/core/src/dataset/keras-npz.ts";
import { readParquet } from "../../../packages/core/src/dataset/parquet/read-parquet.ts";
import { readCsv } from "../../../packages/core/src/dataset/table/read-csv.ts";
import { readCsvFeatures } from "../../../packages/core/src/dataset/table/read-features.ts";
import type { Table, TableOptions } from "../../../packages/core/src/dataset/table/table.ts";
import { tableDataset } from "../../../packages/core/src/dataset/table/table-dataset.ts";
import { parseTableNpz } from "../../../packages/core/src/dataset/table-npz.ts";
import { writeNpz } from "../../../packages/core/src/encoding/npz.ts";
import type { FuzzTarget } from "../fuzz-target.ts";
import { zipEntry } from "../layers.ts";
import { npyWords } from "./encoding.ts";

const text = (words: string) => new TextEncoder().encode(words);
const keras = [
  ["x_train", { shape: [2, 1, 2], data: Uint8Array.of(1, 2, 3, 4) }],
  ["y_train", { shape: [2], data: Int32Array.of(1, 2) }],
  ["x_test", { shape: [1, 2], data: Uint8Array.of(3, 4) }],
  ["y_test", { shape: [1], data: Uint8Array.of(2) }],
] as const;
const numbers = [
  ["x_train", { shape: [2, 2], data: Float64Array.of(1, 2, 3, 4) }],
  ["y_train", { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) }],
] as const;
const floats = [
  ["x_train", { shape: [2, 2], data: Float64Array.of(1, 2, 3, 4) }],
  ["y_train", { shape: [2], data: BigInt64Array.of(0n, 3n) }],
  ["x_test", { shape: [1, 2], data: Int16Array.of(-3, 4) }],
  ["y_test", { shape: [1], data: Uint8Array.of(3) }],
] as const;

/** An IDX header of the type and sizes, and values of so many bytes: 3, big-endian, as whole numbers. */
function idx(type: number, sizes: readonly number[], elementBytes: number): Uint8Array {
  const header = [0, 0, type, sizes.length, ...sizes.flatMap((size) => [0, 0, 0, size])];
  const count = sizes.reduce((product, size) => product * size, 1);
  const values = Array.from({ length: count * elementBytes }, (_, at) =>
    at % elementBytes === elementBytes - 1 ? 3 : 0,
  );
  return Uint8Array.from([...header, ...values]);
}

const images = [idx(8, [1, 1, 2], 1), idx(13, [2, 4], 4), idx(11, [1, 2, 2, 3], 2)];
const labels = [idx(8, [2], 1), idx(12, [3], 4)];

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 64) yield bytes.subarray(at, at + 64);
}

/** As a training does, with what stands for missing values. */
function use(train: Table): void {
  const dataset = tableDataset({ name: "fuzz", sources: [] }, { train });
  fillDataset(dataset, learnImputation(dataset.train, "mean"));
}

const csv = (options: TableOptions) => async (bytes: Uint8Array) =>
  use(await readCsv(inPieces(bytes), "fuzz.csv", options));

const parquet = (bytes: Uint8Array) =>
  readParquet([
    {
      place: "fuzz.parquet",
      source: {
        byteLength: bytes.length,
        slice: async (start, end = bytes.length) => bytes.slice(start, end).buffer as ArrayBuffer,
      },
    },
  ]).then(use);

const fixtures = (...names: string[]) =>
  names.map(
    (name) => new Uint8Array(readFileSync(`packages/core/test/dataset/parquet/fixtures/${name}.parquet`)),
  );

const csvWords = [
  "label",
  '"',
  '""',
  ",",
  ";",
  "\t",
  "|",
  "\r\n",
  "\n",
  "1e999",
  "NaN",
  "NA",
  "?",
  "\ufeff",
  " ",
];

export const datasetTargets: readonly FuzzTarget[] = [
  {
    name: "npz of Keras",
    seeds: () => [writeNpz(keras)],
    parse: (bytes) => parseKerasNpz(bytes, "fuzz.npz"),
    words: npyWords,
    layers: [zipEntry],
  },
  {
    name: "npz of a table",
    seeds: () => [writeNpz(floats)],
    parse: (bytes) => parseTableNpz(bytes, "fuzz.npz", "classification"),
    words: npyWords,
    layers: [zipEntry],
  },
  {
    name: "npz of a regression",
    seeds: () => [writeNpz(numbers), writeNpz(floats)],
    parse: (bytes) => parseTableNpz(bytes, "fuzz.npz", "regression"),
    words: npyWords,
    layers: [zipEntry],
  },
  { name: "IDX", seeds: () => [...images, ...labels], parse: (bytes) => parseIdx(bytes, "fuzz") },
  { name: "IDX images", seeds: () => images, parse: (bytes) => parseIdxImages(bytes, "fuzz") },
  { name: "IDX labels", seeds: () => labels, parse: (bytes) => parseIdxLabels(bytes, "fuzz") },
  {
    name: "names of classes",
    seeds: () => [text("T-shirt\nTrouser\n"), text("0 48\n1 65 97\n")],
    parse: (bytes) => parseClassNames(new TextDecoder().decode(bytes), "mapping.txt"),
    words: ["\n", " ", "1114112", "\ufeff"],
  },
  {
    name: "CSV",
    seeds: () => [
      text("label,a,b\n3,1,2\n4,0.5,255\n"),
      text("1;2;x\n3;4;y\n"),
      text('"a ""b""",1\nc,2\n'),
      text("a\tb\tspecies\n1\t?\tx\n2\t3\ty\n"),
    ],
    parse: csv({ missing: "mean" }),
    words: csvWords,
  },
  {
    name: "CSV of a regression",
    seeds: () => [text("a,b,y\n1,2,3.5\n4,5,6e-3\n,1,2\n"), text("1 ,2\n3,4\n")],
    parse: csv({ missing: "drop", task: "regression" }),
    words: csvWords,
  },
  {
    name: "CSV of features alone",
    seeds: () => [text("b,x,a\n1,w,3\n,,6e-3\n"), text("1 ,2\n3,4\n")],
    parse: async (bytes) => {
      await readCsvFeatures(inPieces(bytes), "fuzz.csv", { count: 2, names: ["a", "b"], missing: "keep" });
    },
    words: csvWords,
  },
  {
    name: "Parquet of numbers",
    seeds: () =>
      fixtures(
        "numbers-plain",
        "numbers-none",
        "numbers-pages-2",
        "numbers-gzip",
        "numbers-snappy",
        "numbers-zstd",
      ),
    parse: parquet,
  },
  {
    name: "Parquet of images",
    seeds: () => fixtures("test-00000-of-00001", "train-00000-of-00002"),
    parse: parquet,
  },
];
