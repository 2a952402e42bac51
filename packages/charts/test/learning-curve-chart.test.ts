import { describe, expect, it } from "vitest";
import { type LearningCurveEpoch, learningCurveChart } from "../src/learning-curve-chart.ts";

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

/** Labels of the first x axis. */
function xTicks(svg: string): string[] {
  const [, axis] = svg.match(/<g class="x-axis">(.*?)<\/g>/) ?? ["", ""];
  return Array.from(axis.matchAll(/text-anchor="middle"[^>]*>([^<]+)</g), ([, label]) => label);
}

describe("learningCurveChart", () => {
  it("shows one epoch as a dot in each panel, with the one tick 1", () => {
    const svg = learningCurveChart({ title: "", epochs: rows(1, train) });
    expect(svg.match(/<circle/g)).toHaveLength(2);
    expect(xTicks(svg)).toEqual(["1"]);
    expect(svg).not.toContain("NaN");
  });
  it.each([2, 3, 4, 12, 200, 1000])("has whole epochs as ticks for %i of them", (count) => {
    const ticks = xTicks(learningCurveChart({ title: "", epochs: rows(count, train) })).map(Number);
    expect(ticks[0]).toBe(1);
    expect(ticks.length).toBeGreaterThan(1);
    for (const tick of ticks) expect(Number.isInteger(tick) && tick <= count).toBe(true);
  });
  it("draws 1000 epochs as lines without dots, in less than 100 kB", () => {
    const svg = learningCurveChart({ title: "", epochs: rows(1000, both) });
    expect(svg).not.toContain("<circle");
    expect(svg.length).toBeLessThan(100_000);
  });
  it("draws validation only where it was measured", () => {
    expect(learningCurveChart({ title: "", epochs: rows(3, train) })).not.toContain("validation");
    const svg = learningCurveChart({ title: "", epochs: [both(1), train(2), both(3)] });
    const [, path] = svg.match(/<g class="validationAccuracy"><path d="([^"]+)"/) ?? [];
    expect(path.match(/M/g)).toHaveLength(2);
  });
  it("names each line with its last value, accuracies in percent", () => {
    const svg = learningCurveChart({ title: "", epochs: rows(4, both) });
    for (const value of ["95.00%", "93.75%", "0.125", "0.15"]) expect(svg).toContain(`>${value}</text>`);
    expect(svg).toContain("Accuracy (%)");
    expect(svg).toContain("Loss (mean per sample)");
  });
  it("keeps the names of lines that end together apart", () => {
    const epochs = [{ ...train(1), validationAccuracy: train(1).trainAccuracy, validationLoss: 0.5 }];
    const svg = learningCurveChart({ title: "", epochs });
    const heights = Array.from(svg.matchAll(/y="([\d.]+)"[^>]*>(?:training|validation)</g), ([, y]) =>
      Number(y),
    );
    expect(heights).toHaveLength(4);
    expect(Math.abs(heights[0] - heights[1])).toBeGreaterThanOrEqual(16 - 0.02);
  });
  it("never shows an accuracy axis beyond 100%", () => {
    const svg = learningCurveChart({ title: "", epochs: [{ epoch: 1, trainAccuracy: 1, trainLoss: 0 }] });
    const [, axis] = svg.match(/<g class="y-axis">(.*?)<\/g>/) ?? ["", ""];
    const ticks = Array.from(axis.matchAll(/text-anchor="end"[^>]*>([^<]+)</g), ([, label]) => Number(label));
    expect(Math.max(...ticks)).toBe(100);
  });
  it.each([3, 50, 300])("marks the kept epoch of %i by a rule and its name in both panels", (count) => {
    const svg = learningCurveChart({ title: "", epochs: rows(count, both), bestEpoch: 3 });
    expect(svg.match(/class="kept"/g)).toHaveLength(2);
    expect(svg.match(/>kept: 3<\/text>/g)).toHaveLength(2);
    // A dot on each line where the rule meets it, also where there are no others.
    const [, at] = svg.match(/class="kept"[^>]* d="M([\d.]+),/) ?? [];
    expect(svg.match(new RegExp(`<circle cx="${at}"`, "g"))).toHaveLength(2);
    expect(svg).toMatch(/The weights of epoch 3 were kept: training 93\.33%[^<]*; validation 91\.67%/);
  });
  it("marks no epoch unless told", () => {
    expect(learningCurveChart({ title: "", epochs: rows(3, both) })).not.toContain("kept");
  });
  it("refuses to mark an epoch that is none of them", () => {
    const chart = () => learningCurveChart({ title: "", epochs: rows(3, both), bestEpoch: 4 });
    expect(chart).toThrow(new RangeError("Learning curve: expected one of the epochs as bestEpoch, got 4."));
  });
  it("escapes the title", () => {
    expect(learningCurveChart({ title: `<&"`, epochs: rows(1, train) })).toContain(">&lt;&amp;&quot;</text>");
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
    expect(() => learningCurveChart({ title: "", epochs })).toThrow(new RangeError(message));
  });
});
