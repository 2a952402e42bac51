import { describe, expect, it } from "vitest";
import { growthChart } from "../../src/comparison/growth-chart.ts";
import { pathsOf, readAxes } from "../read-chart.ts";
import { growth } from "./real-runs.ts";

const powers = [64, 128, 256, 512, 1024, 2048, 4096];
const points = ["ours", "theirs"].flatMap((contestant, place) =>
  powers.map((x) => ({
    contestant,
    threads: place + 1,
    x,
    samplesPerSecond: (2e7 * (place + 1)) / x,
    picosecondsPerMultiplication: 30 + 10 * place + x / 512,
  })),
);
const width = { name: "Hidden units", note: "784-n-10, batch 128", points };
const batch = { name: "Batch size", note: "784-800-800-10", points };

describe("growthChart", () => {
  const drawn = growthChart({ title: "Growth", note: "a machine", studies: [width, batch] });
  const panels = drawn.svg.split(/<g class="(?:samplesPerSecond|picosecondsPerMultiplication)">/).slice(1);

  it("draws each contestant in four panels, 640 wide", () => {
    expect(drawn.width).toBe(640);
    expect(panels).toHaveLength(4);
    for (const panel of panels) expect(pathsOf(panel, "run")).toHaveLength(2);
  });
  it("reads back: throughput on logarithmic axes, time by width on one from 0", () => {
    for (const [panel, measure, y] of [
      [0, "samplesPerSecond", "log"],
      [1, "samplesPerSecond", "log"],
      [2, "picosecondsPerMultiplication", "linear"],
      [3, "picosecondsPerMultiplication", "log"],
    ] as const) {
      const axes = readAxes(panels[panel], { x: "log", y });
      pathsOf(panels[panel], "run")[1].forEach(([px, py], i) => {
        expect(axes.x(px) / powers[i]).toBeCloseTo(1, 2);
        expect(axes.y(py) / points[powers.length + i][measure]).toBeCloseTo(1, 2);
      });
    }
    expect(readAxes(panels[2], { x: "log" }).y(Number.MAX_SAFE_INTEGER)).toBeLessThan(0);
    expect(panels[2]).toContain(">0</text>");
  });
  it("says by how much the time of each grows, in its key and first table", () => {
    // 30 + 4096/512 = 38 over 30 + 64/512 = 30.125
    expect(drawn.svg).toContain(">time × 1.26 per multiplication, 64 to 4096</text>");
    expect(drawn.tables[0].rows[0]).toEqual(["ours", 1, 38 / 30.125]);
    expect(drawn.tables[1].rows).toHaveLength(14);
  });
  it("draws a single size, and names that are hostile", () => {
    const alone = { ...width, note: "<b>".repeat(60), points: [{ ...points[0], contestant: `<&"` }] };
    const { svg } = growthChart({ title: "", note: "", studies: [alone, batch] });
    expect(svg).not.toMatch(/NaN|undefined|Infinity|<b>/);
    expect(svg).toContain(">&lt;&amp;&quot;, 1 thread</text>");
  });
  it("looks as it was reviewed, 640 wide, drawn from a real run", async () => {
    const { svg, width } = growthChart({
      title: "How cost grows",
      note: "AMD EPYC, 2 cores",
      studies: growth,
    });
    expect(width).toBe(640);
    await expect(svg).toMatchFileSnapshot("snapshots/growth.svg");
  });
});
