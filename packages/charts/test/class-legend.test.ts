import { describe, expect, it } from "vitest";
import { classLegend } from "../src/class-legend.ts";
import { lineStyle } from "../src/style.ts";
import { textWidth } from "../src/text-width.ts";
import { elementsOf, hostileNames } from "./read-chart.ts";

const place = { left: 20, top: 100, width: 600 };
const heads = { label: "class", value: "AUC" };
const rows = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ label: `class ${i}`, value: "0.9876", style: lineStyle(i) }));

describe("classLegend", () => {
  it.each([1, 3, 10, 47])("has every one of %i classes beside its value, none on another", (count) => {
    const { svg, height } = classLegend(rows(count), heads, place);
    const words = elementsOf(svg, "text").filter(({ content }) => content.startsWith("class "));
    expect(words).toHaveLength(count);
    expect(new Set(words.map(({ attributes: { x, y } }) => `${x},${y}`)).size).toBe(count);
    for (const { attributes } of words) expect(Number(attributes.y)).toBeLessThanOrEqual(100 + height);
  });
  it("cuts a label before its value", () => {
    const hostile = hostileNames.map((label) => ({ label, value: "0.9876", style: undefined }));
    const { svg } = classLegend(hostile, heads, place);
    expect(svg).not.toContain("<b>");
    for (const { content, attributes } of elementsOf(svg, "text").filter(({ content }) =>
      content.startsWith("w"),
    )) {
      expect(Number(attributes.x) + textWidth(content, 12)).toBeLessThan(
        Number(attributes.x) - 40 + 285 - textWidth("0.9876", 12),
      );
    }
  });
});
