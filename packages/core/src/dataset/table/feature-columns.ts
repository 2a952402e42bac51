import { FormatError } from "../../errors.ts";
import { shown } from "../../shown.ts";
import type { Cell } from "./cell.ts";
import { findLabelColumn, type TableHead } from "./label-column.ts";

/** The features that a model asks for. */
export interface WantedFeatures {
  /** features a sample */
  readonly count: number;
  /** one word a feature, where the model has them */
  readonly names?: readonly string[] | undefined;
  /** the label's column, where the table has one and no names say which the features are */
  readonly labelColumn?: string | null | undefined;
}

/** Whether every feature has a name of its own in `head`. */
export function namesFeatures(head: readonly string[], { names }: WantedFeatures): boolean {
  return names?.every((name) => head.includes(name)) ?? false;
}

/**
 * Where a table has the features: by their names where both have some, in any order among other columns; else by place,
 * where it has as many columns, or a label besides.
 * @param row  the first row of values
 * @returns [count], places of columns
 * @throws {FormatError} naming the feature that is not there, or both numbers of columns
 */
export function findFeatureColumns(
  head: TableHead,
  row: readonly Cell[],
  { count, names, labelColumn = null }: WantedFeatures,
  place: string,
): number[] {
  if (head.names && names && new Set(names).size === count) return byName(head.names, names, place);
  const all = Array.from({ length: head.columns }, (_, column) => column);
  if (head.columns === count) return all;
  if (head.columns !== count + 1) {
    throw new FormatError(
      place,
      `expected ${count} columns, the model's features, or a label besides, got ${head.columns}.`,
      names && !head.names
        ? "With a first row that names the columns, others among them are left alone."
        : undefined,
    );
  }
  const label = findLabelColumn(head, row, labelColumn, place);
  return all.filter((column) => column !== label);
}

function byName(head: readonly string[], names: readonly string[], place: string): number[] {
  return names.map((name) => {
    const found = head.flatMap((candidate, column) => (candidate === name ? [column] : []));
    if (found.length === 1) return found[0];
    throw new FormatError(
      place,
      `expected a column ${shown(name)}, as the model was trained on, got ${found.length === 0 ? "none" : found.length} of that name.`,
      "Name the columns as the training samples' are; without a first row of names they go by their order.",
    );
  });
}
