import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { initialWeights } from "../../src/network/initializers.ts";
import type { Network } from "../../src/network/network.ts";

interface WeightsCase {
  readonly seed: number;
  readonly layer: number;
  readonly unit: number;
  readonly float64: readonly number[];
  readonly float32: readonly number[];
}

const { initialWeights: cases }: { initialWeights: readonly WeightsCase[] } = JSON.parse(
  readFileSync(new URL("../fixtures-random/random.json", import.meta.url), "utf8"),
);

function network(...sizes: readonly number[]): Network {
  return {
    scaling: { type: "divide", divisor: 255 },
    loss: "cross-entropy",
    layers: sizes.slice(1).map((units, index) => ({ inputs: sizes[index], units, activation: "sigmoid" })),
  };
}

const report = network(784, 20, 10);

describe("initialWeights", () => {
  it("has a matrix a layer, [20, 785] and [10, 21] for the report's network, in the precision asked for", () => {
    for (const [precision, FloatArray] of [
      ["float32", Float32Array],
      ["float64", Float64Array],
    ] as const) {
      const weights = initialWeights(report, 0, precision);
      expect(weights.map(({ rows, columns, values }) => [rows, columns, values.length])).toEqual([
        [20, 785, 15_700],
        [10, 21, 210],
      ]);
      for (const { values } of weights) expect(values).toBeInstanceOf(FloatArray);
    }
  });

  it.each(cases)("begins as Python's whole numbers say: seed $seed, layer $layer, unit $unit", (example) => {
    const { seed, layer, unit } = example;
    for (const precision of ["float64", "float32"] as const) {
      const { columns, values } = initialWeights(report, seed, precision)[layer];
      expect(Array.from(values.subarray(unit * columns, unit * columns + 5))).toEqual(example[precision]);
    }
  });

  it("is uniform in [-0.5, 0.5) for seed 0: bounds, mean and variance within 4 standard deviations, every tenth alike", () => {
    const values = Float64Array.from(initialWeights(report, 0, "float64")[0].values);
    const n = values.length;
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-0.5);
    expect(Math.max(...values)).toBeLessThan(0.5);
    // A uniform number of width 1 has the variance 1/12, and its square's deviation the variance 1/80 - 1/144 = 1/180.
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / n));
    const tenths = new Array<number>(10).fill(0);
    for (const value of values) tenths[Math.floor((value + 0.5) * 10)]++;
    for (const count of tenths) expect(Math.abs(count - n / 10)).toBeLessThan(4 * Math.sqrt(n * 0.1 * 0.9));
  });

  it("draws biases as it draws weights", () => {
    const biases = Array.from(
      { length: 20 },
      (_, unit) => initialWeights(report, 0, "float64")[0].values[785 * unit],
    );
    expect(new Set(biases).size).toBe(20);
    expect(biases).not.toContain(0);
  });

  it("in float32 is the float64 value, rounded", () => {
    const [narrow, wide] = [initialWeights(report, 3, "float32"), initialWeights(report, 3, "float64")];
    for (const [layer, { values }] of wide.entries()) {
      expect(narrow[layer].values).toEqual(Float32Array.from(values));
    }
  });

  it("repeats itself for the same seed, and is another for another one", () => {
    expect(initialWeights(report, 5, "float32")).toEqual(initialWeights(report, 5, "float32"));
    const firsts = [0, 1, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1].map(
      (seed) => initialWeights(report, seed, "float64")[0].values[0],
    );
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  it("gives a layer the same weights whatever the layers after it are", () => {
    const [first, second] = initialWeights(report, 0, "float64");
    expect(initialWeights(network(784, 20), 0, "float64")).toEqual([first]);
    const deeper = initialWeights(network(784, 20, 10, 30, 4), 0, "float64");
    expect(deeper.slice(0, 2)).toEqual([first, second]);
    expect(initialWeights(network(3, 20, 10), 0, "float64")[1]).toEqual(second);
  });

  it("gives a unit the same weights however many units and inputs there are beside them", () => {
    const narrow = initialWeights(network(4, 2), 0, "float64")[0].values;
    const wide = initialWeights(network(9, 7), 0, "float64")[0].values;
    expect(wide.subarray(0, 5)).toEqual(narrow.subarray(0, 5));
    expect(wide.subarray(10, 15)).toEqual(narrow.subarray(5, 10));
  });

  it("gives no two units, of one layer or of two, the same weights", () => {
    const [first, second] = initialWeights(network(5, 6, 6), 0, "float64");
    const rows = [first, second].flatMap(({ rows, columns, values }) =>
      Array.from({ length: rows }, (_, unit) => String(values.subarray(unit * columns, unit * columns + 5))),
    );
    expect(new Set(rows).size).toBe(12);
  });
});
