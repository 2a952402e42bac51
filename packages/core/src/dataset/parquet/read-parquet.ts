import { overLimit, usualUnpackLimit } from "../../encoding/unpack-limit.ts";
import { FormatError, ShapeError } from "../../errors.ts";
import { shown } from "../../shown.ts";
import { type Cell, cellInWords, isMissing, numberIn } from "../table/cell.ts";
import { findLabelColumn } from "../table/label-column.ts";
import { createLabelTexts } from "../table/label-texts.ts";
import { matrixNumbers } from "../table/matrix-numbers.ts";
import type { Table, TableOptions } from "../table/table.ts";
import type { ByteSource } from "./byte-source.ts";
import { classNamesOf } from "./class-labels.ts";
import { forEachValue } from "./for-each-value.ts";
import { openParquet, type ParquetColumn, type ParquetFile } from "./open-parquet.ts";
import { readImageColumn } from "./read-image-column.ts";

/** One of the files that a table is spread over. */
export interface ParquetPart {
  readonly place: string;
  readonly source: ByteSource;
}

/**
 * Reads a table from one or more Parquet files of the same columns: numbers and a label, or, as Hugging Face keeps
 * MNIST, a column of images (PNG or JPEG, taken in grey) and a label, whose names the file notes. A column is read at a
 * time.
 * @throws {FormatError} naming file, row and column of what is not as it should be
 */
export async function readParquet(parts: readonly ParquetPart[], options: TableOptions = {}): Promise<Table> {
  const { unpackLimit = usualUnpackLimit } = options;
  const files: ParquetFile[] = [];
  for (const { place, source } of parts) files.push(await openParquet(source, place, unpackLimit));
  const [first] = files;
  for (const file of files) checkSameColumns(first, file);
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  if (rows === 0) throw new FormatError(first.place, "expected one row of values or more, got none.");
  const label = await labelColumn(first, options.labelColumn ?? null);
  const image = first.columns.find((column) => column !== label && column.kind === "bytes");
  // Beside an image stand its file's name and the like: they are no features.
  const columns = image ? [] : first.columns.filter((column) => column !== label);
  for (const column of columns) checkNumbers(first, column);
  if (columns.length * rows * 4 > unpackLimit)
    throw overLimit(first.place, unpackLimit, `${rows} rows of ${columns.length} features, 4 bytes each`);
  const dropped = new Uint8Array(rows);
  const labels = await readLabels(files, label, rows, dropped, options);
  const common = { place: first.place, labelColumn: first.columns.indexOf(label), labelName: label.name };
  if (image) {
    const { pixels, imageShape } = await readImageColumn(files, image, rows, unpackLimit);
    const featureCount = imageShape[0] * imageShape[1];
    const features = matrixNumbers(withoutRows(pixels, featureCount, dropped), featureCount);
    return {
      ...common,
      ...labels.without(dropped),
      featureCount,
      featureNames: undefined,
      features,
      imageShape,
    };
  }
  const values = new Float32Array(rows * columns.length);
  for (const [at, column] of columns.entries()) {
    await readNumbers(files, column, options, (row, value) => {
      if (value === undefined) dropped[row] = 1;
      else values[row * columns.length + at] = value;
    });
  }
  const featureCount = columns.length;
  const kept = withoutRows(values, featureCount, dropped);
  if (kept.length === 0) {
    throw new FormatError(
      first.place,
      "expected one row of values or more, got none.",
      "In every row something is missing: choose --missing mean.",
    );
  }
  const featureNames = columns.map(({ name }) => name);
  return {
    ...common,
    ...labels.without(dropped),
    featureCount,
    featureNames,
    features: matrixNumbers(kept, featureCount),
  };
}

function checkSameColumns(first: ParquetFile, other: ParquetFile): void {
  const words = ({ columns }: ParquetFile) => columns.map(({ name, kind }) => `${name} (${kind})`).join(", ");
  if (words(first) === words(other)) return;
  throw new ShapeError(
    `${other.place}: expected the columns of ${first.place}, ${words(first)}, got ${words(other)}.`,
  );
}

