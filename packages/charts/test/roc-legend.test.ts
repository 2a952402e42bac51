import { describe, expect, it } from "vitest";
import { formatAuc, rocLegend } from "../src/roc-legend.ts";
import { lineStyle } from "../src/style.ts";

describe("rocLegend", () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ label: `class ${i}`, auc: 0.5, style: lineStyle(i) }));
  it("grows beyond the height it was offered rather than let rows touch", () => {
    const place = { left: 0, top: 0, height: 360 };
    expect(rocLegend(rows(10), place).height).toBeLessThanOrEqual(360);
    expect(rocLegend(rows(30), place).height).toBeGreaterThanOrEqual(30 * 16);
  });
  it("cuts a label that would push the AUC away", () => {
    const [row] = rows(1);
    const { svg, width } = rocLegend([{ ...row, label: "x".repeat(200) }], { left: 0, top: 0, height: 360 });
    expect(width).toBeLessThan(260);
    expect(svg).toContain("x…</text>");
  });
  it("leaves out the swatch where there is no line", () => {
    const { svg } = rocLegend([{ label: "a", auc: null, style: undefined }], {
      left: 0,
      top: 0,
      height: 360,
    });
    expect(svg).not.toContain("<path");
  });
});

describe("formatAuc", () => {
  it("writes four decimals, and a word for none", () => {
    expect([0.99996, 0.5, null].map(formatAuc)).toEqual(["1.0000", "0.5000", "none"]);
  });
});
