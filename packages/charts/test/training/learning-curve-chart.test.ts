import { describe, expect, it } from "vitest";
import {
  type LearningCurveChartOptions,
  learningCurveChart,
} from "../../src/training/learning-curve-chart.ts";
import type { LearningCurveEpoch } from "../../src/training/learning-curve-epoch.ts";
import { readAxes, type Scale } from "../read-chart.ts";
import { validated } from "./real-runs.ts";

const draw = (options: LearningCurveChartOptions) => learningCurveChart(options).svg;

const train = (epoch: number): LearningCurveEpoch => ({
  epoch,
  trainAccuracy: 1 - 0.2 / epoch,
  trainLoss: 0.5 / epoch,
});
const both = (epoch: number): LearningCurveEpoch => ({
  ...train(epoch),
  validationAccuracy: 1 - 0.25 / epoch,
  validationLoss: 0.6 / epoch,
});
const rows = (count: number, row: (epoch: number) => LearningCurveEpoch) =>
  Array.from({ length: count }, (_, i) => row(i + 1));

/** The panels of accuracy and loss, each without its key. */
function panelsOf(svg: string): string[] {
  return svg
    .split('<g class="panel">')
    .slice(1)
    .map((panel) => panel.slice(panel.indexOf('<g class="y-axis">')));
}

/** Centres of the dots on the lines, in pixels. */
function dotsOf(svg: string): [number, number][] {
  return Array.from(
    panelsOf(svg)
      .join("")
      .matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g),
    ([, x, y]) => [Number(x), Number(y)],
  );
}

/** Values of a line's dots by the axes of its panel. */
function readDots(panel: string, measure: string, y: Scale = "linear"): { x: number; y: number }[] {
  const axes = readAxes(panel, { y });
  const [, line] = panel.split(`<g class="${measure}">`);
  const dots = line.slice(0, line.indexOf("</g>")).matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g);
  return Array.from(dots, ([, cx, cy]) => ({ x: axes.x(Number(cx)), y: axes.y(Number(cy)) }));
}

/** Labels of the first x axis. */
function xTicks(svg: string): string[] {
  const [, axis] = svg.match(/<g class="x-axis">(.*?)<\/g>/) ?? ["", ""];
  return Array.from(axis.matchAll(/text-anchor="middle"[^>]*>([^<]+)</g), ([, label]) => label);
}

