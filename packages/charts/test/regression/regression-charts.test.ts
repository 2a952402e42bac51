import { describe, expect, it } from "vitest";
import { predictedActualChart } from "../../src/regression/predicted-actual-chart.ts";
import type { PredictedTarget } from "../../src/regression/predicted-targets.ts";
import { residualsChart } from "../../src/regression/residuals-chart.ts";
import { axesOf, elementsOf, hostileNames, pathsOf, wordsOf } from "../read-chart.ts";

const height: PredictedTarget = {
  target: "height",
  actual: Float32Array.of(10, 20, 30, 45),
  predicted: Float32Array.of(12, 19, 30, 40),
  rootMeanSquaredError: Math.sqrt((4 + 1 + 0 + 25) / 4),
  r2: 0.95,
};
const width: PredictedTarget = {
  target: "width",
  actual: Float32Array.of(-2e6, 1e6, 0, 3e6),
  predicted: Float32Array.of(-1e6, 1e6, 0, 2e6),
  rootMeanSquaredError: 7e5,
  r2: null,
};

/** [x, y] of every dot of the panels, in their own numbers. */
function dotsOf(svg: string): number[][][] {
  const [xs, ys] = [axesOf(svg, "x"), axesOf(svg, "y")];
  return elementsOf(svg, "path")
    .filter(({ attributes }) => attributes.class === "samples")
    .map(({ attributes: { d } }, panel) =>
      Array.from(d.matchAll(/M([\d.]+)[ ,]([\d.]+)h0/g), ([, x, y]) => [
        xs[panel](Number(x)),
        ys[panel](Number(y)),
      ]),
    );
}

function expectDots(found: number[][], wanted: number[][], within: number): void {
  expect(found).toHaveLength(wanted.length);
  for (const [i, [x, y]] of wanted.entries()) {
    expect(Math.abs(found[i][0] - x)).toBeLessThan(within);
    expect(Math.abs(found[i][1] - y)).toBeLessThan(within);
  }
}

describe("predictedActualChart", () => {
  const { svg, tables, description } = predictedActualChart({ title: "by hand", targets: [height] });

  it("has a dot a sample, predicted over actual, on axes of the same range, and the diagonal", () => {
    expectDots(
      dotsOf(svg)[0],
      [
        [10, 12],
        [20, 19],
        [30, 30],
        [45, 40],
      ],
      0.1,
    );
    const [x] = axesOf(svg, "x");
    const [y] = axesOf(svg, "y");
    const [ends] = pathsOf(svg, "right");
    for (const [px, py] of ends) expect(Math.abs(x(px) - y(py))).toBeLessThan(0.1);
  });

  it("says R² and error in words, and has the numbers in a table", () => {
    expect(wordsOf(svg)).toContain("height: R² 0.9500");
    expect(description).toBe(
      "Predicted over actual values of 4 samples. height: R² 0.9500, root mean squared error 2.739.",
    );
    expect(tables).toEqual([
      {
        name: "Predicted and actual, height",
        columns: ["sample", "actual", "predicted"],
        rows: [
          [0, 10, 12],
          [1, 20, 19],
          [2, 30, 30],
          [3, 45, 40],
        ],
      },
    ]);
  });

  it("has a panel a target, the first four, numbers of any size and sign, and says which are left out", () => {
    const five = Array.from({ length: 5 }, (_, k) => ({ ...width, target: `t${k}` }));
    const chart = predictedActualChart({ title: "five", targets: five });
    const dots = dotsOf(chart.svg);
    expect(dots).toHaveLength(4);
    expectDots(
      dots[3],
      [
        [-2e6, -1e6],
        [1e6, 1e6],
        [0, 0],
        [3e6, 2e6],
      ],
      2e4,
    );
    expect(wordsOf(chart.svg)).toContain("t0: R² none");
    expect(wordsOf(chart.svg).join(" ")).toContain("\u22121M");
    expect(chart.description).toContain("1 more targets are not drawn");
    expect(chart.tables).toHaveLength(4);
  });

  it("draws at most 2,000 of many samples, spread evenly, and says so", () => {
    const values = Float32Array.from({ length: 5001 }, (_, i) => i / 10);
    const many = { ...height, actual: values, predicted: values };
    const chart = predictedActualChart({ title: "many", targets: [many] });
    expect(dotsOf(chart.svg)[0]).toHaveLength(1667);
    expect(wordsOf(chart.svg).join(" ")).toContain("1,667 of 5,001 samples");
  });

  it("survives hostile names, one sample, and values that are all the same", () => {
    for (const target of hostileNames) {
      const one = { ...height, target, actual: Float32Array.of(0), predicted: Float32Array.of(0) };
      const chart = predictedActualChart({ title: target, targets: [one] });
      expect(chart.svg).not.toContain("NaN");
      expect(chart.svg).not.toContain("<script");
    }
  });

  it("refuses no targets, no samples, lengths that disagree, and what is not finite", () => {
    const of = (change: Partial<PredictedTarget>) => () =>
      predictedActualChart({ title: "wrong", targets: [{ ...height, ...change }] });
    expect(() => predictedActualChart({ title: "none", targets: [] })).toThrow("expected one target or more");
    expect(of({ actual: Float32Array.of(1) })).toThrow("got 4 for 1");
    expect(of({ actual: new Float32Array(), predicted: new Float32Array() })).toThrow("got 0 for 0");
    expect(of({ predicted: Float32Array.of(1, 2, 3, Number.NaN) })).toThrow(
      "height: expected finite numbers, got NaN",
    );
  });
});

describe("residualsChart", () => {
  const { svg, tables, description } = residualsChart({ title: "by hand", targets: [height, width] });

  it("has a dot a sample, actual less predicted over predicted, and a line at 0", () => {
    const [first] = dotsOf(svg);
    expectDots(
      first,
      [
        [12, -2],
        [19, 1],
        [30, 0],
        [40, 5],
      ],
      0.2,
    );
    const [y] = axesOf(svg, "y");
    const [ends] = pathsOf(svg, "right");
    for (const [, py] of ends) expect(Math.abs(y(py))).toBeLessThan(0.1);
  });

  it("says mean and range in words, and has the numbers in a table", () => {
    expect(description).toContain("height: mean 1, from -2 to 5.");
    expect(tables[0]).toEqual({
      name: "Residuals, height",
      columns: ["sample", "predicted", "actual - predicted"],
      rows: [
        [0, 12, -2],
        [1, 19, 1],
        [2, 30, 0],
        [3, 40, 5],
      ],
    });
  });
});
