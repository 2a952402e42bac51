import stringWidth from "string-width";
import { padColumnsStart, plainWords } from "./words.ts";

const MOST_BAR = 40;
const MOST_NAME = 30;

export interface Scores {
  /** one a class */
  readonly classes: readonly string[];
  readonly scores: ArrayLike<number>;
  /** the pre-activations beside them */
  readonly z?: ArrayLike<number>;
}

/** A line a class: its name, its score and a bar, 1 as long as there is room; with z a head above. */
export function scoreLines({ classes, scores, z }: Scores, columns: number): string[] {
  const names = classes.map((name) => plainWords(name, Math.min(MOST_NAME, Math.floor(columns / 3))));
  const numbers = Array.from(scores, (score, k) =>
    z ? [z[k].toFixed(3), score.toFixed(4)] : [score.toFixed(4)],
  );
  const rows = names.map((name, k) => [name, ...numbers[k]]);
  if (z) rows.unshift(["class", "z", "score"]);
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => stringWidth(row[at]))));
  const lines = rows.map((row) => `  ${row.map((text, at) => padColumnsStart(text, widths[at])).join("  ")}`);
  const room = Math.max(0, Math.min(MOST_BAR, columns - stringWidth(lines[0]) - 2));
  const bars = Array.from(scores, (score) => "#".repeat(Math.round(Math.min(1, Math.max(0, score)) * room)));
  const head = rows.length - names.length;
  return lines.map((line, at) => `${line}  ${bars[at - head] ?? ""}`.trimEnd());
}
