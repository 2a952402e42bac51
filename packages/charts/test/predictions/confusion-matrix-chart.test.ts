import { describe, expect, it } from "vitest";
import {
  type ConfusionMatrixChartOptions,
  confusionMatrixChart,
} from "../../src/predictions/confusion-matrix-chart.ts";

const draw = (options: ConfusionMatrixChartOptions) => confusionMatrixChart(options).svg;
const names = (count: number) => Array.from({ length: count }, (_, i) => String(i));
const filled = (size: number, count: number) => names(size).map(() => names(size).map(() => count));

/** Fills of the cells, row by row. */
function fillsOf(svg: string): string[] {
  return Array.from(svg.matchAll(/<rect class="cell"[^>]* fill="([^"]+)"/g), ([, fill]) => fill);
}

describe("confusionMatrixChart", () => {
  it.each([2, 10, 30])("draws a cell for each pair of %i classes", (size) => {
    const svg = draw({ title: "", classes: names(size), counts: filled(size, 12_345) });
    expect(fillsOf(svg)).toHaveLength(size * size);
  });

  it("reads back: each count and share stands in the cell of its row and column", () => {
    // 10 classes of 1,000 samples: 37 of class i are taken for i + 1, i more for i + 2.
    const counts = names(10).map((_, i) =>
      names(10).map((_, j) => (j === i ? 963 - i : j === (i + 1) % 10 ? 37 : j === (i + 2) % 10 ? i : 0)),
    );
    const { svg, width, tables } = confusionMatrixChart({ title: "", classes: names(10), counts });
    expect(width).toBe(640);
    const cells = Array.from(
      svg.matchAll(/<rect class="cell" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g),
      ([, ...place]) => place.map(Number),
    );
    const words = Array.from(
      svg.matchAll(/<text x="([\d.]+)" (?:text-anchor="middle" )?y="([\d.]+)"[^>]*>([^<]+)</g),
      ([, x, y, content]) => ({ x: Number(x), y: Number(y), content }),
    );
    cells.forEach(([left, top, cellWidth, cellHeight], place) => {
      const within = words.filter(
        ({ x, y }) => x > left && x < left + cellWidth && y > top && y < top + cellHeight,
      );
      const count = counts[Math.floor(place / 10)][place % 10];
      const expected = count === 0 ? ["0"] : [String(count), `${(count / 10).toFixed(1)}%`];
      expect(within.map(({ content }) => content)).toEqual(expected);
    });
    expect(tables[0].rows.map((row) => row.slice(1, -1))).toEqual(counts);
    expect(tables[0].rows[3]).toEqual(["3", ...counts[3], 1000]);
    expect(tables[1].rows[3].slice(1)).toEqual(counts[3].map((count) => count / 1000));
  });
  it("stays 640 wide for ten classes of long names, their labels upright and no word below 10 px", () => {
    const classes = names(10).map((name) => `${name} ankle boot, high and with laces, of leather`);
    const { svg, width } = confusionMatrixChart({ title: "", classes, counts: filled(10, 1021) });
    expect(width).toBe(640);
    expect(svg).toContain('transform="rotate(-90');
    for (const [, size] of svg.matchAll(/font-size="([\d.]+)"/g))
      expect(Number(size)).toBeGreaterThanOrEqual(10);
  });
  it("leaves cells without samples out where there are many, 26 classes with 3 neighbours each in 100 kB", () => {
    const counts = names(26).map((_, i) => names(26).map((_, j) => (Math.abs(i - j) < 3 ? 1000 + i - j : 0)));
    const { svg } = confusionMatrixChart({ title: "", classes: names(26), counts });
    expect(fillsOf(svg)).toHaveLength(counts.flat().filter((count) => count > 0).length);
    expect(svg.length).toBeLessThan(100_000);
  });
  it("keeps hostile names within their places", () => {
    for (const label of ["x".repeat(200), "", "שלום עולם", "<svg onload='x'>"]) {
      const { svg } = confusionMatrixChart({ title: label, classes: [label, "b"], counts: filled(2, 1) });
      expect(svg).not.toMatch(/NaN|undefined|<svg onload/);
      expect(svg.slice(svg.indexOf("</desc>"))).not.toContain("x".repeat(60));
    }
  });

  // Row a: 4 samples, 3 hits; row b: 2,000 samples, 1,999 hits.
  const svg = draw({
    title: "two",
    classes: ["a", "b"],
    counts: [
      [3, 1],
      [1, 1999],
    ],
  });
  it("writes each count with its share of the row", () => {
    const written = Array.from(svg.matchAll(/>([^<]+)<\/text>/g), ([, content]) => content);
    for (const content of ["3", "75.0%", "25.0%", "1,999", "&gt;99.9%", "0.1%", "2,000"]) {
      expect(written).toContain(content);
    }
  });
  it("never rounds a share to an exact 0% or 100%", () => {
    const near = draw({
      title: "",
      classes: ["a", "b"],
      counts: [
        [59_999, 1],
        [0, 5],
      ],
    });
    expect(near).toContain("&lt;0.1%");
    expect(near).toContain("&gt;99.9%");
    expect(near).toContain(">100%<");
  });
  it("colours by the share of the row: the same count is paler in the larger class", () => {
    const [, mistakeOfFour, mistakeOfThousands] = fillsOf(svg);
    expect(mistakeOfFour).toBe("var(--chart-mistake-high)");
    expect(mistakeOfThousands).not.toBe(mistakeOfFour);
  });
  it("keeps zeroes quiet: no share and the palest ground", () => {
    const clean = draw({
      title: "",
      classes: ["a", "b"],
      counts: [
        [5, 0],
        [0, 5],
      ],
    });
    expect(fillsOf(clean).filter((fill) => fill === "var(--chart-quiet)")).toHaveLength(2);
    expect(clean).not.toContain("Mistaken");
    expect(clean).toContain("No mistakes.");
  });
  it("accepts a class without samples", () => {
    const partly = draw({
      title: "",
      classes: ["a", "b"],
      counts: [
        [0, 0],
        [0, 5],
      ],
    });
    expect(partly).not.toContain("NaN");
  });
  it("tells the most frequent mistakes in its description", () => {
    const told = draw({
      title: "",
      classes: ["4", "9"],
      counts: [
        [90, 10],
        [1, 99],
      ],
    });
    expect(told).toContain(
      "189 of 200 samples are on the diagonal. Most frequent mistakes: 4 taken for 9 10 times,",
    );
  });
  it("escapes class names", () => {
    const named = draw({ title: `<&"`, classes: [`<&"`, "b"], counts: filled(2, 1) });
    expect(named.match(/>&lt;&amp;&quot;</g)?.length).toBeGreaterThanOrEqual(4);
  });
  it.each([
    [["a"], [[1]], "Confusion matrix: expected two classes or more, got 1."],
    [["a", "b"], [[1, 2]], "Confusion matrix: expected 2 rows, one for each class, got 1."],
    [["a", "b"], [[1, 2], [3]], "Confusion matrix: expected 2 counts in row 1, got 1."],
    [
      ["a", "b"],
      [
        [1, 2],
        [3, 0.5],
      ],
      "Confusion matrix: expected a whole number of samples in row 1, column 1, got 0.5.",
    ],
    [
      ["a", "b"],
      [
        [1, -2],
        [3, 4],
      ],
      "Confusion matrix: expected a whole number of samples in row 0, column 1, got -2.",
    ],
  ])("refuses %j with %j", (classes, counts, message) => {
    expect(() => draw({ title: "", classes, counts })).toThrow(new RangeError(message));
  });
});
