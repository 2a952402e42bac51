import { describe, expect, it } from "vitest";
import {
  type FoldCurves,
  type FoldCurvesChartOptions,
  foldCurvesChart,
} from "../../src/training/fold-curves-chart.ts";
import { readAxes } from "../read-chart.ts";
import { folds } from "./real-runs.ts";

const draw = (options: FoldCurvesChartOptions) => foldCurvesChart(options).svg;

/** Validation accuracy 0.9 and loss 0.4, both a little more with the number of the fold. */
const sampleFold = (fold: number, epochs: number): FoldCurves => ({
  fold,
  epochs: Array.from({ length: epochs }, (_, i) => ({
    epoch: i + 1,
    trainAccuracy: 0.95,
    trainLoss: 0.25,
    validationAccuracy: 0.9 + fold / 100,
    validationLoss: 0.4 + fold / 10,
  })),
});
const unvalidated = { epoch: 1, trainAccuracy: 0.9, trainLoss: 0.3 };

describe("foldCurvesChart", () => {
  it("draws each fold thin, the band, and two means, in both panels", () => {
    const svg = draw({ title: "", folds: [1, 2, 3].map((fold) => sampleFold(fold, 4)) });
    expect(svg.match(/class="fold"/g)).toHaveLength(6);
    expect(svg.match(/class="band"/g)).toHaveLength(2);
    expect(svg.match(/class="mean"/g)).toHaveLength(4);
    expect(svg).toContain("Thin: each fold; heavy: mean; band: ± one standard deviation");
    for (const name of ["↑ Accuracy (%)", "↑ Loss (mean per sample)", "Epoch →"]) expect(svg).toContain(name);
  });
  it("writes mean and deviation: 91, 92 and 93% are 92 ± 1, losses 0.5, 0.6 and 0.7 are 0.6 ± 0.1", () => {
    const svg = draw({ title: "", folds: [1, 2, 3].map((fold) => sampleFold(fold, 4)) });
    expect(svg).toContain(">92.00%</text>");
    expect(svg).toContain(">± 1.00, 3 folds</text>");
    expect(svg).toContain(">0.6</text>");
    expect(svg).toContain(">± 0.1, 3 folds</text>");
    expect(svg).toContain("Mean validation accuracy after epoch 4, of 3 folds: 92.00% ± 1.00.");
  });
  it("says how many folds are left at the end", () => {
    const svg = draw({ title: "", folds: [sampleFold(1, 2), sampleFold(2, 6), sampleFold(3, 4)] });
    expect(svg.match(/>1 of 3 folds<\/text>/g)).toHaveLength(4);
    expect(svg).toContain("mean, lighter where folds have ended");
    expect(svg).not.toMatch(/NaN|undefined/);
  });
  it("draws one fold, and folds of one epoch", () => {
    for (const folds of [[sampleFold(1, 5)], [sampleFold(1, 1), sampleFold(2, 1)]]) {
      expect(draw({ title: "", folds })).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
  it("draws 10 folds of 1000 noisy epochs in less than 100 kB, without a line for each", () => {
    const noise = (seed: number) => 0.02 * Math.sin(seed * 12.9898) * Math.sin(seed * 78.233);
    const folds = Array.from({ length: 10 }, (_, i) => ({
      fold: i,
      epochs: sampleFold(i / 10, 1000).epochs.map((row) => ({
        ...row,
        trainAccuracy: 0.95 + noise(row.epoch + 17 * i),
        trainLoss: 0.25 + noise(row.epoch + 17 * i),
        validationAccuracy: 0.9 + noise(row.epoch + 31 * i),
        validationLoss: 0.4 + noise(row.epoch + 31 * i),
      })),
    }));
    const { svg, width } = foldCurvesChart({ title: "", folds });
    expect(svg.length).toBeLessThan(100_000);
    expect(svg).not.toContain('class="fold"');
    expect(svg).toContain(">Heavy: mean; band: ± one standard deviation</text>");
    expect(width).toBe(640);
  });
  it("reads back: the band of 3 folds spans mean ± deviation, and the tables have both", () => {
    const { svg, tables } = foldCurvesChart({
      title: "",
      folds: [1, 2, 3].map((fold) => sampleFold(fold, 4)),
    });
    const [, accuracy, loss] = svg.split('<g class="panel">');
    for (const [panel, low, high] of [
      [accuracy, 91, 93],
      [loss, 0.5, 0.7],
    ] as const) {
      const { y } = readAxes(panel.slice(panel.indexOf('<g class="y-axis">')));
      const [, band] = panel.match(/class="band" d="([^"]+)"/) ?? [];
      const edges = Array.from(band.matchAll(/,([\d.]+)/g), ([, height]) => y(Number(height)));
      expect(Math.min(...edges)).toBeCloseTo(low, 2);
      expect(Math.max(...edges)).toBeCloseTo(high, 2);
    }
    expect(tables[0].rows).toHaveLength(4);
    const [epoch, count, mean, deviation, lossMean] = tables[0].rows[3] as number[];
    expect([epoch, count]).toEqual([4, 3]);
    expect(mean).toBeCloseTo(0.92, 12);
    expect(deviation).toBeCloseTo(0.01, 12);
    expect(lossMean).toBeCloseTo(0.6, 12);
    expect(tables[1].rows).toHaveLength(12);
    expect(tables[1].rows[5]).toEqual([2, 2, 0.92, 0.6000000000000001]);
  });
  it("takes folds that are validated now and then, and one that is not", () => {
    const [first, ...rest] = sampleFold(1, 3).epochs;
    const folds = [
      { fold: 1, epochs: [first, { ...unvalidated, epoch: 2 }, rest[1]] },
      { fold: 2, epochs: [unvalidated] },
    ];
    const svg = draw({ title: "", folds });
    expect(svg.match(/class="fold"/g)).toHaveLength(2);
    expect(svg).toContain(">91.00%</text>");
  });
  it("escapes the title", () => {
    expect(draw({ title: `<&"`, folds: [sampleFold(1, 2)] })).toContain(">&lt;&amp;&quot;</text>");
  });
  it.each([
    ["no folds", [], "Fold curves: expected one fold or more, got none."],
    [
      "a fold twice",
      [sampleFold(1, 2), sampleFold(1, 3)],
      "Fold curves: expected each fold once, got 1 twice.",
    ],
    ["half a fold", [sampleFold(0.5, 2)], "Fold curves: expected a whole number as fold, got 0.5."],
    ["a fold without epochs", [sampleFold(4, 0)], "Fold 4: expected one epoch or more, got none."],
    [
      "folds without validation",
      [{ fold: 1, epochs: [unvalidated] }],
      "Fold curves: expected validationAccuracy in one epoch or more, got none.",
    ],
  ])("refuses %s", (_, folds, message) => {
    expect(() => draw({ title: "", folds })).toThrow(new RangeError(message));
  });
  it("looks as it was reviewed, 640 wide, drawn from a real run", async () => {
    const { svg, width } = foldCurvesChart({ title: "784-20-10, five folds", folds });
    expect(width).toBe(640);
    await expect(svg).toMatchFileSnapshot("snapshots/fold-curves.svg");
  });
});
