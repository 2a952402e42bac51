import { describe, expect, it } from "vitest";
import { lineStyle } from "../../src/draw/style.ts";
import { classLegend } from "../../src/scores/class-legend.ts";

const place = { left: 20, top: 0, width: 600 };
const rows = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ label: `${i}`, value: "0.5000", style: lineStyle(i) }));

describe("classLegend", () => {
  it("stands in as many columns as fit, filled from top to bottom, within its width", () => {
    const { svg } = classLegend(rows(10), "AUC", place);
    const at = Array.from(svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*>(\d)</g), ([, x, y]) => [x, y]);
    expect(new Set(at.map(([x]) => x)).size).toBe(5);
    expect(at[0][0]).toBe(at[1][0]);
    for (const [, x] of svg.matchAll(/<text x="([\d.]+)"/g)) expect(Number(x)).toBeLessThan(620 - 44);
  });
  it("grows with the number of its rows", () => {
    expect(classLegend(rows(30), "AUC", place).height).toBeGreaterThan(
      classLegend(rows(10), "AUC", place).height,
    );
    const long = rows(30).map((row) => ({ ...row, label: "a long name of a class" }));
    expect(classLegend(long, "AUC", place).height).toBeGreaterThanOrEqual(15 * 16);
  });
  it("cuts a label that would push its value away", () => {
    const [row] = rows(1);
    const { svg } = classLegend([{ ...row, label: "x".repeat(200) }], "AUC", place);
    expect(svg).toContain("x…</text>");
  });
  it("leaves out the swatch where there is no line", () => {
    const { svg } = classLegend([{ label: "a", value: "none", style: undefined }], "AUC", place);
    expect(svg).not.toContain("<path");
  });
});
