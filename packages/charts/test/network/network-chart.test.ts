import { Resvg } from "@resvg/resvg-js";
import { describe, expect, it } from "vitest";
import { networkChart } from "../../src/network/network-chart.ts";
import { numbersOf, readTexts } from "../read-chart.ts";

const digits = Array.from({ length: 10 }, (_, i) => String(i));
const report = {
  title: "784-20-10 network",
  layers: [
    { units: 20, activation: "sigmoid" },
    { units: 10, activation: "sigmoid" },
  ],
  inputs: 784,
  classes: digits,
};
const deep = (hidden: number, units = 1024) => ({
  title: "Deep",
  layers: [
    ...Array.from({ length: hidden }, () => ({ units, activation: "leaky-relu" })),
    { units: 10, activation: "softmax" },
  ],
  inputs: 784,
  classes: digits,
});

function readCircles(svg: string, kind: string) {
  return Array.from(svg.matchAll(new RegExp(`<circle class="${kind}"([^>]*)/>`, "g")), ([, attributes]) => {
    const { cx, cy, r } = numbersOf(attributes);
    return { x: cx, y: cy, r };
  });
}

/** Circles of each column, from the left. */
function readColumns(svg: string) {
  const units = readCircles(svg, "unit");
  return [...new Set(units.map(({ x }) => x))].map((x) => units.filter((unit) => unit.x === x));
}

function readLines(svg: string): { from: string; to: string }[][] {
  return Array.from(svg.matchAll(/<path class="weights" d="([^"]+)"/g), ([, d]) =>
    Array.from(d.matchAll(/M([\d.,]+)L([\d.,]+)/g), ([, from, to]) => ({ from, to })),
  );
}

