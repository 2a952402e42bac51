// A dataset that trains in milliseconds: class k has a bright bar in rows 2k + 4 and 2k + 5, and some noise.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { writeNpz } from "percept";

const side = 28;
export const counts = { train: 60, test: 20 };

export interface Part {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

/** `count` samples, labels 0, 1 ... 9, 0, 1 ... */
export function tinyPart(count: number): Part {
  const images = new Uint8Array(count * side * side);
  const labels = Uint8Array.from({ length: count }, (_, sample) => sample % 10);
  for (const [sample, label] of labels.entries()) {
    const begin = sample * side * side;
    for (let dot = 0; dot < 20; dot++) images[begin + ((sample * 131 + dot * 37) % (side * side))] = 90;
    images.fill(255, begin + (2 * label + 4) * side + 4, begin + (2 * label + 4) * side + 24);
    images.fill(180, begin + (2 * label + 5) * side + 4, begin + (2 * label + 5) * side + 24);
  }
  return { images, labels };
}

/** An IDX file: magic, sizes, values. */
export function idx(magic: number, sizes: readonly number[], values: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * sizes.length + values.length);
  const view = new DataView(bytes.buffer);
  for (const [place, value] of [magic, ...sizes].entries()) view.setUint32(4 * place, value);
  bytes.set(values, 4 + 4 * sizes.length);
  return bytes;
}

/** The four files of the tiny dataset, by name. */
export function tinyFiles(): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const [prefix, count] of [
    ["train", counts.train],
    ["t10k", counts.test],
  ] as const) {
    const { images, labels } = tinyPart(count);
    files.set(`${prefix}-images-idx3-ubyte`, idx(2051, [count, side, side], images));
    files.set(`${prefix}-labels-idx1-ubyte`, idx(2049, [count], labels));
  }
  return files;
}

export interface TinyOptions {
  readonly gzip?: boolean;
  readonly test?: boolean;
  /** instead of the files of those names; undefined leaves one out */
  readonly instead?: Readonly<Record<string, Uint8Array | undefined>>;
}

/** Writes the tiny dataset to FOLDER/NAME and returns NAME. */
export function writeTinyData(
  folder: string,
  name = "tiny",
  { gzip = false, test = true, instead = {} }: TinyOptions = {},
): string {
  const files = new Map<string, Uint8Array | undefined>(tinyFiles());
  for (const [file, bytes] of Object.entries(instead)) files.set(file, bytes);
  mkdirSync(join(folder, name));
  for (const [file, bytes] of files) {
    if (bytes === undefined || (!test && file.startsWith("t10k"))) continue;
    if (gzip) writeFileSync(join(folder, name, `${file}.gz`), gzipSync(bytes));
    else writeFileSync(join(folder, name, file), bytes);
  }
  return name;
}

/** The tiny dataset as Keras keeps MNIST. */
export function tinyNpz({ test = true } = {}): Uint8Array {
  const arrays = (name: string, count: number) => {
    const { images, labels } = tinyPart(count);
    return [
      [`x_${name}`, { shape: [count, side, side], data: images }],
      [`y_${name}`, { shape: [count], data: labels }],
    ] as const;
  };
  return writeNpz([...arrays("train", counts.train), ...(test ? arrays("test", counts.test) : [])]);
}

/** A function that makes folders with the dataset in `tiny/`, in folders that are empty at first. */
export function withTinyData(emptyFolder: () => string): () => string {
  return () => {
    const folder = emptyFolder();
    writeTinyData(folder);
    return folder;
  };
}
