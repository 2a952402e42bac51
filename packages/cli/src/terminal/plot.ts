// A plot of lines in the characters of a terminal: braille where it has Unicode, marks of ASCII elsewhere.

import stringWidth from "string-width";
import { createDotCanvas, type LineStyle } from "./dot-canvas.ts";
import { paint } from "./paint.ts";
import type { Screen } from "./screen.ts";
import { padColumnsStart, plainWords } from "./words.ts";

export interface PlotLine {
  readonly name: string;
  /** what is said of it beside its name: "98.12%" */
  readonly value: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

export interface PlotAxis {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly label: (value: number) => string;
}

export interface PlotOptions {
  readonly title: string;
  /** six at most; points below the axis of y, and those that are no numbers, are not drawn */
  readonly lines: readonly PlotLine[];
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  /** of the canvas; title, names and axes come to it */
  readonly rows: number;
  readonly mostColumns: number;
}

/** Lines differ in their dots or marks and, where there are any, in colours that show on light and dark ground. */
const STYLES = [
  { mark: "*", dash: [1, 0], sample: "⠒⠒", hue: "#4a90d9" },
  { mark: "o", dash: [1, 1], sample: "⠂⠂", hue: "#e07b39" },
  { mark: "+", dash: [3, 2], sample: "⠒⠐", hue: "#1f9e89" },
  { mark: "x", dash: [1, 3], sample: "⠂ ", hue: "#b05fb8" },
  { mark: "#", dash: [5, 2], sample: "⠒⠂", hue: "#a08700" },
  { mark: "%", dash: [2, 4], sample: "⠐⠂", hue: "#d0566f" },
] as const satisfies readonly (Omit<LineStyle, "paint"> & Readonly<Record<string, unknown>>)[];

const MOST_NAME = 30;

/** Lines of text, none longer than the screen is wide: title, names and values, the canvas, the axis of x. */
export function drawPlot(options: PlotOptions, screen: Screen): string[] {
  const { title, lines, x, y, rows, mostColumns } = options;
  const marks = screen.unicode ? { tick: "┤", bar: "│", corner: "└", rule: "─" } : ascii;
  const labels = labelsOf(y, rows);
  const margin = Math.max(...labels.map((label) => label.length));
  const columns = Math.max(8, Math.min(mostColumns, screen.columns - margin - 2));
  const canvas = createDotCanvas(columns, rows, screen.unicode);
  for (const [n, line] of lines.entries()) {
    const points = Array.from(line.x, (value, i) => [share(value, x), share(line.y[i], y)] as const).filter(
      ([, height]) => height >= 0,
    );
    canvas.draw(points, {
      ...STYLES[n],
      paint: (text) => paint(text, { ink: STYLES[n].hue }, screen.colors),
    });
  }
  const quiet = (text: string) => paint(text, { faint: true }, screen.colors);
  return [
    ...heading(title, lines, screen),
    ...canvas
      .rows()
      .map((row, at) =>
        `${quiet(padColumnsStart(labels[at], margin))} ${quiet(labels[at] ? marks.tick : marks.bar)}${row}`.trimEnd(),
      ),
    quiet(`${" ".repeat(margin)} ${marks.corner}${marks.rule.repeat(columns)}`),
    quiet(`${" ".repeat(margin + 2)}${axisWords(x, columns)}`),
  ];
}

const ascii = { tick: "+", bar: "|", corner: "+", rule: "-" } as const;

function share(value: number, { from, to }: PlotAxis): number {
  return (value - from) / (to - from || 1);
}

/** The labels of the rows: at the top, in the middle and at the bottom, "" elsewhere. */
function labelsOf(y: PlotAxis, rows: number): string[] {
  const middle = rows % 2 === 1 ? (rows - 1) / 2 : -1;
  return Array.from({ length: rows }, (_, row) => {
    if (row !== 0 && row !== rows - 1 && row !== middle) return "";
    return y.label(y.to - ((y.to - y.from) * row) / (rows - 1));
  });
}

/** "Accuracy  == training, 98.12%  -- validation, 97.33%", on as many lines as it takes. */
function heading(title: string, lines: readonly PlotLine[], screen: Screen): string[] {
  const found: string[] = [];
  let line = plainWords(title, screen.columns);
  let used = line.length;
  for (const [n, { name, value }] of lines.entries()) {
    const sample = screen.unicode ? STYLES[n].sample : STYLES[n].mark;
    const room = Math.min(MOST_NAME, screen.columns - sample.length - value.length - 5);
    const words = `${plainWords(name, room)}, ${value}`;
    const width = sample.length + 1 + stringWidth(words);
    if (used + 2 + width > screen.columns) {
      found.push(line);
      line = "";
      used = 0;
    }
    line += `  ${paint(sample, { ink: STYLES[n].hue }, screen.colors)} ${words}`;
    used += 2 + width;
  }
  return [...found, line];
}

/** "0        false positive rate        1" */
function axisWords(x: PlotAxis, columns: number): string {
  const [from, to] = [x.label(x.from), x.label(x.to)];
  const room = columns - from.length - to.length - 2;
  const name = plainWords(x.name, room);
  const before = Math.floor((room - name.length) / 2);
  return `${from} ${" ".repeat(before)}${name}${" ".repeat(room - name.length - before)} ${to}`;
}
