import { overLimit, usualUnpackLimit } from "../../encoding/unpack-limit.ts";
import { FormatError } from "../../errors.ts";
import { type Cell, cellInWords, isMissing, numberIn } from "../table/cell.ts";
import { findFeatureColumns } from "../table/feature-columns.ts";
import { matrixNumbers } from "../table/matrix-numbers.ts";
import { type FeatureOptions, type FeatureRows, fillsInNext } from "../table/read-features.ts";
import { forEachValue } from "./for-each-value.ts";
import { openParquet } from "./open-parquet.ts";
import type { ParquetPart } from "./read-parquet.ts";

/**
 * Reads of a Parquet file what a model asks for; other columns are left alone. Rows count from 1.
 * @throws {FormatError} where a column is not there, or naming row and column of what is no number
 */
export async function readParquetFeatures(
  { source, place }: ParquetPart,
  options: FeatureOptions,
): Promise<FeatureRows> {
  const { count, missing = "refuse", unpackLimit = usualUnpackLimit } = options;
  const file = await openParquet(source, place, unpackLimit);
  if (file.rows === 0) throw new FormatError(place, "expected one row of values or more, got none.");
  const names = file.columns.map(({ name }) => name);
  const row = file.columns.map(({ kind }): Cell => (kind === "text" ? "word" : kind === "bytes" ? null : 0));
  const columns = findFeatureColumns({ names, columns: names.length }, row, options, place);
  if (4 * count * file.rows > unpackLimit)
    throw overLimit(place, unpackLimit, `${file.rows} rows of ${count} features, 4 bytes each`);
  const values = new Float32Array(file.rows * count);
  const dropped = new Set<number>();
  for (const [at, column] of columns.entries()) {
    await forEachValue([file], file.columns[column], (row, cell, where) => {
      const value = numberIn(cell);
      if (value === undefined && !isMissing(cell))
        throw new FormatError(place, `expected a number in ${where()}, got ${cellInWords(cell)}.`);
      if (value === undefined && missing === "refuse")
        throw new FormatError(place, `expected a number in ${where()}, got nothing.`, fillsInNext);
      if (value === undefined && missing === "drop") dropped.add(row);
      values[row * count + at] = value ?? Number.NaN;
    });
  }
  const rows = Array.from({ length: file.rows }, (_, row) => row).filter((row) => !dropped.has(row));
  if (rows.length === 0) throw new FormatError(place, "expected one row of values or more, got none.");
  for (const [to, row] of rows.entries()) values.copyWithin(to * count, row * count, (row + 1) * count);
  const numbers = matrixNumbers(values.subarray(0, rows.length * count), count);
  return { features: numbers.take(numbers.areBytes ? "bytes" : "numbers"), rows: rows.map((row) => row + 1) };
}
