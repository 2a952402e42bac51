import { describe, expect, it } from "vitest";
import { seriesKey, seriesKeyHeight } from "../../src/training/series-key.ts";

const row = (name: string, value: string) => ({ name, value, stroke: "red", fill: "red" });

describe("seriesKey", () => {
  it("has a row each, the values beneath each other", () => {
    const svg = seriesKey([row("training", "97.12%"), row("validation", "96.50%")], { left: 20, top: 50 });
    const at = Array.from(svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*>(\d[^<]+)</g));
    expect(at.map(([, , , value]) => value)).toEqual(["97.12%", "96.50%"]);
    expect(at[0][1]).toBe(at[1][1]);
    expect(Number(at[1][2]) - Number(at[0][2])).toBeGreaterThanOrEqual(16);
    for (const [, , y] of at) expect(Number(y)).toBeLessThan(50 + seriesKeyHeight(2));
  });
  it("shows dashes, a band and a note where a line has them", () => {
    const [plain, full] = [{}, { dashes: "6 2", band: true, note: "± 0.1" }].map((look) =>
      seriesKey([{ ...row("a", "1"), ...look }], { left: 0, top: 0 }),
    );
    expect(full).toContain('stroke-dasharray="6 2"');
    expect(full).toContain("<rect");
    expect(full).toContain(">± 0.1</text>");
    expect(plain).not.toMatch(/dasharray|<rect|±/);
  });
});