describe("networkChart", () => {
  const { svg, tables, description } = networkChart(report);

  it("draws the report's network: inputs and hidden units elided with three dots, all ten output units", () => {
    expect(readColumns(svg).map((column) => column.length)).toEqual([8, 8, 10]);
    const dots = readCircles(svg, "dot");
    expect(dots).toHaveLength(6);
    const [inputs] = readColumns(svg);
    // Between the sixth circle and the last but one.
    for (const { x, y } of dots.filter((dot) => dot.x === inputs[0].x)) {
      expect(x).toBe(inputs[5].x);
      expect(y).toBeGreaterThan(inputs[5].y + inputs[5].r);
      expect(y).toBeLessThan(inputs[6].y - inputs[6].r);
    }
  });
  it("names the inputs from x1 to x784 and the output units by their class, each beside its circle", () => {
    const [inputs, , outputs] = readColumns(svg);
    const beside = (y: number, x: number) =>
      readTexts(svg).filter((line) => Math.abs(line.y - y) < 6 && Math.abs(line.x - x) < 20);
    expect(inputs.map(({ x, y }) => beside(y, x)[0].words)).toEqual([
      ...["x1", "x2", "x3", "x4", "x5", "x6"],
      ...["x783", "x784"],
    ]);
    expect(outputs.map(({ x, y }) => beside(y, x)[0].words)).toEqual(digits);
  });
  it("sets the bias unit apart above each column but the last", () => {
    const biases = readCircles(svg, "bias");
    const columns = readColumns(svg);
    expect(biases.map(({ x }) => x)).toEqual([columns[0][0].x, columns[1][0].x]);
    biases.forEach(({ y }, i) => {
      expect(columns[i][0].y - y).toBeGreaterThan(1.4 * (columns[i][1].y - columns[i][0].y));
    });
    expect(readTexts(svg).filter(({ words, x }) => words === "1" && x === biases[0].x)).toHaveLength(1);
  });
  it("joins every circle of a column, its bias too, with every unit of the next", () => {
    const columns = readColumns(svg);
    const biases = readCircles(svg, "bias");
    readLines(svg).forEach((lines, i) => {
      const place = ({ x, y }: { x: number; y: number }) => `${x},${y}`;
      const sources = [biases[i], ...columns[i]].map(place);
      const wanted = sources.flatMap((from) => columns[i + 1].map((to) => `${from} ${place(to)}`));
      expect(lines.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(wanted.sort());
    });
    expect(readLines(svg).map((lines) => lines.length)).toEqual([9 * 8, 9 * 10]);
  });
  it("writes the sizes of the weight matrices between the columns: 20 x 785 and 10 x 21, as the report", () => {
    const columns = readColumns(svg);
    const sizes = readTexts(svg).filter(({ words }) => /^\d+ × \d+$/.test(words));
    expect(sizes.map(({ words }) => words)).toEqual(["20 × 785", "10 × 21"]);
    sizes.forEach(({ x }, i) => {
      expect(x).toBeCloseTo((columns[i][0].x + columns[i + 1][0].x) / 2, 1);
    });
    expect(description).toContain("hidden layer of 20 sigmoid units (W1, 20 x 785)");
    // 20 * 785 + 10 * 21
    expect(description).toContain("15,910 weights");
    expect(tables[0].rows).toEqual([
      ["input", 784, null, null, 0],
      ["hidden", 20, "sigmoid", "W1 20 × 785", 15_700],
      ["output", 10, "sigmoid", "W2 10 × 21", 210],
    ]);
  });
  it("writes name, number of units and activation beneath each column", () => {
    const beneath = readColumns(svg).map(([{ x }]) =>
      readTexts(svg)
        .filter((line) => line.x === x && line.y > 440)
        .map(({ words }) => words),
    );
    expect(beneath).toEqual([
      ["input", "784 inputs"],
      ["hidden", "20 units", "sigmoid"],
      ["output", "10 units", "sigmoid"],
    ]);
  });
  it.each([0, 1, 2, 3, 4, 5, 6])("draws %i hidden layers in 640 pixels", (hidden) => {
    const chart = networkChart(deep(hidden));
    expect(chart.width).toBe(640);
    expect(readColumns(chart.svg)).toHaveLength(hidden + 2);
    expect(Math.min(...readTexts(chart.svg).map(({ fontSize }) => fontSize))).toBeGreaterThanOrEqual(10);
    expect(chart.svg.length).toBeLessThan(100_000);
  });
  it("grows wider for more hidden layers", () => {
    const { width, svg } = networkChart(deep(12));
    expect(width).toBeGreaterThan(640);
    const columns = readColumns(svg);
    expect(columns).toHaveLength(14);
    expect(columns[1][0].x - columns[0][0].x).toBeGreaterThan(60);
  });
  it("names the inputs as it is told, and elides only beyond ten units", () => {
    const { svg } = networkChart({
      title: "Iris",
      layers: [
        { units: 10, activation: "tanh" },
        { units: 11, activation: "tanh" },
        { units: 1, activation: "sigmoid" },
      ],
      inputs: 2,
      classes: ["yes"],
      inputNames: ["petal length", "petal width"],
    });
    expect(readColumns(svg).map((column) => column.length)).toEqual([2, 10, 8, 1]);
    expect(readTexts(svg).map(({ words }) => words)).toContain("petal width");
    expect(readTexts(svg).map(({ words }) => words)).toContain("hidden 2");
  });
  it.each([`<&"'>`, "שלום", "a".repeat(200), ""])("keeps the class %j text", (name) => {
    const { svg, width } = networkChart({ ...report, title: name, classes: digits.map(() => name) });
    expect(width).toBe(640);
    expect(svg).not.toContain("<&");
    expect(() => new Resvg(svg)).not.toThrow();
  });
  it.each([
    [{ ...report, layers: [] }, "Network chart: expected one layer or more, got none."],
    [{ ...report, inputs: 0 }, "Network chart, inputs: expected a whole number of 1 or more, got 0."],
    [
      { ...report, layers: [{ units: 2.5, activation: "relu" }] },
      "Network chart, units of layer 1: expected a whole number of 1 or more, got 2.5.",
    ],
    [{ ...report, classes: ["a"] }, "Network chart: expected 10 classes, one for each output unit, got 1."],
    [{ ...report, inputNames: ["a"] }, "Network chart: expected 784 inputNames, got 1."],
  ])("refuses wrong input: case %#", (options, message) => {
    expect(() => networkChart(options)).toThrow(new RangeError(message));
  });
  it("looks as reviewed", async () => {
    await expect(svg).toMatchFileSnapshot("snapshots/network.svg");
  });
});
