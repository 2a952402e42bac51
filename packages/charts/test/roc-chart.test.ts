import { describe, expect, it } from "vitest";
import { rocChart } from "../src/roc-chart.ts";
import { sampleCurve } from "./sample-curves.ts";

const digits = Array.from({ length: 10 }, (_, digit) => sampleCurve(String(digit), 60_000, 40 + 30 * digit));

/** The points of each path of a class, in pixels. */
function pathsOf(svg: string, name: string): number[][][] {
  return Array.from(svg.matchAll(new RegExp(`<path class="${name}"[^>]* d="([^"]+)"`, "g")), ([, d]) =>
    Array.from(d.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g), ([, x, y]) => [Number(x), Number(y)]),
  );
}

describe("rocChart", () => {
  const svg = rocChart({ title: "ten digits", curves: digits });

  it("draws ten curves of 60,001 points twice, whole and enlarged, in less than 200 kB", () => {
    expect(pathsOf(svg, "curve")).toHaveLength(20);
    expect(svg.length).toBeLessThan(200_000);
  });
  it("begins and ends each whole curve at the pixels of (0, 0) and (1, 1), the ends of the diagonal", () => {
    const [[from, to]] = pathsOf(svg, "diagonal");
    expect(to[0] - from[0]).toBe(360);
    expect(from[1] - to[1]).toBe(360);
    for (const path of pathsOf(svg, "curve").slice(0, 10)) {
      expect(path[0]).toEqual(from);
      expect(path[path.length - 1]).toEqual(to);
    }
  });
  it("keeps the enlarged curves inside their panel", () => {
    const [[from, to]] = pathsOf(svg, "diagonal");
    for (const path of pathsOf(svg, "curve").slice(10)) {
      for (const [x, y] of path) {
        expect(x).toBeGreaterThan(to[0]);
        expect(x - to[0]).toBeLessThanOrEqual(84 + 360);
        expect(y).toBeGreaterThanOrEqual(to[1]);
        expect(y).toBeLessThanOrEqual(from[1]);
      }
    }
  });
  it("names axes with what the rates are shares of, and every class with its AUC", () => {
    expect(svg).toContain("False positive rate (share of the rest)");
    expect(svg).toContain("True positive rate (share of the class)");
    expect(svg).toContain(">0.9756</text>"); // 40/41
    expect(svg).toContain(">0.9968</text>"); // 310/311
    expect(svg).toContain("random guess");
    expect(svg).toMatch(/<desc>[^<]*Area under the curve: 0 0\.9756, [^<]*9 0\.9968\.<\/desc>/);
  });
  it("draws no line for a class without an AUC, and says so", () => {
    const empty = {
      label: "none here",
      falsePositiveRate: new Float64Array(),
      truePositiveRate: new Float64Array(),
    };
    const partly = rocChart({ title: "", curves: [digits[0], { ...empty, auc: null }] });
    expect(pathsOf(partly, "curve")).toHaveLength(2);
    expect(partly).toContain(">none here</text>");
    expect(partly).toContain(">none</text>");
  });
  it("draws dots where they are told, leaving out those on the same pixel", () => {
    const points = {
      falsePositiveRate: Float64Array.of(1, 1, 0.5, 0),
      truePositiveRate: Float64Array.of(1, 1, 0.75, 0),
    };
    const dotted = rocChart({ title: "", curves: [{ ...digits[9], points }], pointsName: "4 thresholds" });
    const [[from, to]] = pathsOf(dotted, "diagonal");
    const half = [(from[0] + to[0]) / 2, to[1] + 90];
    expect(pathsOf(dotted, "dots")[0]).toEqual([to, half, from]);
    expect(dotted).toContain("dots: 4 thresholds");
  });
  it("escapes labels and titles", () => {
    const named = rocChart({ title: `<&"`, curves: [{ ...digits[0], label: `<b>&"` }] });
    expect(named).toContain("<title>&lt;&amp;&quot;</title>");
    expect(named).toContain(">&lt;b&gt;&amp;&quot;</text>");
    expect(named).not.toContain("<b>");
  });
  it("refuses a chart without curves", () => {
    expect(() => rocChart({ title: "", curves: [] })).toThrow(RangeError);
  });
});
