import { describe, expect, it } from "vitest";
import { rocChart } from "../../src/scores/roc-chart.ts";
import type { RocCurve } from "../../src/scores/roc-curve.ts";
import { pathsOf, readAxes } from "../read-chart.ts";
import { sampleCurve } from "../sample-curves.ts";

const digits = Array.from({ length: 10 }, (_, digit) => sampleCurve(String(digit), 60_000, 40 + 30 * digit));

/** The panel of the whole curve and the enlarged one. */
function panelsOf(svg: string): string[] {
  return svg.split(/<text [^>]*font-weight="bold"[^>]*>/).slice(-2);
}

/** True positive rate of a curve at a false positive rate. */
function rateAt({ falsePositiveRate: x, truePositiveRate: y }: RocCurve, fpr: number): number {
  const after = x.findIndex((rate) => rate >= fpr);
  if (after <= 0) return y[0];
  return y[after - 1] + ((fpr - x[after - 1]) / (x[after] - x[after - 1])) * (y[after] - y[after - 1]);
}

/** A staircase of 60,000 steps, as scores without ties draw it. */
function staircase(label: string, seed: number): RocCurve {
  const [fpr, tpr] = [[0], [0]];
  let state = seed;
  for (let i = 0; i < 60_000; i++) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    const positive = state / 2 ** 31 < 0.1 + 0.85 * (i < 6000 ? 1 : 0) * (1 - i / 6000);
    fpr.push(fpr[i] + (positive ? 0 : 1));
    tpr.push(tpr[i] + (positive ? 1 : 0));
  }
  const share = (steps: number[]) => Float64Array.from(steps, (step) => step / steps[steps.length - 1]);
  return { label, falsePositiveRate: share(fpr), truePositiveRate: share(tpr), auc: 0.9 };
}

