import type { ConfusionMatrix } from "percept";
import stringWidth from "string-width";
import { grouped, percent } from "./numbers.ts";
import { type Look, mixColors, paint } from "./paint.ts";
import type { Screen } from "./screen.ts";
import { padColumns, padColumnsStart, plainWords } from "./words.ts";

/** Grounds that white letters show on, whatever the terminal's own: what is right, and what is wrong. */
const HIT = { ink: "#ffffff", ground: "#2f5f92" } as const;
const MISTAKE = { ink: "#ffffff", weak: "#5e3f1f", strong: "#b4561a" } as const;
/** Mistakes that are less than this share of the most frequent one have no ground. */
const SHADED = 0.5;
/** Columns of a class's name before its row, and above its column. */
const MOST_NAME = 12;
const MOST_HEAD = 5;
const WORST = { beside: 3, instead: 10 } as const;

/**
 * Counts of samples, a row an actual class, a column a predicted one, and the most frequent mistakes in words. Where
 * the screen is too narrow for the matrix, these alone.
 */
export function confusionTable(
  counts: ConfusionMatrix,
  classes: readonly string[],
  screen: Screen,
): string[] {
  const mistakes = mistakesOf(counts);
  const table = matrixLines(counts, classes, mistakes[0]?.count ?? 0, screen);
  if (table.every((line) => stringWidth(line) <= screen.columns))
    return [...table, "", ...worstLines(mistakes.slice(0, WORST.beside), counts, classes, screen)];
  return [
    `No room here for all ${grouped(classes.length)} classes.`,
    ...worstLines(mistakes.slice(0, WORST.instead), counts, classes, screen),
  ];
}

interface Mistake {
  readonly actual: number;
  readonly predicted: number;
  readonly count: number;
}

/** Most frequent first. */
function mistakesOf(counts: ConfusionMatrix): Mistake[] {
  return counts
    .flatMap((row, actual) => row.map((count, predicted) => ({ actual, predicted, count })))
    .filter(({ actual, predicted, count }) => actual !== predicted && count > 0)
    .sort((a, b) => b.count - a.count);
}

function matrixLines(
  counts: ConfusionMatrix,
  classes: readonly string[],
  most: number,
  screen: Screen,
): string[] {
  const names = classes.map((name) => plainWords(name, MOST_NAME));
  const nameWidth = Math.max("actual".length, ...names.map((name) => stringWidth(name)));
  const heads = classes.map((name) => plainWords(name, MOST_HEAD));
  const digits = counts.reduce((most, row) => Math.max(most, ...row.map((n) => String(n).length)), 1);
  const cellWidth = Math.max(2 + digits, 1 + Math.max(...heads.map((head) => stringWidth(head))));
  const faint = (text: string) => paint(text, { faint: true }, screen.colors);
  const cell = (count: number, actual: number, predicted: number) => {
    // The blank before a cell parts the grounds of neighbours.
    const text = padColumnsStart(
      count === 0 ? (screen.unicode ? "\u00b7" : ".") : String(count),
      cellWidth - 1,
    );
    return ` ${paint(text, lookOf(count, actual === predicted, most), screen.colors)}`;
  };
  return [
    `${padColumns("", nameWidth)} ${faint("predicted")}`,
    faint("actual".padEnd(nameWidth)) + heads.map((head) => padColumnsStart(head, cellWidth)).join(""),
    ...counts.map(
      (row, actual) =>
        padColumns(names[actual], nameWidth) +
        row.map((count, predicted) => cell(count, actual, predicted)).join(""),
    ),
  ];
}

function lookOf(count: number, isHit: boolean, most: number): Look {
  if (count === 0) return { faint: true };
  if (isHit) return { bold: true, ...HIT };
  const share = count / most;
  if (share < SHADED) return {};
  return {
    ink: MISTAKE.ink,
    ground: mixColors(MISTAKE.weak, MISTAKE.strong, (share - SHADED) / (1 - SHADED)),
  };
}

/** "4 taken for 9: 31 times, 3.16% of its samples" */
function worstLines(
  mistakes: readonly Mistake[],
  counts: ConfusionMatrix,
  classes: readonly string[],
  { columns }: Screen,
): string[] {
  if (mistakes.length === 0) return ["No mistakes."];
  const longest = Math.max(8, Math.floor((columns - 24) / 2));
  return [
    "Most frequent mistakes:",
    ...mistakes.map(({ actual, predicted, count }) => {
      const of = counts[actual].reduce((sum, n) => sum + n, 0);
      const [is, taken] = [actual, predicted].map((k) => plainWords(classes[k], longest));
      return plainWords(
        `  ${is} taken for ${taken}: ${grouped(count)} of ${grouped(of)}, ${percent(count / of)}`,
        columns,
      );
    }),
  ];
}
