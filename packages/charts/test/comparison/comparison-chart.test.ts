import { describe, expect, it } from "vitest";
import { type ComparisonChartOptions, comparisonChart } from "../../src/comparison/comparison-chart.ts";
import type { ComparisonRun } from "../../src/comparison/comparison-run.ts";
import { textWidth } from "../../src/draw/text-width.ts";
import { readAxes, readTexts } from "../read-chart.ts";
import { descents } from "./real-runs.ts";

const draw = (options: ComparisonChartOptions) => comparisonChart(options).svg;

/** Points at epochs 0 to `epochs`; the error halves with every epoch. */
function sampleRun(name: string, epochs: number, stepsPerEpoch: number): ComparisonRun {
  const points = Array.from({ length: epochs + 1 }, (_, epoch) => ({
    epoch,
    step: epoch * stepsPerEpoch,
    seconds: epoch * 1.5,
    accuracy: 1 - 0.9 / 2 ** epoch,
    loss: 2.4 / 2 ** epoch,
  }));
  return { name, points };
}

const runs = [sampleRun("stochastic", 5, 60_000), sampleRun("mini-batch", 5, 1875), sampleRun("batch", 5, 1)];
const withLosses = (run: ComparisonRun, losses: number[]) => ({
  ...run,
  points: run.points.map((point, i) => ({ ...point, loss: losses[i] ?? Number.NaN })),
});

