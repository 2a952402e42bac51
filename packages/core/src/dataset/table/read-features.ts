import { overLimit, type UnpackOptions, usualTableLimit } from "../../encoding/unpack-limit.ts";
import { FormatError } from "../../errors.ts";
import { shown } from "../../shown.ts";
import { cellInWords, isMissing, numberIn } from "./cell.ts";
import { csvRows } from "./csv-rows.ts";
import type { Chunks } from "./csv-text.ts";
import { findFeatureColumns, namesFeatures, type WantedFeatures } from "./feature-columns.ts";
import { createGrowingNumbers, type GrowingNumbers } from "./growing-numbers.ts";
import { isHeader } from "./label-column.ts";

export interface FeatureOptions extends WantedFeatures, UnpackOptions {
  /** what to do where a value is missing: keep it as NaN, or leave its row out; refused unless given */
  readonly missing?: "refuse" | "keep" | "drop";
}

export const fillsInNext =
  "A model trained with --missing mean or median fills it in; --missing drop leaves such rows out.";

/** Rows of features without labels. */
export interface FeatureRows {
  /** [n, count], sample by sample: bytes where all are whole numbers 0..255 */
  readonly features: Uint8Array | Float32Array;
  /** [n], which row of the file each is, from 1, with a first row of names counted */
  readonly rows: readonly number[];
}

/**
 * Reads of a CSV or TSV what a model asks for, piece by piece; whatever else is in it is left alone.
 * @throws {FormatError} where a column is not there, or naming row and column of what is no number
 */
export async function readCsvFeatures(
  chunks: Chunks,
  place: string,
  options: FeatureOptions,
): Promise<FeatureRows> {
  const { count, missing = "refuse", unpackLimit = usualTableLimit } = options;
  const kept: GrowingNumbers = createGrowingNumbers(count, unpackLimit);
  const values = new Float64Array(count);
  const rows: number[] = [];
  let first: string[] | undefined;
  let names: string[] | undefined;
  let columns: number[] | undefined;
  let width = 0;
  let row = 0;

  function begin(cells: string[], next: string[] | undefined): void {
    const head = cells.map((cell) => cell.trim());
    if (namesFeatures(head, options) || isHeader(cells, next)) names = head;
    width = cells.length;
    const values = names ? next : cells;
    columns = values ? findFeatureColumns({ names, columns: width }, values, options, place) : [];
    if (names) row++;
    else add(cells);
  }

  function add(cells: string[]): void {
    row++;
    if (cells.length !== width)
      throw new FormatError(place, `expected ${width} columns in row ${row}, got ${cells.length}.`);
    for (const [at, column] of (columns ?? []).entries()) {
      const value = numberIn(cells[column]);
      if (value === undefined && missing === "drop" && isMissing(cells[column])) return;
      if (value === undefined && !(missing === "keep" && isMissing(cells[column])))
        throw noNumber(column, cells[column]);
      values[at] = value ?? Number.NaN;
    }
    if (!kept.append(values))
      throw overLimit(place, unpackLimit, `more than ${rows.length} rows of ${count} features, 4 bytes each`);
    rows.push(row);
  }

  function noNumber(column: number, cell: string): FormatError {
    const where = names ? `column ${shown(names[column])}` : `column ${column} (counted from 0)`;
    return new FormatError(
      place,
      `expected a number in row ${row}, ${where}, got ${isMissing(cell) ? "nothing" : cellInWords(cell)}.`,
      isMissing(cell) ? fillsInNext : undefined,
    );
  }

  for await (const some of csvRows(chunks, place)) {
    for (const cells of some) {
      if (!first) first = cells;
      else {
        if (!columns) begin(first, cells);
        add(cells);
      }
    }
  }
  if (first && !columns) begin(first, undefined);
  if (rows.length === 0) throw new FormatError(place, "expected one row of values or more, got none.");
  return { features: kept.take(kept.areBytes ? "bytes" : "numbers"), rows };
}
