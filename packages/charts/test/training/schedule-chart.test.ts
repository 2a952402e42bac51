import { describe, expect, it } from "vitest";
import { scheduleChart } from "../../src/training/schedule-chart.ts";
import { hostileNames, pathsOf, readAxes, wordsOf } from "../read-chart.ts";

/** Corners of the drawn line as [epoch or step, learning rate]. */
function read(svg: string): [number, number][] {
  const { x, y } = readAxes(svg, { y: svg.includes("log scale") ? "log" : "linear" });
  return pathsOf(svg, "rate").flatMap((path) => path.map(([px, py]): [number, number] => [x(px), y(py)]));
}

const epochs = (rates: number[]) => rates.map((learningRate, i) => ({ epoch: i + 1, learningRate }));

describe("scheduleChart", () => {
  it("draws the rate of each epoch level through it, and drops between epochs", () => {
    const { svg } = scheduleChart({ title: "", by: "epoch", rows: epochs([0.1, 0.1, 0.05]) });
    const corners = [
      [0, 0.1],
      [2, 0.1],
      [2, 0.05],
      [3, 0.05],
    ];
    const drawn = read(svg);
    expect(drawn).toHaveLength(4);
    drawn.forEach(([epoch, rate], i) => {
      expect(epoch).toBeCloseTo(corners[i][0], 1);
      expect(rate).toBeCloseTo(corners[i][1], 3);
    });
  });
  it("is logarithmic where rates are small for long, and right there too, to 1 %", () => {
    const rates = Array.from({ length: 20 }, (_, i) => 0.2 * 0.8 ** i);
    const { svg } = scheduleChart({ title: "", by: "epoch", rows: epochs(rates) });
    expect(wordsOf(svg)).toContain("↑ Learning rate (log scale)");
    const ends = read(svg).filter((_, i) => i % 2 === 1);
    ends.forEach(([, rate], i) => {
      expect(rate / rates[i]).toBeGreaterThan(0.99);
      expect(rate / rates[i]).toBeLessThan(1.01);
    });
  });
  it("stays linear for a cosine that is almost 0 only at its end, and for one that is 0 there", () => {
    const cosine = (last: number) =>
      Array.from({ length: 101 }, (_, step) => ({
        step: step * 10,
        learningRate: step === 100 ? last : 0.5 * (1 + Math.cos((step / 100) * Math.PI)),
      }));
    for (const last of [0, 1e-9]) {
      const { svg } = scheduleChart({ title: "", by: "step", rows: cosine(last) });
      expect(wordsOf(svg)).toContain("↑ Learning rate");
      const drawn = read(svg);
      expect(drawn[0][1]).toBeCloseTo(1, 2);
      expect(drawn[drawn.length - 1][0]).toBeCloseTo(1000, -1);
      for (const [step, rate] of drawn)
        expect(rate).toBeCloseTo(0.5 * (1 + Math.cos((step / 1000) * Math.PI)), 1);
    }
  });
  it("tells first, highest and last rate, and keeps the rows where the rate turns in the table", () => {
    const chart = scheduleChart({ title: "", by: "epoch", rows: epochs([0.1, 0.2, 0.2, 0.2, 0.05]) });
    expect(chart.description).toBe(
      "Learning rate by epoch: from 0.1 up to 0.2 at epoch 2, then to 0.05 at epoch 5.",
    );
    expect(chart.tables[0].rows).toEqual([
      [1, 0.1],
      [2, 0.2],
      [4, 0.2],
      [5, 0.05],
    ]);
  });
  it.each([[[0.01]], [[0]], [[0.01, 0.01, 0.01, 0.01]]])("draws the constant rates %j", (rates) => {
    const { svg, description } = scheduleChart({ title: "", by: "epoch", rows: epochs(rates) });
    expect(svg).not.toContain("NaN");
    expect(description).toBe(`Learning rate by epoch: ${rates[0]} throughout.`);
    for (const [, rate] of read(svg)) expect(rate).toBeCloseTo(rates[0], 3);
  });
  it("draws one step as a dot, and 240,000 in less than 10 kB", () => {
    expect(scheduleChart({ title: "", by: "step", rows: [{ step: 0, learningRate: 1 }] }).svg).toContain(
      "<circle",
    );
    const rows = Array.from({ length: 240_000 }, (_, step) => ({ step, learningRate: 1 / (1 + step / 1e4) }));
    expect(scheduleChart({ title: "", by: "step", rows }).svg.length).toBeLessThan(10_000);
  });
  it.each(hostileNames)("keeps the title %j text", (title) => {
    expect(scheduleChart({ title, by: "epoch", rows: epochs([1]) }).svg).not.toContain("<b>");
  });
  it.each([
    [[], "Schedule: expected one row or more, got none."],
    [
      [{ epoch: 0, learningRate: 1 }],
      "Schedule, rows[0]: expected a whole number, 1 or more, as epoch, got 0.",
    ],
    [[{ epoch: 1, learningRate: -1 }], "Schedule, rows[0]: expected a learningRate in [0, ∞), got -1."],
    [
      [
        { epoch: 2, learningRate: 1 },
        { epoch: 2, learningRate: 1 },
      ],
      "Schedule, rows[1]: expected a whole number, 3 or more, as epoch, got 2.",
    ],
  ])("refuses %j", (rows, message) => {
    expect(() => scheduleChart({ title: "", by: "epoch", rows })).toThrow(new RangeError(message));
  });
  it("looks as it was reviewed, drawn from LeCun's schedule: 0.2 and a fifth less each epoch", async () => {
    const { svg } = scheduleChart({
      title: "784-300-10: learning rate",
      by: "epoch",
      rows: epochs(Array.from({ length: 20 }, (_, i) => 0.2 * 0.8 ** i)),
    });
    await expect(svg).toMatchFileSnapshot("snapshots/schedule-chart.svg");
  });
});
