import type { Metrics } from "percept";
import stringWidth from "string-width";
import { grouped, percent } from "./numbers.ts";
import { padColumns, padColumnsStart, plainWords } from "./words.ts";

/** Columns of a class's name, and where there is little room. */
const MOST_NAME = 30;
const NARROW_NAME = 5;

/** The four figures of the report's program, word for word. */
export function reportLines(metrics: Metrics): string {
  return [
    `Accuracy : ${percent(metrics.accuracy)}`,
    `Precision: ${percent(metrics.macro.precision)}`,
    `Recall   : ${percent(metrics.macro.recall)}`,
    `F1 Score : ${percent(metrics.macro.f1)}`,
  ].join("\n");
}

/** What the report's four figures leave out. */
export function furtherLines({ errorRate, macro }: Metrics): string {
  const area =
    macro.auc === null
      ? "none (it needs samples of a class and of others)"
      : `${auc(macro.auc)} (mean of the classes)`;
  return [`Error    : ${percent(errorRate)}`, `AUC      : ${area}`].join("\n");
}

/** The AUC of each class, five a line, where the table of classes would be too much. */
export function aucLines({ perClass }: Metrics): string {
  const cells = perClass.map((metrics) => `${plainWords(metrics.label, MOST_NAME)} ${auc(metrics.auc)}`);
  const lines: string[] = [];
  for (let at = 0; at < cells.length; at += 5) lines.push(`  ${cells.slice(at, at + 5).join("   ")}`);
  return lines.join("\n");
}

/** A row a class, then the means; without the samples and with short names where it would be wider than so many columns. */
export function classTable(metrics: Metrics, columns = Number.POSITIVE_INFINITY): string {
  const head = ["class", "precision", "recall", "F1", "AUC", "samples"];
  const rows = metrics.perClass.map((m) => [
    plainWords(m.label, MOST_NAME),
    percent(m.precision),
    percent(m.recall),
    percent(m.f1),
    auc(m.auc),
    grouped(m.support),
  ]);
  const { macro } = metrics;
  const total = metrics.perClass.reduce((sum, m) => sum + m.support, 0);
  const last = [
    "mean",
    percent(macro.precision),
    percent(macro.recall),
    percent(macro.f1),
    auc(macro.auc),
    grouped(total),
  ];
  const table = [head, ...rows, last];
  const whole = alignColumns(table);
  if (stringWidth(whole.slice(0, whole.indexOf("\n"))) <= columns) return whole;
  const narrow = table.map(([label, ...cells]) => [plainWords(label, NARROW_NAME), ...cells.slice(0, 4)]);
  return alignColumns(narrow, " ");
}

/** Columns as wide as their widest cell; the first to the left, the others to the right. */
export function alignColumns(rows: readonly (readonly string[])[], gap = "  "): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => stringWidth(row[column]))));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? padColumns(cell, widths[0]) : padColumnsStart(cell, widths[column]),
        )
        .join(gap),
    )
    .map((line) => line.trimEnd())
    .join("\n");
}

function auc(value: number | null): string {
  return value === null ? "none" : value.toFixed(4);
}
