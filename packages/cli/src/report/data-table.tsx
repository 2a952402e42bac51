import type { ComponentChildren, VNode } from "preact";

export interface DataTableOptions {
  /** what the table is, for whoever hears it */
  readonly caption: string;
  readonly columns: readonly string[];
  /** [rows][columns]; the first column names the row */
  readonly rows: readonly (readonly ComponentChildren[])[];
  /** readers with scripts may sort it by any column */
  readonly sortable?: boolean;
  /** the last row sums up, and stays last */
  readonly total?: boolean;
  /** the cells are words, not numbers */
  readonly words?: boolean;
}

/** A table that scrolls by itself where it is wider than the page. */
export function DataTable({
  caption,
  columns,
  rows,
  sortable = false,
  total = false,
  words = false,
}: DataTableOptions): VNode {
  const [body, foot] = total ? [rows.slice(0, -1), rows.slice(-1)] : [rows, []];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it a keyboard cannot scroll a wide table
    <section class="scroll" tabIndex={0} aria-label={caption}>
      <table class={words ? "words" : undefined} data-sortable={sortable ? "" : undefined}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>{body.map(tableRow)}</tbody>
        {foot.length > 0 && <tfoot>{foot.map(tableRow)}</tfoot>}
      </table>
    </section>
  );
}

function tableRow([name, ...cells]: readonly ComponentChildren[]): VNode {
  return (
    <tr>
      <th scope="row">{name}</th>
      {cells.map((cell) => (
        <td>{cell}</td>
      ))}
    </tr>
  );
}
