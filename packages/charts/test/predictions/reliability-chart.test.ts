import { describe, expect, it } from "vitest";
import { reliabilityChart } from "../../src/predictions/reliability-chart.ts";
import { axesOf, elementsOf, hostileNames, pathsOf, wordsOf } from "../read-chart.ts";
import { reliability } from "../report-run.ts";

const bins = [
  { low: 0, high: 0.5, count: 0, meanConfidence: null, accuracy: null },
  { low: 0.5, high: 0.75, count: 20, meanConfidence: 0.7, accuracy: 0.85 },
  { low: 0.75, high: 1, count: 1980, meanConfidence: 0.95, accuracy: 0.9 },
];
// (20 · 0.15 + 1980 · 0.05) / 2000
const options = { title: "by hand", bins, expectedCalibrationError: 0.051, samples: 2000 };

describe("reliabilityChart", () => {
  const { svg, tables, description } = reliabilityChart(options);
  const [x] = axesOf(svg, "x");
  const [accuracy, samples] = axesOf(svg, "y");

  it("puts a dot at the mean confidence and accuracy of each bin that has samples, hollow for few", () => {
    const dots = elementsOf(svg, "circle").slice(0, 2);
    const read = dots.map(({ attributes: { cx, cy } }) => [x(Number(cx)), accuracy(Number(cy))]);
    expect(read[0][0]).toBeCloseTo(0.7, 3);
    expect(read[0][1]).toBeCloseTo(0.85, 3);
    expect(read[1][0]).toBeCloseTo(0.95, 3);
    expect(read[1][1]).toBeCloseTo(0.9, 3);
    expect(dots[0].attributes.fill).toBe("var(--chart-paper)");
    expect(dots[1].attributes.fill).not.toBe("var(--chart-paper)");
  });
  it("draws each gap from the diagonal, on which accuracy is confidence, to the accuracy", () => {
    const [[from, to]] = pathsOf(svg, "perfect");
    for (const [px, py] of [from, to]) expect(accuracy(py)).toBeCloseTo(x(px), 3);
    const gaps = pathsOf(svg, "gap").map(([[, start], [px, end]]) => [x(px), accuracy(start), accuracy(end)]);
    expect(gaps).toHaveLength(2);
    [
      [0.7, 0.7, 0.85],
      [0.95, 0.95, 0.9],
    ].forEach((gap, i) => {
      gap.forEach((value, k) => {
        expect(gaps[i][k]).toBeCloseTo(value, 3);
      });
    });
  });
  it("has bars from 0 as high as the samples, at their bin, a pixel at least", () => {
    const bars = elementsOf(svg, "rect")
      .filter(({ attributes }) => attributes.class === "bar")
      .map(({ attributes }) => ({
        middle: x(Number(attributes.x) + Number(attributes.width) / 2),
        bottom: samples(Number(attributes.y) + Number(attributes.height)),
        top: samples(Number(attributes.y)),
        height: Number(attributes.height),
      }));
    expect(bars).toHaveLength(2);
    expect(bars[1].top).toBeCloseTo(1980, -1);
    expect(bars[1].middle).toBeCloseTo(0.875, 3);
    for (const { bottom, height } of bars) {
      expect(Math.abs(bottom)).toBeLessThan(2);
      expect(height).toBeGreaterThanOrEqual(1);
    }
    expect(wordsOf(svg)).toContain("20");
    expect(wordsOf(svg)).toContain("2k");
  });
  it("tells the error beneath the title and in the description, and all bins in the table", () => {
    expect(wordsOf(svg)).toContain("Expected calibration error 0.0510, 2,000 samples in 3 bins");
    expect(description).toContain("Bins of 30 samples or more: 1; less accurate than confident: 1 of them.");
    expect(tables[0].rows[0]).toEqual([0, 0.5, 0, null, null, null]);
    expect(tables[0].rows[1].slice(0, 5)).toEqual([0.5, 0.75, 20, 0.7, 0.85]);
  });
  it("draws no samples at all, and one bin", () => {
    const none = { low: 0, high: 1, count: 0, meanConfidence: null, accuracy: null };
    const empty = reliabilityChart({ title: "", bins: [none], expectedCalibrationError: 0, samples: 0 });
    expect(empty.svg).not.toContain("NaN");
    expect(empty.description).toContain("There are no samples.");
  });
  it("leaves the counts to the table where bins are too narrow", () => {
    const narrow = Array.from({ length: 50 }, (_, i) => {
      const middle = (i + 0.5) / 50;
      return { low: i / 50, high: (i + 1) / 50, count: 1234, meanConfidence: middle, accuracy: middle };
    });
    const many = reliabilityChart({ title: "", bins: narrow, expectedCalibrationError: 0, samples: 61_700 });
    expect(wordsOf(many.svg)).not.toContain("1.2k");
  });
  it.each(hostileNames)("keeps the title %j text", (title) => {
    expect(reliabilityChart({ ...options, title }).svg).not.toContain("<b>");
  });
  it("looks as it was reviewed, drawn from the report's run", async () => {
    const { svg } = reliabilityChart({ title: "784-20-10, test set: calibration", ...reliability });
    await expect(svg).toMatchFileSnapshot("snapshots/reliability-chart.svg");
  });
});
