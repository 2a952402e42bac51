import { describe, expect, it } from "vitest";
import { panelPair } from "../src/panel-pair.ts";

describe("panelPair", () => {
  it("has room for labels right of each panel, and the second within the picture", () => {
    const { panels, width, height } = panelPair({ top: 100, height: 260, labelWidth: 150 });
    const [first, second] = panels;
    expect(second.left - (first.left + first.width)).toBeGreaterThan(150);
    expect(width - (second.left + second.width)).toBeGreaterThan(150);
    expect(height).toBeGreaterThan(100 + 260);
    expect([first.top, second.top]).toEqual([100, 100]);
  });
});
