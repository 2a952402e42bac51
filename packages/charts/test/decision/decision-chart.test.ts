import { Resvg } from "@resvg/resvg-js";
import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { type DecisionChartOptions, decisionChart } from "../../src/decision/decision-chart.ts";
import { elementsOf, hostileNames, readAxes, wordsOf } from "../read-chart.ts";

const features = Float32Array.of(-1, -1, 1, 1, -1, 1);
const options: DecisionChartOptions = {
  title: "What the network says",
  subtitle: "xor, epoch 3",
  classes: ["same", "other"],
  features,
  labels: Uint8Array.of(0, 0, 1),
  domain: { x: [-2, 2], y: [-2, 2] },
};
/** Lower row: class 0 certain, a tie; upper row: class 1 certain, class 0 by a half. */
const grid = { rows: 2, columns: 2, scores: Float32Array.of(1, 0, 0.5, 0.5, 0, 1, 0.75, 0.25) };

/** Middles of a class's marks, in pixels. */
function marksOf(svg: string): [number, number][][] {
  return elementsOf(svg, "path")
    .filter(({ attributes }) => attributes.class === "samples")
    .map(({ attributes }) =>
      Array.from(attributes.d.matchAll(/M(-?[\d.]+),(-?[\d.]+)/g), ([, x, y]) => [Number(x), Number(y)]),
    );
}

/** [rows][columns] of [red, green, blue, opacity], the upper row first. */
function groundOf(svg: string): number[][][] {
  const [{ attributes }] = elementsOf(svg, "image");
  const { width, height, data } = decode(Buffer.from(attributes.href.split(",")[1], "base64"));
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, column) =>
      Array.from(data.slice(4 * (row * width + column), 4 * (row * width + column + 1))),
    ),
  );
}

describe("decisionChart", () => {
  it("puts every sample where its features are, a shape and a colour a class", () => {
    const { svg } = decisionChart(options);
    const { x, y } = readAxes(svg);
    const read = marksOf(svg).map((marks) => marks.map(([px, py]) => [x(px), y(py)].map(Math.round)));
    expect(read).toEqual([
      [
        [-1, -1],
        [1, 1],
      ],
      [[-1, 1]],
    ]);
    const [first, second] = elementsOf(svg, "path").filter(
      ({ attributes }) => attributes.class === "samples",
    );
    expect(first.attributes.fill).not.toBe(second.attributes.fill);
    expect(first.attributes.d.replace(/M[^m]*/g, "")).not.toContain(
      second.attributes.d.replace(/M[^m]*/g, ""),
    );
  });

  it("has no ground while there is no network", () => {
    expect(elementsOf(decisionChart(options).svg, "image")).toEqual([]);
  });

  it("paints the ground orange and blue, pale in a tie, fuller where it is surer, y upwards", () => {
    const orange = [0xd9, 0x70, 0x08];
    const blue = [0x2f, 0x6f, 0xe0];
    expect(groundOf(decisionChart({ ...options, grid }).svg)).toEqual([
      [
        [...blue, 110],
        [...orange, 67],
      ],
      [
        [...orange, 110],
        [...orange, 24],
      ],
    ]);
  });

  it("keeps samples and shares of the ground in its table and its description", () => {
    const { tables, description, svg } = decisionChart({ ...options, grid });
    expect(tables[0].rows).toEqual([
      ["same", 2, 0.75],
      ["other", 1, 0.25],
    ]);
    expect(description).toContain("same 75 %, other 25 %");
    expect(wordsOf(svg)).toContain("2 samples, 75 %");
  });

  it("tells seven classes apart by shape or colour", () => {
    const classes = Array.from({ length: 7 }, (_, i) => `class ${i}`);
    const { svg } = decisionChart({ ...options, classes });
    const looks = elementsOf(svg, "path")
      .filter(({ attributes }) => attributes.class === undefined && attributes.fill !== "none")
      .map(({ attributes }) => attributes.fill + attributes.d.replace(/M[^m]*/g, ""));
    expect(new Set(looks).size).toBe(7);
  });

  it.each(hostileNames)("keeps the class %j text", (name) => {
    const { svg } = decisionChart({ ...options, classes: [name, "b"], grid });
    expect(() => new Resvg(svg)).not.toThrow();
  });

  it.each([
    [{ classes: [] }, "expected one class or more, got none."],
    [{ features: new Float32Array(5) }, "expected 6 features, two for each of 3 labels, got 5."],
    [{ classes: ["a"] }, "expected labels 0..0, got 1."],
    [{ domain: { x: [1, 1], y: [0, 1] } }, "expected the axis x to go upwards, got 1 to 1."],
    [{ grid: { ...grid, rows: 3 } }, "expected 3 x 2 x 2 scores, got 8."],
  ] as [Partial<DecisionChartOptions>, string][])("refuses wrong input: case %#", (wrong, message) => {
    expect(() => decisionChart({ ...options, ...wrong })).toThrow(
      new RangeError(`Decision chart: ${message}`),
    );
  });

  it("looks as reviewed", async () => {
    const columns = 40;
    const scores = Float32Array.from({ length: 2 * columns * columns }, (_, i) => {
      const point = Math.floor(i / 2);
      const x = (point % columns) / (columns - 1) - 0.5;
      const y = Math.floor(point / columns) / (columns - 1) - 0.5;
      const other = 1 / (1 + 2 ** (60 * x * y));
      return i % 2 === 0 ? 1 - other : other;
    });
    const chart = decisionChart({ ...options, grid: { rows: columns, columns, scores } });
    await expect(chart.svg).toMatchFileSnapshot("snapshots/decision.svg");
  });
});