describe("rocChart", () => {
  const { svg, width, description, tables } = rocChart({ title: "ten digits", curves: digits });
  const [whole, enlarged] = panelsOf(svg);

  it("draws ten curves of 60,001 points twice, whole and enlarged, 640 wide, in less than 100 kB", () => {
    expect(pathsOf(svg, "curve")).toHaveLength(20);
    expect(svg.length).toBeLessThan(100_000);
    expect(width).toBe(640);
  });
  it("draws ten staircases of 60,001 points in less than 100 kB", () => {
    const curves = digits.map(({ label }, i) => staircase(label, i + 1));
    expect(rocChart({ title: "", curves }).svg.length).toBeLessThan(100_000);
  });
  it("begins and ends each whole curve at (0, 0) and (1, 1), the ends of the diagonal", () => {
    const { x, y } = readAxes(whole);
    const [[from, to]] = pathsOf(svg, "diagonal");
    expect([...from, ...to].map((pixel, i) => (i % 2 ? y : x)(pixel).toFixed(3))).toEqual(
      [0, 0, 1, 1].map((rate) => rate.toFixed(3)),
    );
    for (const path of pathsOf(whole, "curve")) {
      expect(path[0]).toEqual(from);
      expect(path[path.length - 1]).toEqual(to);
    }
  });
  it("has every point of every line on its curve, within a third of a pixel, read by the axes of each panel", () => {
    for (const panel of [whole, enlarged]) {
      const { x, y } = readAxes(panel);
      const pixel = Math.abs(x(1) - x(0));
      pathsOf(panel, "curve").forEach((path, digit) => {
        expect(path.length).toBeGreaterThan(5);
        for (const [px, py] of path) {
          // Two decimals of a pixel along x are a band of rates, so the curve may pass a little left or right.
          const near = [-1, 0, 1].map((step) =>
            rateAt(digits[digit], Math.max(0, x(px) + (step * pixel) / 3)),
          );
          expect(y(py)).toBeGreaterThanOrEqual(Math.min(...near) - pixel / 3);
          expect(y(py)).toBeLessThanOrEqual(Math.max(...near) + pixel / 3);
        }
      });
    }
  });
  it("keeps the enlarged curves inside their panel", () => {
    const { x, y } = readAxes(enlarged);
    const corner = Number(description.match(/enlarged up to a false positive rate of ([\d.]+)\. /)?.[1]);
    for (const [px, py] of pathsOf(enlarged, "curve").flat()) {
      expect(x(px)).toBeLessThanOrEqual(corner + 1e-4);
      expect(y(py)).toBeGreaterThanOrEqual(1 - corner - 1e-4);
    }
  });
  it("gives the areas and then the points that are drawn as tables", () => {
    expect(tables[0].name).toBe("Area under the curve");
    expect(tables[0].rows).toEqual(digits.map(({ label, auc }) => [label, auc]));
    const { x, y } = readAxes(whole);
    const drawn = pathsOf(whole, "curve")[3];
    const told = tables[1].rows.filter(([label]) => label === "3") as [string, number, number][];
    expect(told.length).toBeGreaterThanOrEqual(drawn.length);
    for (const [px, py] of drawn) {
      const off = told.map(([, fpr, tpr]) => Math.hypot(fpr - x(px), tpr - y(py)));
      expect(Math.min(...off)).toBeLessThan(1e-4);
    }
  });
  it("names axes with what the rates are shares of, and every class with its AUC", () => {
    expect(svg).toContain("False positive rate (share of the rest)");
    expect(svg).toContain("True positive rate (share of the class)");
    expect(svg).toContain(">0.9756</text>"); // 40/41
    expect(svg).toContain(">0.9968</text>"); // 310/311
    expect(svg).toContain("random guess");
    expect(description).toMatch(/Area under the curve: 0 0\.9756, .*9 0\.9968\.$/);
  });
  it("draws no line for a class without an AUC, and says so", () => {
    const empty = {
      label: "none here",
      falsePositiveRate: new Float64Array(),
      truePositiveRate: new Float64Array(),
      auc: null,
    };
    const partly = rocChart({ title: "", curves: [digits[0], empty] });
    expect(pathsOf(partly.svg, "curve")).toHaveLength(2);
    expect(partly.svg).toContain(">none here</text>");
    expect(partly.svg).toContain(">none</text>");
    expect(partly.tables[0].rows[1]).toEqual(["none here", null]);
    const alone = rocChart({ title: "", curves: [empty] });
    expect(alone.tables).toHaveLength(1);
    expect(alone.svg).not.toMatch(/NaN|undefined/);
  });
  it("draws dots where they are told, leaving out those on the same pixel", () => {
    const points = {
      falsePositiveRate: Float64Array.of(1, 1, 0.5, 0),
      truePositiveRate: Float64Array.of(1, 1, 0.75, 0),
    };
    const dotted = rocChart({ title: "", curves: [{ ...digits[9], points }], pointsName: "4 thresholds" });
    const { x, y } = readAxes(panelsOf(dotted.svg)[0]);
    const dots = pathsOf(dotted.svg, "dots")[0].map(([px, py]) => [x(px).toFixed(3), y(py).toFixed(3)]);
    expect(dots).toEqual([
      ["1.000", "1.000"],
      ["0.500", "0.750"],
      ["0.000", "0.000"],
    ]);
    expect(dotted.svg).toContain("dots: 4 thresholds");
    expect(dotted.tables[2].rows).toHaveLength(4);
  });
  it("says where its panels lie, so that a point can be marked: as its axes do, to a hundredth", () => {
    const { svg, panels = [] } = rocChart({ title: "", curves: digits });
    expect(panels).toHaveLength(2);
    panels.forEach(({ left, top, width, height, x, y }, index) => {
      const axes = readAxes(panelsOf(svg)[index]);
      expect([axes.x(left), axes.x(left + width)]).toEqual([x[0], x[1]].map((at) => expect.closeTo(at, 2)));
      expect([axes.y(top + height), axes.y(top)]).toEqual([y[0], y[1]].map((at) => expect.closeTo(at, 2)));
    });
  });
  it("escapes labels and titles, and cuts what is long", () => {
    const labels = [`<b>&"`, "שלום עולם", "x".repeat(200), ""];
    const named = rocChart({ title: `<&"`, curves: labels.map((label) => ({ ...digits[0], label })) });
    expect(named.svg).toContain("<title>&lt;&amp;&quot;</title>");
    expect(named.svg).toContain(">&lt;b&gt;&amp;&quot;</text>");
    expect(named.svg).not.toContain("<b>");
    expect(named.svg).toMatch(/>x{10,40}…<\/text>/);
  });
  it("refuses a chart without curves", () => {
    expect(() => rocChart({ title: "", curves: [] })).toThrow(RangeError);
  });
});
