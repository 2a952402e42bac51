import { describe, expect, it } from "vitest";
import { precisionRecallChart } from "../../src/scores/precision-recall-chart.ts";
import type { PrecisionRecallCurve } from "../../src/scores/precision-recall-curve.ts";
import { axesOf, hostileNames, pathsOf, wordsOf } from "../read-chart.ts";
import { precisionRecallCurves } from "../report-run.ts";

// Four samples of the class among eight, ranked + + - + - - + -: recall and precision after each, by hand.
const ranked: PrecisionRecallCurve = {
  label: "a",
  recall: Float64Array.of(0.25, 0.5, 0.5, 0.75, 0.75, 0.75, 1, 1),
  precision: Float64Array.of(1, 1, 2 / 3, 3 / 4, 3 / 5, 3 / 6, 4 / 7, 4 / 8),
  averagePrecision: (1 + 1 + 3 / 4 + 4 / 7) / 4,
};
const empty = new Float64Array();

/** 60,000 samples, about a tenth of them of the class, which is ever rarer from the first to the last. */
function rankedByChance(k: number): PrecisionRecallCurve {
  let state = k + 1;
  const hits = Uint8Array.from({ length: 60_000 }, (_, i) => {
    state = (state * 48_271) % 2_147_483_647; // Park, Miller & Stockmeyer (1993), doi:10.1145/159544.376068
    return state / 2_147_483_647 < 1 / (1 + Math.exp((i - 5800) / (200 + 40 * (k % 10)))) ? 1 : 0;
  });
  const total = hits.reduce((sum, hit) => sum + hit, 0);
  const found = new Float64Array(hits.length);
  hits.forEach((hit, i) => {
    found[i] = (i === 0 ? 0 : found[i - 1]) + hit;
  });
  return {
    label: String(k),
    recall: found.map((count) => count / total),
    precision: found.map((count, i) => count / (i + 1)),
    averagePrecision: 0.99,
  };
}

describe("precisionRecallChart", () => {
  const { svg, tables, description } = precisionRecallChart({ title: "by hand", curves: [ranked] });
  const [x] = axesOf(svg, "x");
  const [y] = axesOf(svg, "y");
  const whole = pathsOf(svg, "curve")[0].map(([px, py]) => [x(px), y(py)]);

  it("has as much area beneath the drawn curve as the average precision, to 0.001", () => {
    let area = 0;
    for (let i = 1; i < whole.length; i++) area += (whole[i][0] - whole[i - 1][0]) * whole[i][1];
    expect(area).toBeCloseTo(ranked.averagePrecision ?? 0, 3);
  });
  it("draws from recall 0 to recall 1 at the base rate, through every corner given", () => {
    const corners = [
      [0, 1],
      [0.5, 1],
      [0.5, 3 / 4],
      [0.75, 3 / 4],
      [0.75, 4 / 7],
      [1, 4 / 7],
      [1, 4 / 8],
    ];
    for (const [recall, precision] of corners) {
      const nearest = Math.min(...whole.map(([px, py]) => Math.hypot(px - recall, py - precision)));
      expect(nearest).toBeLessThan(0.002);
    }
    expect(whole[whole.length - 1][1]).toBeCloseTo(0.5, 3);
  });
  it("draws the base rate as a random guess, and writes it", () => {
    for (const [[, from], [, to]] of pathsOf(svg, "base-rate")) {
      expect(y(from)).toBeCloseTo(0.5, 3);
      expect(to).toBe(from);
    }
    expect(wordsOf(svg)).toContain("random guess: 0.500");
  });
  it("keeps the enlarged curve in its panel, on its own axes", () => {
    const [, enlargedX] = axesOf(svg, "x");
    const [, enlargedY] = axesOf(svg, "y");
    for (const [px, py] of pathsOf(svg, "curve").slice(1).flat()) {
      expect(enlargedX(px)).toBeGreaterThanOrEqual(0.5 - 0.001);
      expect(enlargedX(px)).toBeLessThanOrEqual(1.001);
      expect(enlargedY(py)).toBeGreaterThanOrEqual(0.5 - 0.001);
      expect(enlargedY(py)).toBeLessThanOrEqual(1.001);
    }
  });
  it("tells the average precision in legend, description and the first table", () => {
    expect(wordsOf(svg)).toContain("0.8304");
    expect(description).toContain("Average precision: a 0.8304.");
    expect(tables[0].rows).toEqual([["a", ranked.averagePrecision, 0.5]]);
    expect(tables[1].rows[0].slice(1)).toEqual([
      1,
      1,
      1,
      1,
      1,
      3 / 4,
      3 / 4,
      4 / 7,
      4 / 7,
      4 / 7,
      4 / 7,
      4 / 7,
    ]);
  });
  it.each([10, 47])("draws %i curves of 60,000 points in less than 100 kB", (count) => {
    const curves = Array.from({ length: count }, (_, k) => rankedByChance(k));
    const many = precisionRecallChart({ title: "", curves }).svg;
    expect(pathsOf(many, "curve").length).toBeGreaterThanOrEqual(2 * count);
    expect(many.length).toBeLessThan(100_000);
  });
  it("draws no line for a class without an average precision, and says so", () => {
    const none = { label: "none here", recall: empty, precision: empty, averagePrecision: null };
    const alone = precisionRecallChart({ title: "", curves: [none] });
    expect(pathsOf(alone.svg, "curve")).toEqual([]);
    expect(wordsOf(alone.svg)).toContain("none");
    expect(alone.tables[0].rows).toEqual([["none here", null, null]]);
  });
  it.each(hostileNames)("keeps %j text", (label) => {
    const named = precisionRecallChart({ title: label, curves: [{ ...ranked, label }] });
    expect(named.svg).not.toContain("<b>");
    expect(named.svg).not.toContain(`${"w".repeat(100)}</text>`);
    expect(named.tables[0].rows[0][0]).toBe(label);
  });
  it("looks as it was reviewed, drawn from the report's run", async () => {
    const { svg } = precisionRecallChart({
      title: "784-20-10, test set: precision over recall",
      curves: precisionRecallCurves,
    });
    await expect(svg).toMatchFileSnapshot("snapshots/precision-recall-chart.svg");
  });
});
