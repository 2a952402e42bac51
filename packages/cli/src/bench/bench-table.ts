import { alignColumns } from "../terminal/metrics-table.ts";
import { grouped } from "../terminal/numbers.ts";
import type { BenchResult } from "./run-bench.ts";

/** A row a result: the median of its measurements, and what half of them lie between. */
export function benchTable(results: readonly BenchResult[]): string {
  const names = results.map((result) => [result.case.id, result.case.what] as const);
  const [taskWidth, whatWidth] = [0, 1].map((column) =>
    Math.max(4, ...names.map((name) => name[column].length)),
  );
  const rows = results.map(({ case: { id, what }, engine, threads, unit, median, quartiles, ...result }) => [
    `${id.padEnd(taskWidth)}  ${what.padEnd(whatWidth)}`,
    engine ?? "none",
    String(threads),
    `${figure(median)} ${unit}`,
    quartiles.map(figure).join(" .. "),
    grouped(result.samplesPerSecond),
  ]);
  const head = [`${"task".padEnd(taskWidth)}  what`, "engine", "threads", "median", "quartiles", "samples/s"];
  return alignColumns([head, ...rows]);
}

/** Three digits: 0.0534, 1.24, 306, 1,240 */
function figure(value: number): string {
  return value >= 1000 ? grouped(value) : value.toPrecision(3);
}
