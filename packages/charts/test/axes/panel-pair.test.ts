import { describe, expect, it } from "vitest";
import { panelPair } from "../../src/axes/panel-pair.ts";

describe("panelPair", () => {
  it("fills 640 pixels but for their margins of 20, with 40 for an axis left of each", () => {
    const [first, second] = panelPair(100, 260);
    expect(first.left).toBe(20 + 40);
    expect(second.left + second.width).toBe(640 - 20);
    expect(second.width).toBe(first.width);
    expect(second.left - (first.left + first.width)).toBeGreaterThanOrEqual(40 + 20);
    expect([first.top, second.top, first.height]).toEqual([100, 100, 260]);
  });
});
