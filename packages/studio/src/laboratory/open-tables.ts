import { type Dataset, readCsv, readParquet, type Table, tableDataset } from "percept";
import { PerceptError } from "percept/errors";
import { sha256 } from "./sha256.ts";

/** One table to train on, or two, of which one has "test" in its name: .csv or .tsv, or Parquet files. */
export async function openTables(files: readonly File[]): Promise<Dataset> {
  const isTest = ({ name }: File) => files.length > 1 && /test/i.test(name);
  const trainFiles = files.filter((file) => !isTest(file));
  const testFiles = files.filter(isTest);
  const isParquet = files.every(({ name }) => /[.](parquet|pq)$/i.test(name));
  if (trainFiles.length === 0 || (!isParquet && (trainFiles.length > 1 || testFiles.length > 1))) {
    throw new PerceptError(
      "format",
      `Expected one table, or two with "test" in the name of one, got ${files.map(({ name }) => name).join(", ")}.`,
    );
  }
  const train = await readTable(trainFiles);
  const test = testFiles.length > 0 ? await readTable(testFiles) : undefined;
  const sources = await Promise.all(
    [...trainFiles, ...testFiles].map(async (file) => ({
      name: file.name,
      sha256: await sha256(new Uint8Array(await file.arrayBuffer())),
    })),
  );
  return tableDataset({ name: trainFiles[0].name, sources }, { train, test });
}

function readTable(files: readonly File[]): Promise<Table> {
  const [first] = files;
  if (!/[.](parquet|pq)$/i.test(first.name)) return readCsv(chunksOf(first), first.name);
  return readParquet(
    files.map((file) => ({
      place: file.name,
      source: { byteLength: file.size, slice: (start, end) => file.slice(start, end).arrayBuffer() },
    })),
  );
}

/** A file piece by piece; not every browser walks a stream by itself. */
async function* chunksOf(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    void reader.cancel();
  }
}
