import { describe, expect, it } from "vitest";
import { perClassChart } from "../../src/predictions/per-class-chart.ts";
import { axesOf, elementsOf, hostileNames, wordsOf } from "../read-chart.ts";
import { classMeasures } from "../report-run.ts";

const classes = [
  { label: "0", precision: 0.934, recall: 0.9827, f1: 0.9577, support: 980 },
  { label: "9", precision: 0.8968, recall: 0.9306, f1: 0.9134, support: 1009 },
];

/** What each row of a class has: its two circles' places, its upright bar's, in pixels. */
function rowsOf(svg: string) {
  return svg
    .split('<g class="class">')
    .slice(1)
    .map((row) => {
      const [precision, recall] = elementsOf(row, "circle").map(({ attributes }) => Number(attributes.cx));
      const bar = elementsOf(row, "path").find(({ attributes }) => attributes.stroke === "var(--chart-ink)");
      return { precision, recall, f1: Number(bar?.attributes.d.match(/M([\d.]+)/)?.[1]) };
    });
}

describe("perClassChart", () => {
  const { svg, tables, description } = perClassChart({ title: "two", classes });

  it("puts each measure of each class at its place on the axis, to 0.01 %", () => {
    const [percent] = axesOf(svg, "x");
    rowsOf(svg).forEach((row, i) => {
      for (const measure of ["precision", "recall", "f1"] as const) {
        expect(percent(row[measure])).toBeCloseTo(classes[i][measure] * 100, 1);
      }
    });
  });
  it("writes every number, and from where to where the axis is", () => {
    for (const words of ["93.40%", "98.27%", "95.77%", "980", "89.68%", "1,009"])
      expect(wordsOf(svg)).toContain(words);
    expect(wordsOf(svg)).toContain("One class against the rest; the axis is from 88 to 100%");
    expect(description).toContain(
      "Lowest F1: 9 (91.34%, precision 89.68%, recall 93.06%). Highest F1: 0 (95.77%",
    );
    expect(tables[0].rows[1]).toEqual(["9", 0.8968, 0.9306, 0.9134, 1009]);
  });
  it.each([1, 26, 47])("has a row for each of %i classes, in a picture that grows with them", (count) => {
    const many = perClassChart({
      title: "",
      classes: Array.from({ length: count }, (_, i) => ({ ...classes[0], label: `class ${i}` })),
    });
    expect(rowsOf(many.svg)).toHaveLength(count);
    expect(many.height).toBeGreaterThan(24 * count);
    expect(many.width).toBe(640);
  });
  it("draws measures that are all 0 or all 1", () => {
    const ends = [0, 1].map((value) => ({
      ...classes[0],
      precision: value,
      recall: value,
      f1: value,
      support: 0,
    }));
    const { svg } = perClassChart({ title: "", classes: ends });
    expect(svg).not.toContain("NaN");
    const [percent] = axesOf(svg, "x");
    expect(rowsOf(svg).map(({ f1 }) => Math.round(percent(f1)))).toEqual([0, 100]);
  });
  it.each(hostileNames)("keeps %j text", (label) => {
    const named = perClassChart({ title: label, classes: [{ ...classes[0], label }] });
    expect(named.svg).not.toContain("<b>");
    expect(wordsOf(named.svg).every((words) => words.length < 120)).toBe(true);
    expect(named.tables[0].rows[0][0]).toBe(label);
  });
  it("looks as it was reviewed, drawn from the report's run", async () => {
    const { svg } = perClassChart({ title: "784-20-10, test set: each class", classes: classMeasures });
    await expect(svg).toMatchFileSnapshot("snapshots/per-class-chart.svg");
  });
});
