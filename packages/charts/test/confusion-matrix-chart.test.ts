import { describe, expect, it } from "vitest";
import { confusionMatrixChart } from "../src/confusion-matrix-chart.ts";

const names = (count: number) => Array.from({ length: count }, (_, i) => String(i));
const filled = (size: number, count: number) => names(size).map(() => names(size).map(() => count));

/** Fills of the cells, row by row. */
function fillsOf(svg: string): string[] {
  return Array.from(svg.matchAll(/<rect class="cell"[^>]* fill="([^"]+)"/g), ([, fill]) => fill);
}

describe("confusionMatrixChart", () => {
  it.each([2, 10, 30])("draws a cell for each pair of %i classes", (size) => {
    const svg = confusionMatrixChart({ title: "", classes: names(size), counts: filled(size, 12_345) });
    expect(fillsOf(svg)).toHaveLength(size * size);
  });

  // Row a: 4 samples, 3 hits; row b: 2,000 samples, 1,999 hits.
  const svg = confusionMatrixChart({
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
    const near = confusionMatrixChart({
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
    const clean = confusionMatrixChart({
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
    const partly = confusionMatrixChart({
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
    const told = confusionMatrixChart({
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
    const named = confusionMatrixChart({ title: `<&"`, classes: [`<&"`, "b"], counts: filled(2, 1) });
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
    expect(() => confusionMatrixChart({ title: "", classes, counts })).toThrow(new RangeError(message));
  });
});
