import { FormatError } from "../../errors.ts";
import { csvRows } from "./csv-rows.ts";
import type { Chunks } from "./csv-text.ts";
import { isHeader } from "./label-column.ts";
import { createTable, type Table, type TableBuilder, type TableOptions } from "./table.ts";

/**
 * Reads a CSV or TSV piece by piece: its numbers are kept, 1 or 4 bytes each, and nothing of its text but the labels'
 * names. Columns are separated by a tab in a .tsv, elsewhere by what comes most often in the first line of , ; | and tab.
 * @throws {FormatError} naming row and column of the first cell that is not what it should be
 */
export async function readCsv(chunks: Chunks, place: string, options: TableOptions = {}): Promise<Table> {
  let table: TableBuilder | undefined;
  let first: string[] | undefined;
  const add = (cells: string[]): void => {
    if (first) {
      table ??= begin(first, cells);
      table.add(cells);
    } else first = cells;
  };
  const begin = (cells: string[], next?: string[]): TableBuilder => {
    const named = isHeader(cells, next);
    const builder = createTable(place, named ? cells.map((cell) => cell.trim()) : undefined, options);
    if (!named) builder.add(cells);
    return builder;
  };
  for await (const rows of csvRows(chunks, place)) for (const cells of rows) add(cells);
  if (!first) throw new FormatError(place, "expected a table, got a file without a row.");
  return (table ?? begin(first)).finish();
}
