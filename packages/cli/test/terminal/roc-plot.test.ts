import stringWidth from "string-width";
import { expect, it } from "vitest";
import { rocPlot } from "../../src/terminal/roc-plot.ts";
import { everyScreen } from "./every-screen.ts";

const plain = { columns: 80, colors: "none", unicode: false } as const;
const curve = (label: string, x: number[], y: number[], auc: number | null) => ({
  label,
  falsePositiveRate: Float64Array.from(x),
  truePositiveRate: Float64Array.from(y),
  auc,
});
const good = curve("good", [0, 0.01, 0.05, 1], [0, 0.97, 0.99, 1], 0.99);
const guess = curve("guess", [0, 1], [0, 1], 0.5);
const numbers = (line: string | undefined) => line?.match(/[\d.]+/g)?.map(Number);

it("shows the corner where good curves bend, and says which by its axes", () => {
  const lines = rocPlot([good], plain);
  expect(lines[0]).toBe("True positive rate  * class good, AUC 0.9900");
  // The nearest point is (0.01, 0.97): 0.03 from the corner, within half of 0.1.
  expect(numbers(lines.at(-1))).toEqual([0, 0.1]);
  expect(numbers(lines[1])).toEqual([1]);
  expect(numbers(lines[13])).toEqual([0.9]);
});

it("shows the whole square where a curve is no better than chance: the diagonal", () => {
  const lines = rocPlot([good, guess], plain);
  expect(numbers(lines.at(-1))).toEqual([0, 1]);
  const rows = lines.slice(1, 14);
  const places = rows.map((row) => row.lastIndexOf("o") - row.search(/[+|]/) - 1);
  // 13 rows over 60 columns: the middle row ends near the middle column.
  expect(Math.abs(places[6] - 30)).toBeLessThanOrEqual(3);
  expect(places[0]).toBe(59);
});

it.each(everyScreen)("has no line longer than the screen is wide: %j", (screen) => {
  const curves = [good, curve("漢".repeat(100), [0, 0.02, 1], [0, 0.9, 1], null), guess];
  for (const line of rocPlot(curves, screen)) expect(stringWidth(line)).toBeLessThanOrEqual(screen.columns);
});