/** What is drawn in one panel, without its axes. */
function panelOf(svg: string, name: string): string {
  const [, panel] = svg.split(`<g class="${name}">`);
  return panel.split(/<g class="(?:accuracy|loss)-/)[0];
}

describe("comparisonChart", () => {
  const svg = draw({ title: "Three ways", runs });

  it("draws every run in six panels: accuracy and loss over epochs, steps and seconds", () => {
    for (const result of ["accuracy", "loss"]) {
      for (const effort of ["epoch", "step", "seconds"]) {
        const panel = panelOf(svg, `${result}-${effort}`);
        expect(panel.match(/class="run"/g)).toHaveLength(3);
        // On the logarithmic axis some are too close to have theirs.
        if (effort !== "step") expect(panel.match(/class="marker"/g)).toHaveLength(18);
      }
    }
    expect(svg).not.toContain("NaN");
  });
  it("keeps the labels of neighbouring panels 8 pixels apart, also with one short run", () => {
    const four = Array.from({ length: 4 }, (_, i) => ({
      epoch: i + 1,
      step: 60_000 * (i + 1),
      seconds: 0.07 * (i + 1),
      accuracy: 0.86 + 0.02 * i,
      loss: 0.9 - 0.1 * i,
    }));
    for (const drawn of [draw({ title: "One run", runs: [{ name: "20 hidden", points: four }] }), svg]) {
      const labels = readTexts(drawn).filter(({ words }) => /^[\d.]+[kM]?$/.test(words));
      for (const { words, x, y, fontSize } of labels) {
        const [next] = labels.filter((other) => other.y === y && other.x > x).sort((a, b) => a.x - b.x);
        const half = (label: string) => textWidth(label, fontSize) / 2;
        if (next) expect(next.x - half(next.words) - (x + half(words))).toBeGreaterThanOrEqual(8);
      }
    }
  });
  it("names every axis with its unit, and the runs with what they reached", () => {
    for (const name of [
      "↑ Accuracy (%)",
      "↑ Loss (mean per sample, logarithmic)",
      "Epoch →",
      "Steps (logarithmic) →",
      "Training time (s) →",
    ]) {
      expect(svg).toContain(`>${name}</text>`);
    }
    // 1 - 0.9 / 32 and 2.4 / 32
    expect(svg.match(/>97\.19%, loss 0\.075<\/text>/g)).toHaveLength(3);
    expect(svg).toMatch(/<desc>[^<]*stochastic: 97\.19%, loss 0\.075 at epoch 5, step 300k, 7\.5 s;/);
  });
  it("shares the y axis in a row: its labels stand once, its rules in all three panels", () => {
    expect(svg.match(/class="y-axis"/g)).toHaveLength(2);
    expect(panelOf(svg, "accuracy-seconds")).toMatch(/d="M458,[\d.]+L620,[\d.]+"/);
  });
  it("reads back: markers stand at the epochs and accuracies given, and the tables have all of them", () => {
    const { svg, tables, width } = comparisonChart({ title: "", runs: runs.slice(0, 1) });
    expect(width).toBe(640);
    const panel = panelOf(svg, "accuracy-epoch");
    const { x, y } = readAxes(panel);
    const markers = Array.from(panel.matchAll(/translate\(([\d.]+) ([\d.]+)\)/g), ([, px, py]) => [
      x(Number(px)),
      y(Number(py)),
    ]).sort(([a], [b]) => a - b);
    expect(markers).toHaveLength(6);
    markers.forEach(([epoch, accuracy], i) => {
      expect(epoch).toBeCloseTo(i, 2);
      expect(Math.abs(accuracy - 100 * runs[0].points[i].accuracy)).toBeLessThan(0.05);
    });
    expect(tables[0].rows).toEqual([["stochastic", 5, 300_000, 7.5, 1 - 0.9 / 32, 2.4 / 32]]);
    expect(tables[1].rows).toHaveLength(6);
  });
  it("marks the start at 0 left of a logarithmic axis, joined by a hint of a line", () => {
    expect(panelOf(svg, "accuracy-step").match(/class="leap"/g)).toHaveLength(3);
    expect(panelOf(svg, "accuracy-step")).toContain(">0</text>");
    expect(panelOf(svg, "accuracy-epoch")).not.toContain('class="leap"');
  });
  it("ends a line of losses where they are no number, with a cross, and goes on with the accuracy", () => {
    const diverged = draw({ title: "", runs: [runs[0], withLosses(runs[1], [2.3, 4, 8])] });
    const panel = panelOf(diverged, "loss-epoch");
    expect(panel.match(/class="marker"/g)).toHaveLength(6 + 2);
    expect(panel.match(/class="diverged"/g)).toHaveLength(1);
    expect(panelOf(diverged, "accuracy-epoch").match(/class="marker"/g)).toHaveLength(12);
    expect(diverged).toContain("× ends a loss that stopped being a number");
    expect(diverged).toContain(">97.19%, loss diverged</text>");
  });
  it("says above what losses run along the upper edge", () => {
    const far = draw({ title: "", runs: [runs[0], withLosses(runs[1], [2.3, 1e3, 1e6, 1e9])] });
    expect(far).toMatch(/losses above \d+ run along the upper edge/);
    expect(far).toContain("Loss (mean per sample, logarithmic)");
  });
  it("keeps everything within the picture for 1 run of 1 point, 8 runs, and a run without any loss", () => {
    const alone = { ...runs[0], points: runs[0].points.slice(1, 2) };
    const eight = Array.from({ length: 8 }, (_, i) =>
      sampleRun(`${"long name ".repeat(20)}${i}`, 50, 10 ** i),
    );
    for (const drawn of [[alone], eight, [withLosses(runs[0], [])]]) {
      const chart = draw({ title: "title ".repeat(60), runs: drawn });
      const [, width, height] = chart.match(/width="([\d.]+)" height="([\d.]+)"/) ?? [];
      const places = Array.from(chart.matchAll(/(?:[ML]|translate\()(-?[\d.]+)[, ](-?[\d.]+)/g));
      for (const [, x, y] of places.filter(([written]) => !/^[ML]-/.test(written))) {
        expect(Number(x)).toBeLessThanOrEqual(Number(width));
        expect(Number(y)).toBeLessThanOrEqual(Number(height));
      }
      expect(chart).not.toMatch(/NaN|Infinity|undefined/);
    }
  });
  it("draws 8 runs of 20,000 points in less than 100 kB", () => {
    const many = Array.from({ length: 8 }, (_, i) => ({
      name: `run ${i}`,
      points: Array.from({ length: 20_000 }, (_, k) => ({
        epoch: k,
        step: k * 10 ** (i % 4),
        seconds: k / 7,
        accuracy: 1 - 0.9 / (1 + k / (i + 1)),
        loss: 2.3 / (1 + k / (i + 1)),
      })),
    }));
    expect(draw({ title: "", runs: many }).length).toBeLessThan(100_000);
  });
  it("escapes names and titles", () => {
    const named = draw({ title: `<&"`, runs: [{ ...runs[0], name: "<b>" }] });
    expect(named).toContain("<title>&lt;&amp;&quot;</title>");
    expect(named).not.toContain("<b>");
  });
  it("refuses a comparison of nothing", () => {
    expect(() => draw({ title: "", runs: [] })).toThrow(RangeError);
  });
  it("looks as it was reviewed, 640 wide, drawn from a real run", async () => {
    const { svg, width } = comparisonChart({ title: "The three descents", runs: descents });
    expect(width).toBe(640);
    await expect(svg).toMatchFileSnapshot("snapshots/comparison.svg");
  });
});