describe("learningCurveChart", () => {
  it("reads back: the dots of 8 epochs stand at the accuracies and losses given, to a thousandth of the axis", () => {
    const epochs = rows(8, both);
    const { svg, width, tables } = learningCurveChart({ title: "", epochs, lossScale: "linear" });
    expect(width).toBe(640);
    const [accuracy, loss] = panelsOf(svg);
    for (const [panel, measure, unit] of [
      [accuracy, "trainAccuracy", 100],
      [accuracy, "validationAccuracy", 100],
      [loss, "trainLoss", 1],
      [loss, "validationLoss", 1],
    ] as const) {
      const dots = readDots(panel, measure);
      expect(dots).toHaveLength(8);
      dots.forEach(({ x, y }, i) => {
        expect(x).toBeCloseTo(epochs[i].epoch, 2);
        expect(Math.abs(y - unit * (epochs[i][measure] ?? 0))).toBeLessThan(unit * 1e-3);
      });
    }
    expect(tables[0].columns).toHaveLength(5);
    expect(tables[0].rows[2]).toEqual([3, 1 - 0.2 / 3, 0.5 / 3, 1 - 0.25 / 3, 0.6 / 3]);
  });
  it("has a logarithmic axis for losses of which one is more than ten times another, and says so", () => {
    const epochs = rows(20, train);
    const [, loss] = panelsOf(draw({ title: "", epochs }));
    expect(loss).toContain(">↑ Loss (mean per sample, logarithmic)</text>");
    readDots(loss, "trainLoss", "log").forEach(({ y }, i) => {
      expect(y / epochs[i].trainLoss).toBeCloseTo(1, 2);
    });
    expect(draw({ title: "", epochs: rows(10, train) })).not.toContain("logarithmic");
  });
  it("draws the loss on the scale that it is told, and refuses a logarithm of 0", () => {
    expect(draw({ title: "", epochs: rows(20, train), lossScale: "linear" })).not.toContain("logarithmic");
    expect(draw({ title: "", epochs: rows(2, train), lossScale: "log" })).toContain("logarithmic");
    const zero = [{ ...train(1), trainLoss: 0 }];
    expect(draw({ title: "", epochs: [train(1), { ...zero[0], epoch: 2 }] })).not.toContain("logarithmic");
    expect(() => draw({ title: "", epochs: zero, lossScale: "log" })).toThrow(
      new RangeError("Loss: expected losses above 0 for a logarithmic scale, got 0."),
    );
  });
  it.each([
    ["step", "Steps (weight updates)", (epoch: number) => epoch * 468],
    ["seconds", "Training time (s)", (epoch: number) => epoch * 0.731],
  ] as const)("is drawn by %s from 0, the kept epoch named there", (by, name, spent) => {
    const epochs = rows(8, (epoch) => ({ ...both(epoch), step: epoch * 468, elapsedSeconds: epoch * 0.731 }));
    const { svg, tables } = learningCurveChart({ title: "", epochs, by, bestEpoch: 3 });
    expect(svg).toContain(`>${name} →</text>`);
    expect(svg.match(/>kept: epoch 3<\/text>/g)).toHaveLength(2);
    const [accuracy] = panelsOf(svg);
    readDots(accuracy, "trainAccuracy").forEach(({ x }, i) => {
      expect(x / spent(epochs[i].epoch)).toBeCloseTo(1, 2);
    });
    expect(tables[0].columns).toEqual(expect.arrayContaining(["step (weight updates)", "training time (s)"]));
    expect(tables[0].rows[2].slice(0, 3)).toEqual([3, 1404, 3 * 0.731]);
    expect(tables[0].rows.map((row) => row[row.length - 1]).indexOf("kept")).toBe(2);
  });
  it("refuses steps that are missing or fall", () => {
    const stepped = (...steps: (number | undefined)[]) =>
      draw({ title: "", by: "step", epochs: steps.map((step, i) => ({ ...train(i + 1), step })) });
    expect(() => stepped(5, undefined)).toThrow(
      new RangeError("Learning curve, epochs[1]: expected step in [5, ∞), got undefined."),
    );
    expect(() => stepped(5, 4)).toThrow(/epochs\[1\]: expected step in \[5, ∞\), got 4\./);
    expect(() => draw({ title: "", by: "seconds", epochs: [{ ...train(1), step: 1 }] })).toThrow(
      /expected elapsedSeconds in \[0, ∞\), got undefined\./,
    );
  });
  it("draws 60,000 epochs of noise in less than 100 kB, its peaks kept", () => {
    const noise = (epoch: number) => 0.05 * Math.sin(epoch * 12.9898) * Math.sin(epoch * 78.233);
    const noisy = rows(60_000, (epoch) => ({
      epoch,
      trainAccuracy: 0.9 + noise(epoch),
      trainLoss: epoch === 31_337 ? 0.9 : 0.4 + noise(epoch),
      validationAccuracy: 0.8 + noise(epoch + 7),
      validationLoss: 0.5 + noise(epoch + 7),
    }));
    const svg = draw({ title: "", epochs: noisy });
    expect(svg.length).toBeLessThan(100_000);
    const [, loss] = panelsOf(svg);
    const heights = Array.from(loss.split('<g class="trainLoss">')[1].matchAll(/[ML][\d.]+,([\d.]+)/g));
    const { y } = readAxes(loss);
    expect(Math.max(...heights.map(([, height]) => y(Number(height))))).toBeCloseTo(0.9, 2);
  });
  it("shows one epoch as a dot in each panel, with the one tick 1", () => {
    const svg = draw({ title: "", epochs: rows(1, train) });
    expect(dotsOf(svg)).toHaveLength(2);
    expect(xTicks(svg)).toEqual(["1"]);
    expect(svg).not.toContain("NaN");
  });
  it.each([2, 3, 4, 12, 200, 1000])("has whole epochs as ticks for %i of them", (count) => {
    const ticks = xTicks(draw({ title: "", epochs: rows(count, train) })).map(Number);
    expect(ticks[0]).toBe(1);
    expect(ticks.length).toBeGreaterThan(1);
    for (const tick of ticks) expect(Number.isInteger(tick) && tick <= count).toBe(true);
  });
  it("draws 1000 epochs as lines without dots, in less than 100 kB", () => {
    const svg = draw({ title: "", epochs: rows(1000, both) });
    expect(dotsOf(svg)).toHaveLength(0);
    expect(svg.length).toBeLessThan(100_000);
  });
  it("draws validation only where it was measured", () => {
    expect(draw({ title: "", epochs: rows(3, train) })).not.toContain("validation");
    const svg = draw({ title: "", epochs: [both(1), train(2), both(3)] });
    const [, path] = svg.match(/<g class="validationAccuracy"><path d="([^"]+)"/) ?? [];
    expect(path.match(/M/g)).toHaveLength(2);
  });
  it("names each line with its last value, accuracies in percent", () => {
    const svg = draw({ title: "", epochs: rows(4, both) });
    for (const value of ["95.00%", "93.75%", "0.125", "0.15"]) expect(svg).toContain(`>${value}</text>`);
    expect(svg).toContain("Accuracy (%)");
    expect(svg).toContain("Loss (mean per sample)");
  });
  it("keeps the rows of its keys apart", () => {
    const epochs = [{ ...train(1), validationAccuracy: train(1).trainAccuracy, validationLoss: 0.5 }];
    const svg = draw({ title: "", epochs });
    const heights = Array.from(svg.matchAll(/y="([\d.]+)"[^>]*>(?:training|validation)</g), ([, y]) =>
      Number(y),
    );
    expect(heights).toHaveLength(4);
    expect(Math.abs(heights[0] - heights[1])).toBeGreaterThanOrEqual(16);
  });
  it("never shows an accuracy axis beyond 100%", () => {
    const svg = draw({ title: "", epochs: [{ epoch: 1, trainAccuracy: 1, trainLoss: 0 }] });
    const [, axis] = svg.match(/<g class="y-axis">(.*?)<\/g>/) ?? ["", ""];
    const ticks = Array.from(axis.matchAll(/text-anchor="end"[^>]*>([^<]+)</g), ([, label]) => Number(label));
    expect(Math.max(...ticks)).toBe(100);
  });
  it.each([3, 50, 300])("marks the kept epoch of %i by a rule and its name in both panels", (count) => {
    const svg = draw({ title: "", epochs: rows(count, both), bestEpoch: 3 });
    expect(svg.match(/class="kept"/g)).toHaveLength(2);
    expect(svg.match(/>kept: 3<\/text>/g)).toHaveLength(2);
    // A dot on each line where the rule meets it, also where there are no others.
    const [, at] = svg.match(/class="kept"[^>]* d="M([\d.]+),/) ?? [];
    expect(dotsOf(svg).filter(([x]) => x === Number(at))).toHaveLength(2);
    expect(svg).toMatch(/The weights of epoch 3 were kept: training 93\.33%[^<]*; validation 91\.67%/);
  });
  it("marks no epoch unless told", () => {
    expect(draw({ title: "", epochs: rows(3, both) })).not.toContain("kept");
  });
  it("refuses to mark an epoch that is none of them", () => {
    const chart = () => draw({ title: "", epochs: rows(3, both), bestEpoch: 4 });
    expect(chart).toThrow(new RangeError("Learning curve: expected one of the epochs as bestEpoch, got 4."));
  });
  it("escapes the title", () => {
    expect(draw({ title: `<&"`, epochs: rows(1, train) })).toContain(">&lt;&amp;&quot;</text>");
  });
  it.each([
    [[], "Learning curve: expected one epoch or more, got none."],
    [[train(1), train(1)], "Learning curve, epochs[1]: expected an epoch after 1, got 1."],
    [[{ ...train(1), epoch: 1.5 }], "Learning curve, epochs[0]: expected a whole number as epoch, got 1.5."],
    [
      [{ ...train(1), trainAccuracy: 93.5 }],
      "Learning curve, epochs[0]: expected trainAccuracy in [0, 1], got 93.5.",
    ],
    [
      [{ ...train(1), validationLoss: Number.NaN }],
      "Learning curve, epochs[0]: expected validationLoss in [0, ∞), got NaN.",
    ],
  ])("refuses %j", (epochs, message) => {
    expect(() => draw({ title: "", epochs })).toThrow(new RangeError(message));
  });
  it("looks as it was reviewed, 640 wide, drawn from a real run", async () => {
    const { svg, width } = learningCurveChart({
      title: "784-30-20-10 with a validation set",
      epochs: validated,
      bestEpoch: 8,
    });
    expect(width).toBe(640);
    await expect(svg).toMatchFileSnapshot("snapshots/learning-curve.svg");
  });
});
