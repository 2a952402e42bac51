import {
  type FeatureOptions,
  type FeatureRows,
  type Model,
  readCsvFeatures,
  readParquetFeatures,
} from "percept";
import { FormatError } from "percept/errors";
import { type DataOptions, openBytes, readChunks } from "percept/node";
import type { LoadedModel } from "../run/read-run.ts";
import { type DataFlags, dataOptions } from "./model-options.ts";

/** The rows of a CSV, TSV or Parquet file as the model takes them, raw. @throws {FormatError} as readCsvFeatures and readParquetFeatures */
export async function readTableFile(
  path: string,
  { model, run }: LoadedModel,
  flags: DataFlags,
): Promise<FeatureRows> {
  const { labelColumn, unpackLimit } = dataOptions(flags, run?.experiment as DataOptions | undefined);
  const read = await readFeatures(path, {
    count: model.network.layers[0].inputs,
    names: model.featureNames,
    labelColumn,
    missing: missingOf(model, flags),
    unpackLimit,
  });
  // What is divided was bytes: numbers in their place are most likely scaled already.
  if (model.network.scaling.type !== "divide" || read.features instanceof Uint8Array) return read;
  throw new FormatError(
    path,
    "expected raw pixels, whole numbers 0..255, got other numbers.",
    "Write them as they are before they are scaled.",
  );
}

async function readFeatures(path: string, wanted: FeatureOptions): Promise<FeatureRows> {
  if (!/[.](parquet|pq)$/i.test(path)) return readCsvFeatures(readChunks(path, wanted).chunks, path, wanted);
  const source = await openBytes(path);
  try {
    return await readParquetFeatures({ place: path, source }, wanted);
  } finally {
    await source.close();
  }
}

function missingOf({ imputation }: Model, { missing }: DataFlags): "refuse" | "keep" | "drop" {
  if (missing === "drop" || missing === "refuse") return missing;
  return imputation ? "keep" : "refuse";
}
