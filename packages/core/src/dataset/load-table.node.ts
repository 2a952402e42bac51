import { basename } from "node:path";
import { FileError, FormatError, ParameterError } from "../errors.ts";
import { shown } from "../shown.ts";
import { readParquet } from "./parquet/read-parquet.ts";
import { type PartNames, partNames } from "./part-names.ts";
import { openBytes, readChunks } from "./read-file.node.ts";
import { pathIn } from "./read-folder.node.ts";
import type { Dataset } from "./samples.ts";
import { readCsv } from "./table/read-csv.ts";
import type { Table, TableOptions } from "./table/table.ts";
import { tableDataset } from "./table/table-dataset.ts";

const csvEnding = /[.](csv|tsv|tab)([.]gz)?$/i;
const parquetEnding = /[.](parquet|pq)$/i;

export function isTableFile(name: string): boolean {
  return csvEnding.test(name) || parquetEnding.test(name);
}

/** Loads one table: all of it to train on. @throws {FileError} {FormatError} as readCsv and readParquet */
export async function loadTableFile(path: string, options: TableOptions): Promise<Dataset> {
  const sources: Dataset["sources"][number][] = [];
  const name = basename(path).replace(csvEnding, "").replace(parquetEnding, "");
  const train = await readTable([path], options, sources);
  return tableDataset({ name, sources }, { train });
}

/**
 * Loads the tables of a folder, of one kind: train.csv, test.csv; train-00000-of-00002.parquet, ...
 * @param names  the folder's files that are tables
 */
export async function loadTableFolder(
  folder: string,
  names: readonly string[],
  options: TableOptions,
): Promise<Dataset> {
  const parquet = names.filter((name) => parquetEnding.test(name));
  const files = partNames(parquet.length > 0 ? parquet : names, folder);
  if (parquet.length === 0) checkOneEach(folder, files);
  const sources: Dataset["sources"][number][] = [];
  const paths = (part: keyof PartNames) => files[part].map((name) => pathIn(folder, name));
  const train = await readTable(paths("train"), options, sources);
  const labelColumn = train.labelName ?? String(train.labelColumn);
  const further = async (part: "validation" | "test") => {
    if (files[part].length === 0) return undefined;
    return readTable(paths(part), { ...options, labelColumn }, sources).catch((error: unknown) => {
      throw error instanceof ParameterError ? withoutLabels(paths(part)[0], train) : error;
    });
  };
  const [validation, test] = [await further("validation"), await further("test")];
  return tableDataset({ name: basename(folder), sources }, { train, validation, test });
}

function checkOneEach(folder: string, files: PartNames): void {
  for (const part of ["train", "validation", "test"] as const) {
    if (files[part].length <= 1) continue;
    throw new FileError(
      `${folder}: expected one table for the ${part} samples, got ${files[part].join(", ")}.`,
      "Name the file to train on itself, or call one train.csv and one test.csv.",
    );
  }
}

function withoutLabels(path: string, { labelName, labelColumn }: Table): FormatError {
  return new FormatError(
    path,
    `expected the column ${shown(labelName ?? labelColumn)}, as the training samples have it, got none.`,
    "Samples without labels test nothing, as Kaggle's test.csv: name the file to train on itself, and set some aside " +
      "with --validation 0.1.",
  );
}

async function readTable(
  paths: readonly string[],
  options: TableOptions,
  sources: Dataset["sources"][number][],
): Promise<Table> {
  if (parquetEnding.test(paths[0])) return readParquetFiles(paths, options, sources);
  const { chunks, sha256 } = readChunks(paths[0], options);
  const table = await readCsv(chunks, paths[0], options);
  sources.push({ name: basename(paths[0]).replace(/[.]gz$/i, ""), sha256: sha256() });
  return table;
}

async function readParquetFiles(
  paths: readonly string[],
  options: TableOptions,
  sources: Dataset["sources"][number][],
): Promise<Table> {
  for (const path of paths) {
    const { chunks, sha256 } = readChunks(path);
    for await (const _ of chunks);
    sources.push({ name: basename(path), sha256: sha256() });
  }
  const files: Awaited<ReturnType<typeof openBytes>>[] = [];
  try {
    for (const path of paths) files.push(await openBytes(path));
    return await readParquet(
      files.map((source, index) => ({ place: paths[index], source })),
      options,
    );
  } finally {
    for (const file of files) await file.close();
  }
}
