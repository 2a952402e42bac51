import { describe, expect, it } from "vitest";
import { endLabels, endLabelWidth } from "../src/end-labels.ts";

const panel = { left: 50, top: 100, width: 300, height: 200 };
const label = (name: string, at: number, note?: string) => ({
  name,
  value: "0.5",
  note,
  colour: "#000000",
  at,
});
/** Baselines of what is written, by its text. */
const heights = (svg: string) =>
  new Map(Array.from(svg.matchAll(/ y="([\d.]+)"[^>]*>([^<]+)</g), ([, y, content]) => [content, Number(y)]));

describe("endLabels", () => {
  it("stand right of the panel at the heights of their lines when they are apart", () => {
    const svg = endLabels([label("a", 150), label("b", 250)], panel);
    const at = heights(svg);
    expect((at.get("b") ?? 0) - (at.get("a") ?? 0)).toBeCloseTo(100, 9);
    expect(svg).toContain('<text x="362"');
  });
  it("move apart by the same from where both lines end", () => {
    const at = heights(endLabels([label("a", 200), label("b", 200)], panel));
    const [a = 0, b = 0] = [at.get("a"), at.get("b")];
    expect(b - a).toBeCloseTo(16, 9);
    // The middle of their baselines, that of letters 12 pixels high at 200.
    expect((a + b) / 2).toBeCloseTo(204.32, 1);
  });
  it("leave room for small print between them", () => {
    const at = heights(endLabels([label("a", 200, "first"), label("b", 201, "second")], panel));
    const order = ["a", "first", "b", "second"].map((content) => at.get(content) ?? 0);
    for (let i = 1; i < order.length; i++) expect(order[i] - order[i - 1]).toBeGreaterThanOrEqual(14);
  });
  it("stay above the labels of the x axis, small print too", () => {
    for (const labels of [[label("b", 299, "note")], [label("a", 296, "first"), label("b", 299, "note")]]) {
      const at = heights(endLabels(labels, panel));
      expect(at.get("note")).toBeLessThanOrEqual(305);
      expect((at.get("b") ?? 0) - (at.get("a") ?? 0)).toBeGreaterThanOrEqual(34);
    }
  });
});

describe("endLabelWidth", () => {
  it("is that of the widest line, in bold or in small print", () => {
    const narrow = endLabelWidth([{ name: "a", value: "1" }]);
    expect(
      endLabelWidth([
        { name: "a", value: "1" },
        { name: "a", value: "100" },
      ]),
    ).toBeGreaterThan(narrow);
    expect(endLabelWidth([{ name: "a", value: "1", note: "much longer" }])).toBeGreaterThan(2 * narrow);
  });
});
