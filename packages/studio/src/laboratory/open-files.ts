// Files of the reader's own, as they come from a drop or a picker. What can be refused is refused by its size and its
// first bytes, before it is read whole.

import { type Dataset, labelledImages, parseKerasNpz } from "percept";
import { FormatError, PerceptError } from "percept/errors";
import type { GivenFile } from "../state/dropped-files.ts";
import { openIdxFiles } from "./open-idx-files.ts";
import { areImagesByClass, openImageFolder } from "./open-image-folder.ts";
import { openTables } from "./open-tables.ts";
import { sha256 } from "./sha256.ts";

/** A page holds a file, what it unpacks to, and the network's own copy. */
export const FILE_LIMIT = 536_870_912;

/** @throws {PerceptError} a sentence that says which file is not what was expected */
export async function openFiles(given: readonly GivenFile[]): Promise<Dataset> {
  if (areImagesByClass(given)) return openImageFolder(given, checkSize);
  const files = given.map(({ file }) => file).filter(({ name }) => !name.startsWith("."));
  for (const file of files) checkSize(file);
  const ending = (file: File) => file.name.toLowerCase().match(/\.(npz|csv|tsv|txt|parquet|pq)$/)?.[1];
  const endings = new Set(files.map((file) => ending(file) ?? "idx"));
  const [kind = "none"] = endings;
  if (endings.size > 1 || kind === "none") throw mixed(files);
  if (kind === "idx") return openIdxFiles(files);
  if (kind !== "npz") return openTables(files);
  if (files.length > 1) throw mixed(files);
  return openNpz(files[0]);
}

function checkSize({ name, size }: File): void {
  if (size === 0) throw new FormatError(name, "expected data, got an empty file or a folder.");
  if (size <= FILE_LIMIT) return;
  const inMegabytes = (bytes: number) => Math.ceil(bytes / 1_000_000).toLocaleString("en-US");
  throw new FormatError(
    name,
    `expected at most ${inMegabytes(FILE_LIMIT)} MB, got ${inMegabytes(size)} MB.`,
    "Take a part of it, or train on all of it with the command.",
  );
}

function mixed(files: readonly File[]): PerceptError {
  return new PerceptError(
    "format",
    `Expected the IDX files of one dataset, one .npz, or one or two tables (.csv, .tsv, .parquet), or a folder of images by class, got ${files.map(({ name }) => name).join(", ") || "nothing"}.`,
    "Choose files of one kind together.",
  );
}

async function openNpz(file: File): Promise<Dataset> {
  const [p, k] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (p !== 0x50 || k !== 0x4b) {
    throw new FormatError(
      file.name,
      "expected a zip archive, which begins with PK, got something else.",
      "Save it with np.savez('data.npz', x_train=x_train, y_train=y_train).",
    );
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { train, test } = parseKerasNpz(bytes, file.name);
  const sources = [{ name: file.name, sha256: await sha256(bytes) }];
  return labelledImages({ name: file.name, sources }, train, test);
}
