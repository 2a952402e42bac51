import { Resvg } from "@resvg/resvg-js";
import { describe, expect, it } from "vitest";
import { renderPicture } from "../../src/draw/rasterize.node.ts";
import { darkTheme, lightTheme } from "../../src/draw/theme.ts";
import { weightsChart } from "../../src/images/weights-chart.ts";
import { numbersOf, readTexts } from "../read-chart.ts";
import { countOpaque, readImages } from "./read-images.ts";
import { SAMPLE_SHAPE, sampleWeights } from "./sample-images.ts";

const title = "Weights of the hidden layer";
const unitOf = (unit: number, weights: readonly number[], towards?: string) => ({
  unit,
  bias: 0.25,
  weights: Float64Array.from(weights),
  towards,
});
const many = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    unit: i + 1,
    bias: -0.125,
    weights: Float32Array.from(
      { length: 784 },
      (_, pixel) => (((pixel * 7919 + i * 131) % 1009) - 504) / 504,
    ),
    towards: "3, 7",
  }));
const isBlue = ([red, , blue]: readonly number[]) => blue > red;

/** The strip of the key: its colours' opacities from left to right, and the numbers at its ends. */
function readKey(svg: string) {
  const [strip] = svg.match(/<g class="key".*?<\/g>/) ?? [""];
  const steps = Array.from(strip.matchAll(/<rect ([^>]*)\/>/g), ([, attributes]) => ({
    opacity: numbersOf(attributes)["fill-opacity"],
    role: attributes.match(/--chart-(\w+)/)?.[1],
  }));
  const ends = readTexts(svg).filter(({ words }) => /^[≤≥ −\d.]+$/.test(words));
  return { steps, ends: ends.slice(-3).map(({ words }) => words) };
}

