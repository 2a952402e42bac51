import { FormatError, ParameterError } from "../../errors.ts";
import { type Cell, cellInWords, isMissing, numberIn } from "./cell.ts";

/** Names under which a table keeps what is to be learned, in lower case; where it has several of them, the first. */
const labelNames = ["label", "labels", "class", "target", "species", "variety", "digit", "y"];

/** What is known of a table before its rows are read. */
export interface TableHead {
  /** one a column; undefined where the first row is a row of values already */
  readonly names: readonly string[] | undefined;
  readonly columns: number;
}

/**
 * Whether a table's first row names its columns: where a word stands above a number, or where it has one of the usual
 * names of a label and no number.
 */
export function isHeader(first: readonly string[], second: readonly string[] | undefined): boolean {
  const isWord = (cell: string | undefined) =>
    cell !== undefined && !isMissing(cell) && numberIn(cell) === undefined;
  const aboveNumber = first.some(
    (cell, column) =>
      isWord(cell) && second?.[column] !== undefined && numberIn(second[column]) !== undefined,
  );
  return aboveNumber || (first.every(isWord) && first.some(isLabelName));
}

function isLabelName(cell: string): boolean {
  return labelNames.includes(cell.trim().toLowerCase());
}

/**
 * Which column says what a row is: the one that is asked for, by its name or its place (from 0; -1 is the last), else
 * one named label, class, target, species and the like, else the only column of words, else, in a table without names,
 * the first, as MNIST's tables have it.
 * @param row  the first row of values
 * @param wanted  null where nobody says
 * @throws {ParameterError} where the wanted column is not there, {FormatError} where no rule finds one
 */
export function findLabelColumn(
  { names, columns }: TableHead,
  row: readonly Cell[],
  wanted: string | null,
  place: string,
): number {
  if (wanted !== null) return wantedColumn({ names, columns }, wanted, place);
  const known = names?.map((name) => name.trim().toLowerCase()) ?? [];
  const named = labelNames.find((name) => known.includes(name));
  if (named !== undefined) return known.indexOf(named);
  const words = row.flatMap((cell, column) =>
    isMissing(cell) || numberIn(cell) !== undefined ? [] : [column],
  );
  if (words.length === 1) return words[0];
  if (!names && words.length === 0) return 0;
  throw new FormatError(
    place,
    `expected a column named label, or one of words alone, got ${listed(names ?? row.map(cellInWords))}.`,
    "Say which column is the label: --label-column NAME, or its place, counted from 0.",
  );
}

function wantedColumn({ names, columns }: TableHead, wanted: string, place: string): number {
  const named = names?.flatMap((name, column) => (name.trim() === wanted.trim() ? [column] : [])) ?? [];
  if (named.length === 1) return named[0];
  const at = /^-?\d+$/.test(wanted) && named.length === 0 ? Number(wanted) : Number.NaN;
  if (at >= -columns && at < columns) return at < 0 ? columns + at : at;
  const got = named.length > 1 ? `${named.length} columns of that name` : "no such column";
  throw new ParameterError(
    `labelColumn ${wanted} must be a column of ${place}, got ${got}; ` +
      (names ? `it has ${listed(names)}.` : `it has ${columns} columns without names.`),
    `A place is counted from 0, or from -1 for the last: 0 to ${columns - 1}.`,
  );
}

/** The first of them, and how many more there are. */
function listed(words: readonly string[]): string {
  const most = 8;
  return words.length > most
    ? `${words.slice(0, most).join(", ")} and ${words.length - most} more`
    : words.join(", ");
}
