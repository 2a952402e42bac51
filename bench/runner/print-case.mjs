import { isRate } from "./summarize.mjs";

/** A case's results as a table for a terminal. */
export function caseTable(one, results) {
  const rows = [
    ["", "threads", one.unit, "quartiles", "to percept", "to 1 thread", "memory"],
    ...results.map(({ contestant, threads, median, quartiles, ratio, speedUp, peakMemoryBytes }) => [
      contestant,
      String(threads),
      shown(median),
      quartiles.map(shown).join(" .. "),
      ratio === undefined || isRate(one) ? "" : `${ratio.toFixed(2)}x`,
      speedUp === undefined ? "" : `${speedUp.toFixed(2)}x`,
      peakMemoryBytes ? `${Math.round(peakMemoryBytes / 1e6)} MB` : "",
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map(
      (row) =>
        `  ${row.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[0]))).join("  ")}`,
    )
    .join("\n");
}

/** Three digits, without an exponent. */
export function shown(value) {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
