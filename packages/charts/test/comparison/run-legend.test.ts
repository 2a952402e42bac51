import { describe, expect, it } from "vitest";
import { runLegend } from "../../src/comparison/run-legend.ts";
import { runStyle } from "../../src/comparison/run-style.ts";

const place = { left: 0, top: 50, width: 870, columns: 3, gap: 30 };
const cells = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `run ${i}`, note: `note ${i}`, style: runStyle(i) }));

describe("runLegend", () => {
  it("fills its columns row by row", () => {
    expect([1, 3, 4, 8].map((count) => runLegend(cells(count), place).height)).toEqual([36, 36, 72, 108]);
    const { svg } = runLegend(cells(5), place);
    const at = Array.from(svg.matchAll(/<text x="(\d+)" y="(\d+)"[^>]*>run/g), ([, x, y]) => [
      Number(x),
      Number(y),
    ]);
    expect(at).toEqual([
      [42, 61],
      [342, 61],
      [642, 61],
      [42, 97],
      [342, 97],
    ]);
  });
  it("cuts a name that would run into the next column", () => {
    const [cell] = cells(1);
    const { svg } = runLegend([{ ...cell, name: "x".repeat(200) }], place);
    expect(svg).toMatch(/>x{20,40}…</);
  });
  it("has the name, the note and the marker of each run", () => {
    const { svg } = runLegend(cells(8), place);
    expect(svg.match(/class="marker"/g)).toHaveLength(8);
    expect(svg).toContain(">run 7</text>");
    expect(svg).toContain(">note 7</text>");
  });
});