async function labelColumn(file: ParquetFile, wanted: string | null): Promise<ParquetColumn> {
  const { columns, place } = file;
  if (columns.length < 2) {
    throw new FormatError(
      place,
      `expected a label and one feature or more a row, got ${columns.length} columns.`,
    );
  }
  const names = columns.map(({ name }) => name);
  // What stands in a row does not matter here but whether it is a word.
  const row = columns.map(({ kind }): Cell => (kind === "text" ? "word" : kind === "bytes" ? null : 0));
  const column = columns[findLabelColumn({ names, columns: columns.length }, row, wanted, place)];
  if (column.kind === "number" || column.kind === "text") return column;
  throw new FormatError(
    place,
    `expected words or numbers in column ${shown(column.name)}, got ${column.type}.`,
  );
}

function checkNumbers({ place }: ParquetFile, { name, kind, type }: ParquetColumn): void {
  if (kind === "number") return;
  throw new FormatError(
    place,
    `expected numbers in column ${shown(name)}, got ${type}.`,
    "Every column but the label's must hold numbers: leave it out or make it numbers (--label-column says which the label is).",
  );
}

async function readNumbers(
  files: readonly ParquetFile[],
  column: ParquetColumn,
  { missing = "refuse" }: TableOptions,
  take: (row: number, value: number | undefined) => void,
): Promise<void> {
  const [{ place }] = files;
  await forEachValue(files, column, (row, cell, where) => {
    const value = numberIn(cell);
    if (value !== undefined) return take(row, value);
    if (!isMissing(cell))
      throw new FormatError(place, `expected a number in ${where()}, got ${cellInWords(cell)}.`);
    if (missing === "refuse") {
      throw new FormatError(
        place,
        `expected a number in ${where()}, got nothing.`,
        "--missing mean or median puts the training samples' one there, --missing drop leaves such rows out.",
      );
    }
    take(row, missing === "drop" ? undefined : Number.NaN);
  });
}

type LabelPart = Pick<Table, "labels" | "labelTexts" | "classNames" | "targets">;

async function readLabels(
  files: readonly ParquetFile[],
  column: ParquetColumn,
  rows: number,
  dropped: Uint8Array,
  { missing = "refuse", task = "classification" }: TableOptions,
): Promise<{ without(dropped: Uint8Array): LabelPart }> {
  const [{ place }] = files;
  const texts = createLabelTexts(place, () => `column ${shown(column.name)}`);
  const labels = new Uint16Array(task === "classification" ? rows : 0);
  const targets = new Float32Array(task === "regression" ? rows : 0);
  await forEachValue(files, column, (row, cell, where) => {
    if (isMissing(cell)) {
      if (missing !== "drop") throw new FormatError(place, `expected a label in ${where()}, got nothing.`);
      dropped[row] = 1;
    } else if (task === "classification") labels[row] = texts.placeOf(cell);
    else {
      const value = numberIn(cell);
      if (value === undefined)
        throw new FormatError(place, `expected a number in ${where()}, got ${cellInWords(cell)}.`);
      targets[row] = value;
    }
  });
  const classNames = task === "classification" ? classNamesOf(files[0], column.name) : undefined;
  return {
    without: (gone) => ({
      labels: task === "classification" ? withoutRows(labels, 1, gone) : undefined,
      labelTexts: texts.texts,
      classNames,
      targets: task === "regression" ? withoutRows(targets, 1, gone) : undefined,
    }),
  };
}

/** The rows of a matrix [rows, columns] that are not dropped; the matrix itself where none is. */
function withoutRows<Values extends Float32Array | Uint8Array | Uint16Array>(
  values: Values,
  columns: number,
  dropped: Uint8Array,
): Values {
  if (!dropped.includes(1)) return values;
  let rows = 0;
  for (let row = 0; row < dropped.length; row++) {
    if (dropped[row] === 1) continue;
    values.copyWithin(rows * columns, row * columns, (row + 1) * columns);
    rows++;
  }
  return values.slice(0, rows * columns) as Values;
}
