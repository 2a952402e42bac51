import { overLimit, type UnpackOptions, usualTableLimit } from "../../encoding/unpack-limit.ts";
import { FormatError } from "../../errors.ts";
import { shown } from "../../shown.ts";
import type { Task } from "../samples.ts";
import { type Cell, cellInWords, isMissing, numberIn } from "./cell.ts";
import { createGrowingNumbers, type GrowingNumbers } from "./growing-numbers.ts";
import { findLabelColumn } from "./label-column.ts";
import { createLabelTexts } from "./label-texts.ts";

/** What to do with a cell that is empty, NA, NaN, null or ?. */
export type Missing = "refuse" | "mean" | "median" | "drop";

export interface TableOptions extends UnpackOptions {
  /** the label's column, by name or place; null finds it */
  readonly labelColumn?: string | null;
  readonly missing?: Missing;
  /** whether the label is a class or a number; classification unless given */
  readonly task?: Task;
}

/** A table of numbers with a label, or a number to be learned, a row. */
export interface Table {
  /** the file's name, for messages */
  readonly place: string;
  readonly featureCount: number;
  readonly featureNames: readonly string[] | undefined;
  /** the label's place among the columns, and its name where it has one */
  readonly labelColumn: number;
  readonly labelName: string | undefined;
  /** [rows, columns]; NaN where a cell is missing */
  readonly features: Pick<GrowingNumbers, "rows" | "areBytes" | "largest" | "take">;
  /** [rows], places in `labelTexts`; for regression undefined */
  readonly labels: Uint16Array | undefined;
  readonly labelTexts: readonly string[];
  /** where the file names its classes: labels are places in here */
  readonly classNames?: readonly string[] | undefined;
  /** [rows, columns], where the features are known to be an image's */
  readonly imageShape?: readonly [rows: number, columns: number];
  /** [rows], for regression */
  readonly targets: Float32Array | undefined;
}

export interface TableBuilder {
  /** @throws {FormatError} naming row and column of what is not as it should be */
  add(cells: readonly Cell[]): void;
  finish(): Table;
}

/**
 * Takes a table's rows one by one and keeps their numbers alone.
 * @param names  one a column, where the table has them
 */
export function createTable(
  place: string,
  names: readonly string[] | undefined,
  {
    labelColumn = null,
    missing = "refuse",
    task = "classification",
    unpackLimit = usualTableLimit,
  }: TableOptions = {},
): TableBuilder {
  let columns = names?.length ?? 0;
  let labelAt = -1;
  /** the row in the file, the names' included */
  let row = names ? 1 : 0;
  let features: GrowingNumbers | undefined;
  let values = new Float64Array(0);
  const labels = createGrowingNumbers(1, unpackLimit);
  const label = new Float64Array(1);
  const texts = createLabelTexts(place, () => columnInWords(labelAt));

  function begin(cells: readonly Cell[]): GrowingNumbers {
    columns ||= cells.length;
    if (columns < 2) {
      throw new FormatError(place, "expected a label and one feature or more a row, got one column.");
    }
    checkLength(cells);
    labelAt = findLabelColumn({ names, columns }, cells, labelColumn, place);
    values = new Float64Array(columns - 1);
    return createGrowingNumbers(columns - 1, unpackLimit);
  }

  function checkLength(cells: readonly Cell[]): void {
    if (cells.length === columns) return;
    throw new FormatError(place, `expected ${columns} columns in row ${row}, got ${cells.length}.`);
  }

  function add(cells: readonly Cell[]): void {
    row++;
    features ??= begin(cells);
    checkLength(cells);
    for (let column = 0, at = 0; column < columns; column++) {
      if (column === labelAt) continue;
      const value = numberIn(cells[column]);
      if (value !== undefined) values[at++] = value;
      else if (!isMissing(cells[column])) throw noNumber(column, cells[column]);
      else if (missing === "refuse") throw missingAt(column);
      else if (missing === "drop") return;
      else values[at++] = Number.NaN;
    }
    const cell = cells[labelAt];
    if (isMissing(cell) && missing === "drop") return;
    label[0] = task === "regression" ? targetOf(cell) : placeOf(cell);
    labels.append(label);
    if (features.append(values)) return;
    throw overLimit(
      place,
      unpackLimit,
      `more than ${features.rows} rows of ${columns - 1} features, 4 bytes each`,
    );
  }

  function targetOf(cell: Cell): number {
    const value = numberIn(cell);
    if (value !== undefined) return value;
    throw isMissing(cell) ? noLabel() : noNumber(labelAt, cell);
  }

  function placeOf(cell: Cell): number {
    if (isMissing(cell)) throw noLabel();
    return texts.placeOf(cell);
  }

  function columnInWords(column: number): string {
    return names ? `column ${shown(names[column])}` : `column ${column} (counted from 0)`;
  }

  function noNumber(column: number, cell: Cell): FormatError {
    const decimalComma = typeof cell === "string" && /^\s*[+-]?\d+,\d+\s*$/.test(cell);
    return new FormatError(
      place,
      `expected a number in row ${row}, ${columnInWords(column)}, got ${cellInWords(cell)}.`,
      decimalComma
        ? "Write decimals with a point: 0.5."
        : "Every column but the label's must hold numbers: leave words out or make them numbers (--label-column says which the label is).",
    );
  }

  function missingAt(column: number): FormatError {
    return new FormatError(
      place,
      `expected a number in row ${row}, ${columnInWords(column)}, got nothing.`,
      "--missing mean or median puts the training samples' one there, --missing drop leaves such rows out.",
    );
  }

  function noLabel(): FormatError {
    return new FormatError(
      place,
      `expected a label in row ${row}, ${columnInWords(labelAt)}, got nothing.`,
      "Complete it, or leave such rows out with --missing drop.",
    );
  }

  function finish(): Table {
    if (!features || features.rows === 0) {
      throw new FormatError(
        place,
        "expected one row of values or more, got none.",
        missing === "drop" && row > 1
          ? "In every row something is missing: choose --missing mean."
          : undefined,
      );
    }
    const kept = labels.take("numbers") as Float32Array;
    return {
      place,
      featureCount: columns - 1,
      featureNames: names?.filter((_, column) => column !== labelAt),
      labelColumn: labelAt,
      labelName: names?.[labelAt],
      features,
      labels: task === "regression" ? undefined : Uint16Array.from(kept),
      labelTexts: texts.texts,
      targets: task === "regression" ? kept : undefined,
    };
  }

  return { add, finish };
}
