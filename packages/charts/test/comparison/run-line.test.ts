import { describe, expect, it } from "vitest";
import { chooseMarked, plotRun } from "../../src/comparison/run-line.ts";
import { runStyle } from "../../src/comparison/run-style.ts";

const level = (count: number, apart: number) =>
  Array.from({ length: count }, (_, i) => ({ x: i * apart, y: 5 }));

describe("plotRun", () => {
  const points = [0, 40, 60].map((x) => ({ x, y: x / 2 }));
  it("is one line, and one point is none", () => {
    expect(plotRun(points, runStyle(0)).match(/ d="([^"]+)"/)?.[1]).toBe("M0,0L60,30");
    expect(plotRun(points.slice(1, 2), runStyle(0))).toBe("");
    expect(plotRun([], runStyle(0))).toBe("");
  });
  it("is a faint hint from 0 over the leap of the axis", () => {
    const svg = plotRun(points, runStyle(1), { leapAt: 15 });
    expect(svg).toMatch(/<path class="leap"[^>]* d="M0,0L40,20"/);
    expect(svg).toMatch(/<path class="run" d="M40,20L60,30"/);
  });
  it("is nothing for a run that never left 0", () => {
    expect(plotRun(points.slice(0, 1), runStyle(0), { leapAt: 15 })).toBe("");
  });
  it("draws 100,000 points as few", () => {
    const wave = Array.from({ length: 100_000 }, (_, i) => ({ x: i / 400, y: 50 + 40 * Math.sin(i / 9000) }));
    expect(plotRun(wave, runStyle(0)).length).toBeLessThan(3000);
  });
});

describe("chooseMarked", () => {
  it("marks every point of a short line that would not touch the next", () => {
    expect(chooseMarked(level(8, 20), 3)).toHaveLength(8);
    expect(chooseMarked(level(8, 5), 3).map(({ x }) => x)).toEqual([35, 20, 5]);
    expect(chooseMarked([], 0)).toEqual([]);
  });
  it("marks the end of a long line and some points at least 56 pixels apart, staggered for four runs", () => {
    const marked = [0, 1, 2, 3].map((index) => chooseMarked(level(271, 1), index).map(({ x }) => x));
    for (const [, ...places] of marked) {
      for (const [i, x] of places.slice(1).entries()) expect(places[i] - x).toBeGreaterThanOrEqual(56);
    }
    expect(marked.map(([end]) => end)).toEqual([270, 270, 270, 270]);
    expect(marked.map(([, next]) => 270 - next)).toEqual([28, 42, 56, 70]);
  });
});
