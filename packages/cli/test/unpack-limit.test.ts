// What a file may unpack to, from the command: a limit that --unpack-limit moves.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { readNpz, writeNpz } from "percept";
import { beforeAll, expect, it } from "vitest";
import { parseByteSize } from "../src/byte-size.ts";
import { percept, perceptDone, temporaryFolders } from "./run-percept.ts";
import { idx } from "./tiny-dataset.ts";

const folder = temporaryFolders()();
/** 1,280 images of 28 x 28, 1,003,520 bytes of zeros but for their labels */
const [count, side] = [1280, 28];
const pixels = new Uint8Array(count * side * side);
const labels = Uint8Array.from({ length: count }, (_, sample) => sample % 10);

beforeAll(() => {
  const npz = writeNpz([
    ["x_train", { shape: [count, side, side], data: pixels }],
    ["y_train", { shape: [count], data: labels }],
  ]);
  writeFileSync(join(folder, "zeros.npz"), npz);
  mkdirSync(join(folder, "zeros"));
  const gz = (name: string, bytes: Uint8Array) =>
    writeFileSync(join(folder, "zeros", `train-${name}.gz`), gzipSync(bytes));
  gz("images-idx3-ubyte", idx(2051, [count, side, side], pixels));
  gz("labels-idx1-ubyte", idx(2049, [count], labels));
  // A million characters and a little more, of which 400,000 bytes of numbers are kept.
  const rows = Array.from({ length: 50_000 }, (_, row) => `0.25,1.500,0000000${row % 2}\n`);
  writeFileSync(join(folder, "rows.csv.gz"), gzipSync(`a,b,label\n${rows.join("")}`));
});

it.each([
  ["zeros.npz", "zeros.npz: expected at most 500000 bytes unpacked, got 1003648 by x_train.npy."],
  [
    "zeros",
    "zeros/train-images-idx3-ubyte.gz: expected at most 500000 bytes unpacked, got a header that says 1003536.",
  ],
  ["rows.csv.gz", "rows.csv.gz: expected at most 500000 bytes unpacked, got more."],
])("%s unpacks to a million bytes: too many for 500kB, read without the limit", async (data, sentence) => {
  for (const line of [`data card ${data}`, `train --epochs 1 --hidden 2 --out ${data}-run --data ${data}`]) {
    const refused = await percept(folder, [...line.split(" "), "--unpack-limit", "500kB"]);
    expect([refused.code, refused.stderr]).toEqual([
      1,
      `FormatError: ${sentence}\n` +
        "  A small file that claims much may be made to harm. Where you trust it, allow more: --unpack-limit 8GB.\n",
    ]);
  }
  await perceptDone(folder, ["data", "card", data]);
  await perceptDone(folder, ["data", "card", data, "--unpack-limit", "1.1 MB"]);
});

it("a model that unpacks to more is refused by every command that reads it", async () => {
  const weights = (units: number, inputs: number) => ({
    shape: [units, 1 + inputs],
    data: new Float32Array(units * (1 + inputs)),
  });
  const model = writeNpz([
    ["w1", weights(300, 784)],
    ["w2", weights(10, 300)],
  ]);
  expect([...readNpz(model, "m.npz").keys()]).toEqual(["w1", "w2"]);
  writeFileSync(join(folder, "m.npz"), model);
  for (const line of ["inspect m.npz", "predict m.npz 0", "evaluate m.npz", "export m.npz m.onnx"]) {
    const { code, stderr } = await percept(folder, [...line.split(" "), "--unpack-limit", "500000"]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("m.npz: expected at most 500000 bytes")]);
  }
  await perceptDone(folder, ["inspect", "m.npz"]);
});

it("sizes are decimal or binary, and a bad one is a wrong command line", async () => {
  expect(["500", "500B", "0.5kB", "4GB", "2GiB", "1 mib"].map(parseByteSize)).toEqual([
    500, 500, 500, 4_000_000_000, 2_147_483_648, 1_048_576,
  ]);
  for (const text of ["", "0", "-1MB", "4 G B", "many", "4XB", "i", "1e400", "99999999TB"])
    expect(() => parseByteSize(text), text).toThrow("unpackLimit must be a size like 500MB");
  const { code, stderr } = await percept(folder, "data card zeros.npz --unpack-limit much".split(" "));
  expect([code, stderr]).toEqual([
    2,
    "ParameterError: unpackLimit must be a size like 500MB, 4GB or a number of bytes, got much (from --unpack-limit).\n",
  ]);
});
