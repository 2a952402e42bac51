import type { Chart, Table } from "percept-charts";
import type { RunFolder } from "./run-folder.ts";

/** A table with more rows is points of a curve, for which six digits are more than can be seen. */
const LONGEST_EXACT_TABLE = 200;
const DIGITS = 6;

/**
 * Writes charts/NAME.svg, charts/NAME.png, and what they show in words and numbers as charts/NAME.json.
 * @returns the PNG's bytes
 */
export async function writeChart(
  folder: Pick<RunFolder, "write">,
  name: string,
  chart: Chart,
): Promise<Uint8Array> {
  // Loaded when there is something to draw: the renderer is native and large.
  const { renderPicture } = await import("percept-charts/node");
  const { svg, png } = renderPicture(chart.svg);
  folder.write(`charts/${name}.svg`, svg);
  folder.write(`charts/${name}.png`, png);
  folder.write(`charts/${name}.json`, formatChart(chart));
  return png;
}

/** Title, description and tables as JSON, a row a line. */
export function formatChart({
  title,
  description,
  tables,
}: Pick<Chart, "title" | "description" | "tables">): string {
  const head = [`"title": ${JSON.stringify(title)}`, `"description": ${JSON.stringify(description)}`];
  const body = tables.length === 0 ? "" : `\n    ${tables.map(formatTable).join(",\n    ")}\n  `;
  return `{\n  ${[...head, `"tables": [${body}]`].join(",\n  ")}\n}\n`;
}

function formatTable({ name, columns, rows }: Table): string {
  const long = rows.length > LONGEST_EXACT_TABLE;
  const lines = rows.map((row) => `        ${JSON.stringify(long ? row.map(shorten) : row)}`);
  return [
    "{",
    `      "name": ${JSON.stringify(name)},`,
    `      "columns": ${JSON.stringify(columns)},`,
    `      "rows": [\n${lines.join(",\n")}\n      ]`,
    "    }",
  ].join("\n");
}

/** Whole numbers stay as they are. */
function shorten(value: string | number | null): string | number | null {
  if (typeof value !== "number" || Number.isInteger(value)) return value;
  return Number(value.toPrecision(DIGITS));
}
