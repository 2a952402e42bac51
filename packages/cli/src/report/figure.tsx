import type { Chart, Table } from "percept-charts";
import type { VNode } from "preact";
import { DataTable } from "./data-table.tsx";
import { Raw } from "./raw.tsx";

/** Rows that a reader looks through; longer tables are in the run's charts folder. */
const MOST_ROWS = 60;

/**
 * A picture, with the numbers behind it where they are few enough to read.
 * @param file  its name in the charts folder, without ending, where it is there too
 */
export function Figure({ chart, file }: { readonly chart: Chart; readonly file?: string }): VNode {
  const short = chart.tables.filter(({ rows }) => rows.length > 0 && rows.length <= MOST_ROWS);
  return (
    <figure>
      <Raw as="div" class="picture" markup={chart.svg} />
      <figcaption>
        {short.length > 0 && (
          <details>
            <summary>{`The numbers: ${chart.title}`}</summary>
            {short.map((table) => (
              <DataTable {...table} caption={table.name} rows={table.rows.map(written)} />
            ))}
          </details>
        )}
        {file !== undefined && (
          <p class="file">
            All of them are in <code>charts/{file}.json</code>
          </p>
        )}
      </figcaption>
    </figure>
  );
}

function written(row: Table["rows"][number]): string[] {
  return row.map((cell) => {
    if (cell === null) return "none";
    if (typeof cell === "string") return cell;
    return Number.isInteger(cell) ? cell.toLocaleString("en-US") : String(Number(cell.toPrecision(6)));
  });
}
