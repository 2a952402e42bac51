import { describe, expect, it } from "vitest";
import { formatAuc, rocLegend } from "../src/roc-legend.ts";
import { lineStyle } from "../src/style.ts";

const place = { left: 20, top: 0, width: 600 };
const rows = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ label: `${i}`, auc: 0.5, style: lineStyle(i) }));

describe("rocLegend", () => {
  it("stands in as many columns as fit, filled from top to bottom, within its width", () => {
    const { svg } = rocLegend(rows(10), place);
    const at = Array.from(svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*>(\d)</g), ([, x, y]) => [x, y]);
    expect(new Set(at.map(([x]) => x)).size).toBe(5);
    expect(at[0][0]).toBe(at[1][0]);
    for (const [, x] of svg.matchAll(/<text x="([\d.]+)"/g)) expect(Number(x)).toBeLessThan(620 - 44);
  });
  it("grows with the number of its rows", () => {
    expect(rocLegend(rows(30), place).height).toBeGreaterThan(rocLegend(rows(10), place).height);
    const long = rows(30).map((row) => ({ ...row, label: "a long name of a class" }));
    expect(rocLegend(long, place).height).toBeGreaterThanOrEqual(15 * 16);
  });
  it("cuts a label that would push the AUC away", () => {
    const [row] = rows(1);
    const { svg } = rocLegend([{ ...row, label: "x".repeat(200) }], place);
    expect(svg).toContain("x…</text>");
  });
  it("leaves out the swatch where there is no line", () => {
    const { svg } = rocLegend([{ label: "a", auc: null, style: undefined }], place);
    expect(svg).not.toContain("<path");
  });
});

describe("formatAuc", () => {
  it("writes four decimals, and a word for none", () => {
    expect([0.99996, 0.5, null].map(formatAuc)).toEqual(["1.0000", "0.5000", "none"]);
  });
});