describe("weightsChart", () => {
  it("draws positive weights blue, negative ones orange, zero as the paper, the larger the more opaque", () => {
    const weights = [-1, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1];
    const [{ pixels }] = readImages(
      weightsChart({ title, units: [unitOf(1, weights)], imageShape: [2, 4] }).svg,
    );
    weights.forEach((weight, i) => {
      // 15 steps of opacity on either side: half a step is 1/30.
      expect(Math.abs(pixels[i][3] / 255 - Math.abs(weight))).toBeLessThan(1 / 30 + 0.004);
      if (weight !== 0) expect(isBlue(pixels[i])).toBe(weight > 0);
    });
    expect(pixels[3][3]).toBe(0);
    for (let i = 4; i < 8; i++) expect(pixels[i][3]).toBeGreaterThan(pixels[i - 1][3]);
  });
  it("has one scale for all units, whose ends the key names", () => {
    const chart = weightsChart({ title, units: [unitOf(1, [4, -2]), unitOf(2, [1, 0])], imageShape: [1, 2] });
    const [first, second] = readImages(chart.svg);
    // Percentile 99.5 of 0, 1, 2, 4 lies at place 2.985: 2 + 0.985 * 2 = 3.97.
    expect(readKey(chart.svg).ends).toEqual(["≤ −4", "0", "≥ 4"]);
    expect(first.pixels[0][3]).toBe(255);
    expect(second.pixels[0][3] / 255).toBeCloseTo(1 / 4, 1);
    const { steps } = readKey(chart.svg);
    expect(steps.map(({ role }) => role).indexOf("positive")).toBe(15);
    expect(steps[15].opacity).toBe(0);
    expect([steps[0].opacity, steps[30].opacity]).toEqual([1, 1]);
  });
  it("clips a few extremes, and says which share of the weights", () => {
    const weights = Array.from({ length: 1000 }, (_, i) => (i === 0 ? 100 : i % 2 === 0 ? 1 : -1));
    const { svg } = weightsChart({ title, units: [unitOf(1, weights)], imageShape: [20, 50] });
    expect(readKey(svg).ends).toEqual(["≤ −1", "0", "≥ 1"]);
    expect(svg).toContain("0.1% of the weights lie beyond its ends");
    expect(readImages(svg)[0].pixels.every(([, , , opacity]) => opacity === 255)).toBe(true);
  });
  it("claims nothing beyond the key where all sizes are the same", () => {
    const { svg } = weightsChart({ title, units: [unitOf(1, [1, -1])], imageShape: [1, 2] });
    expect(readKey(svg).ends).toEqual(["−1", "0", "1"]);
    expect(svg).not.toContain("beyond");
  });
  it("draws nothing for weights that are all 0, and says so", () => {
    const { svg } = weightsChart({ title, units: [unitOf(1, [0, 0])], imageShape: [1, 2] });
    expect(svg).toContain("All weights are 0");
    expect(countOpaque(svg)).toBe(0);
    expect(svg).not.toContain("NaN");
  });
  it.each([1, 6, 20, 33, 100])(
    "shows each of %i units once, within the picture, none upon another",
    (count) => {
      const chart = weightsChart({ title, units: many(count), imageShape: [28, 28] });
      const images = readImages(chart.svg);
      expect(images).toHaveLength(count);
      expect(chart.width).toBe(640);
      expect(new Set(images.map(({ x, y }) => `${x} ${y}`)).size).toBe(count);
      for (const [i, { x, y, width, height, pixels }] of images.entries()) {
        expect(width % 28).toBe(0);
        expect([x, chart.width - x - width, chart.height - y - height].every((space) => space >= 20)).toBe(
          true,
        );
        expect(pixels).toHaveLength(784);
        const next = images.at(i + 1);
        if (next !== undefined && next.y === y) expect(next.x).toBeGreaterThan(x + width);
      }
      expect(Math.min(...readTexts(chart.svg).map(({ fontSize }) => fontSize))).toBe(10);
      // No weight outside the frames.
      const inside = images.flatMap(({ pixels }) => pixels.filter(([, , , opacity]) => opacity > 0));
      expect(countOpaque(chart.svg)).toBe(inside.length);
    },
  );
  it("shows 20 units as 5 x 4 of 112 pixels and 100 as 10 x 10 of 56, the SVG below 100 kB", () => {
    for (const [count, columns, size] of [
      [20, 5, 112],
      [100, 10, 56],
    ]) {
      const { svg } = weightsChart({ title, units: many(count), imageShape: [28, 28] });
      const images = readImages(svg);
      expect(new Set(images.map(({ x }) => x)).size).toBe(columns);
      expect(images[0].width).toBe(size);
      expect(svg.length).toBeLessThan(100_000);
    }
  });
  it("says how many of how many units are shown: 100 at most", () => {
    const chart = weightsChart({ title, units: many(101), imageShape: [28, 28], total: 800 });
    expect(chart.svg).toContain("100 of 800 units");
    expect(chart.description).toContain("Weights of 100 of 800 units");
    expect(readImages(chart.svg)).toHaveLength(100);
  });
  it("writes number, classes and bias beneath each image", () => {
    const { svg } = weightsChart({ title, units: many(20), imageShape: [28, 28] });
    const [, second] = readImages(svg);
    const beneath = readTexts(svg).filter(
      ({ x, y }) => x >= second.x && x < second.x + second.width && y > second.y && y < second.y + 145,
    );
    expect(beneath.map(({ words }) => words)).toEqual(["unit 2", "→ 3, 7", "bias −0.13"]);
  });
  it("writes a bias with two decimals, without a minus before 0.00, and a large one with two digits", () => {
    const biasOf = (bias: number) =>
      weightsChart({ title, units: [{ ...unitOf(1, [1, 0]), bias }], imageShape: [1, 2] }).svg.match(
        /bias [^<]+/,
      )?.[0];
    expect([-1.136, -0.001, 12.34].map(biasOf)).toEqual(["bias −1.14", "bias 0.00", "bias 12"]);
  });
  it("has every unit and every weight in its tables", () => {
    const units = [unitOf(7, [0.5, -2], "3"), unitOf(9, [1, 0])];
    const [unitTable, weightTable] = weightsChart({ title, units, imageShape: [1, 2] }).tables;
    expect(unitTable.columns).toEqual(["Unit", "Bias", "Least weight", "Largest weight", "Speaks for"]);
    expect(unitTable.rows).toEqual([
      [7, 0.25, -2, 0.5, "3"],
      [9, 0.25, 0, 1, null],
    ]);
    expect(weightTable.columns).toEqual(["Unit 7", "Unit 9"]);
    expect(weightTable.rows).toEqual([
      [0.5, 1],
      [-2, 0],
    ]);
  });
  it.each([
    ["light", lightTheme],
    ["dark", darkTheme],
  ])("is crisp in a PNG of the %s theme: each pixel of an image one colour, zero the paper's", (_, theme) => {
    const chart = weightsChart({ title, units: [unitOf(1, [1, 0, -1, 0])], imageShape: [2, 2] });
    const [{ x, y, width }] = readImages(chart.svg);
    const image = new Resvg(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${chart.width * 2}" height="${chart.height * 2}">` +
        `<image width="${chart.width * 2}" height="${chart.height * 2}" href="data:image/png;base64,` +
        `${Buffer.from(renderPicture(chart.svg, theme).png).toString("base64")}"/></svg>`,
    ).render();
    const colourAt = (right: number, down: number) => {
      const at = 4 * (Math.round((y + down) * 2) * image.width + Math.round((x + right) * 2));
      return `#${Buffer.from(image.pixels.subarray(at, at + 3)).toString("hex")}`;
    };
    const [near, far] = [2, width / 2 - 2];
    for (const right of [near, far]) {
      for (const down of [near, far]) {
        expect(colourAt(right, down)).toBe(theme.positive);
        expect(colourAt(right + width / 2, down)).toBe(theme.paper);
        expect(colourAt(right, down + width / 2)).toBe(theme.negative);
      }
    }
  });
  it("draws a sample that is no image as a strip", () => {
    for (const features of [4, 784]) {
      const units = [
        unitOf(
          1,
          Array.from({ length: features }, (_, i) => i - 2),
        ),
      ];
      const [{ width, height }] = readImages(weightsChart({ title, units, imageShape: [1, features] }).svg);
      expect(height).toBeGreaterThanOrEqual(12);
      expect(width).toBeLessThanOrEqual(600);
    }
  });
  it.each([`<&"'>`, "שלום", "a".repeat(200), ""])("keeps the class %j text", (towards) => {
    const { svg } = weightsChart({ title: towards, units: [unitOf(1, [1, 0], towards)], imageShape: [1, 2] });
    expect(svg).not.toContain(`<&`);
    expect(() => new Resvg(svg)).not.toThrow();
    for (const { words } of readTexts(svg)) expect(words.length).toBeLessThan(100);
  });
  it.each([
    [[], [1, 2], undefined, "Weights chart: expected one unit or more, got none."],
    [[unitOf(3, [1])], [1, 2], undefined, "Weights chart, unit 3: expected 1 x 2 = 2 pixels, got 1."],
    [
      [unitOf(3, [1, Number.NaN])],
      [1, 2],
      undefined,
      "Weights chart, unit 3: expected finite weights, got NaN at pixel 1.",
    ],
    [
      [{ ...unitOf(3, [1, 2]), bias: Infinity }],
      [1, 2],
      undefined,
      "Weights chart, unit 3: expected a finite bias, got Infinity.",
    ],
    [
      [unitOf(3, [])],
      [0, 2],
      undefined,
      "Weights chart: expected imageShape [rows, columns], two whole numbers above 0, got [0, 2].",
    ],
    [[unitOf(3, [1, 2])], [1, 2], 0, "Weights chart, total: expected a whole number of 1 or more, got 0."],
  ] as const)("refuses wrong input: case %#", (units, imageShape, total, message) => {
    expect(() => weightsChart({ title, units, imageShape, total })).toThrow(new RangeError(message));
  });
  it("looks as reviewed", async () => {
    const units = [0, 1, 2, 3].map((digit) => ({
      unit: digit + 1,
      bias: (digit - 2) / 4,
      weights: sampleWeights(digit),
      towards: digit === 3 ? undefined : String(digit),
    }));
    const { svg } = weightsChart({ title, units, imageShape: SAMPLE_SHAPE, total: 20 });
    await expect(svg).toMatchFileSnapshot("snapshots/weights.svg");
  });
});
