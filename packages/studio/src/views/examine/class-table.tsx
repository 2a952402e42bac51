import type { Metrics } from "percept";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { examineWords } from "../../text/english.ts";
import { counted, fourDecimals, percent } from "./format.ts";

const text = examineWords.perClass;

type Row = Metrics["perClass"][number];
type Column = keyof Row;

const columns: readonly Column[] = [
  "label",
  "precision",
  "recall",
  "f1",
  "auc",
  "support",
  "tp",
  "fp",
  "fn",
  "tn",
];

/** The measures of each class; a press on a column's name sorts by it, another one turns the order round. */
export function ClassTable({ metrics }: { readonly metrics: Metrics }): VNode {
  const [{ by, falling }, setOrder] = useState<{ by: Column | undefined; falling: boolean }>({
    by: undefined,
    falling: false,
  });
  const sign = falling ? -1 : 1;
  const rows = by ? [...metrics.perClass].sort((a, b) => sign * compare(a, b, by)) : metrics.perClass;
  return (
    <section aria-labelledby="classes-heading">
      <h3 id="classes-heading">{text.heading}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="scroll" tabIndex={0} aria-label={text.region}>
        <table class="classes" aria-labelledby="classes-heading">
          <thead>
            <tr>
              {columns.map((column) => (
                <th
                  scope="col"
                  aria-sort={by === column ? (falling ? "descending" : "ascending") : undefined}
                >
                  <button
                    type="button"
                    onClick={() => setOrder({ by: column, falling: by === column && !falling })}
                  >
                    {text.columns[column]}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.label}>
                {columns.map((column) =>
                  column === "label" ? <th scope="row">{row.label}</th> : <td>{written(row, column)}</td>,
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function written(row: Row, column: Exclude<Column, "label">): string {
  if (column === "auc") return fourDecimals(row.auc);
  const shares: readonly Column[] = ["precision", "recall", "f1"];
  return shares.includes(column) ? percent(row[column]) : counted(row[column]);
}

/** What there is no number for comes first. */
function compare(a: Row, b: Row, column: Column): number {
  if (column === "label") return a.label.localeCompare(b.label, "en", { numeric: true });
  return (a[column] ?? -1) - (b[column] ?? -1);
}
