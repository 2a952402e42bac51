import { shown } from "../../shown.ts";
import type { Cell } from "../table/cell.ts";
import type { ParquetColumn, ParquetFile } from "./open-parquet.ts";

/** The values of a column of all files, with their rows from 0, and where each is in words. */
export async function forEachValue(
  files: readonly ParquetFile[],
  column: ParquetColumn,
  take: (row: number, cell: Cell, where: () => string) => void,
): Promise<void> {
  let begin = 0;
  for (const file of files) {
    let row = 0;
    const where = () => `row ${row + 1}, column ${shown(column.name)}`;
    for await (const values of file.read(column)) {
      for (let at = 0; at < values.length; at++, row++)
        take(begin + row, (values[at] ?? null) as Cell, where);
    }
    begin += row;
  }
}
