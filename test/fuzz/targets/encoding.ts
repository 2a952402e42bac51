import { readNpy, writeNpy } from "../../../packages/core/src/encoding/npy.ts";
import { readNpz, writeNpz } from "../../../packages/core/src/encoding/npz.ts";
import { readZip, writeZip } from "../../../packages/core/src/encoding/zip.ts";
import type { FuzzTarget } from "../fuzz-target.ts";
import { zipEntry } from "../layers.ts";

const text = (words: string) => new TextEncoder().encode(words);
export const npyWords = [
  "descr",
  "fortran_order",
  "shape",
  "True",
  "False",
  "'<f8'",
  "'>i4'",
  "'|b1'",
  "'|O'",
  "(",
  ",)",
  "}",
  "L",
];
const arrays = [
  ["a", { shape: [2, 3], data: Float64Array.of(1, 2, 3, 4, 5, 6) }],
  ["b", { shape: [4], data: Uint8Array.of(1, 2, 3, 4) }],
  ["c", { shape: [], data: BigInt64Array.of(7n) }],
] as const;
export const encodingTargets: readonly FuzzTarget[] = [
  {
    name: "zip",
    seeds: () => [
      writeZip([
        ["a.txt", text("some words")],
        ["b", text("b".repeat(300))],
      ]),
    ],
    parse: (bytes) => readZip(bytes, "fuzz.zip"),
    words: ["PK\x01\x02", "PK\x03\x04", "PK\x05\x06", "PK\x06\x06", "PK\x06\x07"],
    layers: [zipEntry],
  },
  {
    name: "npy",
    seeds: () => arrays.map(([, array]) => writeNpy(array)),
    parse: (bytes) => readNpy(bytes, "fuzz.npy"),
    words: npyWords,
  },
  {
    name: "npz",
    seeds: () => [writeNpz(arrays)],
    parse: (bytes) => readNpz(bytes, "fuzz.npz"),
    words: npyWords,
    layers: [zipEntry],
  },
];
