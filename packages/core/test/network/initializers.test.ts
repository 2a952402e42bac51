import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/errors.ts";
import {
  type InitializerName,
  initializerNames,
  initialWeights,
  isInitializer,
} from "../../src/network/initializers.ts";
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

describe("uniform initial weights", () => {
  it("are those of the bound 0.5 times the bound over 0.5, bit for bit for powers of two", () => {
    const [half, two] = [0.5, 2].map((bound) => initialWeights(report, 0, "float64", "uniform", bound));
    expect(half).toEqual(initialWeights(report, 0, "float64"));
    for (const [layer, { values }] of two.entries())
      expect(values).toEqual(half[layer].values.map((value) => 4 * value));
  });
});

// 300 inputs and 200 units: 2 / (300 + 200), 2 / 300 and 1 / 300. See the papers named in initializers.ts.
const scaled: readonly (readonly [name: InitializerName, variance: number])[] = [
  ["glorot-uniform", 0.004],
  ["glorot-normal", 0.004],
  ["he-uniform", 0.006666666666666667],
  ["he-normal", 0.006666666666666667],
  ["lecun-uniform", 0.0033333333333333335],
  ["lecun-normal", 0.0033333333333333335],
];

/** A layer's weights without its biases. */
function weightsOf(name: InitializerName, inputs: number, units: number, seed = 0): Float64Array {
  const [{ columns, values }] = initialWeights(network(inputs, units), seed, "float64", name);
  return Float64Array.from(values).filter((_, index) => index % columns !== 0);
}

describe("scaled initial weights", () => {
  it.each(scaled)(
    "%s: variance %d, mean 0 and the tails of its kind, to 4 standard deviations",
    (name, variance) => {
      const values = weightsOf(name, 300, 200);
      const n = values.length;
      expect(n).toBe(60_000);
      const uniform = name.endsWith("uniform");
      const mean = values.reduce((sum, value) => sum + value, 0) / n;
      const found = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
      // A sample variance's own variance is (kurtosis - 1) / n of its square: kurtosis 9/5 for uniform, 3 for normal.
      expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(variance / n));
      expect(Math.abs(found / variance - 1)).toBeLessThan(4 * Math.sqrt((uniform ? 0.8 : 2) / n));
      const largest =
        values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / Math.sqrt(variance);
      if (uniform) {
        expect(largest).toBeLessThanOrEqual(Math.sqrt(3)); // width² / 12 is the variance
        expect(largest).toBeGreaterThan(0.999 * Math.sqrt(3));
      } else {
        expect(largest).toBeGreaterThan(3.5); // 28 of 60,000 are expected beyond, none beyond 6
        expect(largest).toBeLessThan(6);
      }
    },
  );

  it("follow a layer's own inputs and units: the second of 300, 200, 50 as the first of 200, 50 has it", () => {
    const [, second] = initialWeights(network(300, 200, 50), 0, "float64", "glorot-uniform");
    const bound = Math.sqrt(6 / 250);
    const largest = Math.max(...Float64Array.from(second.values, Math.abs));
    expect(largest).toBeLessThanOrEqual(bound);
    expect(largest).toBeGreaterThan(0.99 * bound);
  });

  const named = initializerNames.filter((name) => name !== "uniform");
  it.each(named)("%s: biases are zero, in every layer", (name) => {
    for (const { rows, columns, values } of initialWeights(network(7, 5, 9, 2), 0, "float64", name))
      for (let unit = 0; unit < rows; unit++) expect(values[unit * columns]).toBe(0);
  });

  it.each(named)("%s: float32 is float64 rounded, seeds repeat themselves and differ", (name) => {
    const wide = initialWeights(network(7, 5), 3, "float64", name)[0].values;
    expect(initialWeights(network(7, 5), 3, "float64", name)[0].values).toEqual(wide);
    expect(initialWeights(network(7, 5), 4, "float64", name)[0].values).not.toEqual(wide);
    const narrow = initialWeights(network(7, 5), 3, "float32", name)[0].values;
    const apart = name === "orthogonal" ? 1e-6 : 0; // it is made orthogonal from normal numbers rounded to float32
    for (const [index, value] of wide.entries())
      expect(Math.abs(narrow[index] - Math.fround(value))).toBeLessThanOrEqual(apart);
  });

  it("are of eight kinds, and a file's name is none of them", () => {
    expect(initializerNames).toHaveLength(8);
    expect(initializerNames.every(isInitializer)).toBe(true);
    expect(isInitializer("weights.npz")).toBe(false);
    expect(() => initialWeights(report, 0, "float32", "he" as InitializerName)).toThrow(ParameterError);
    expect(() => initialWeights(report, 0, "float32", "he" as InitializerName)).toThrow(
      "init must be one of uniform, glorot-uniform, glorot-normal, he-uniform, he-normal, lecun-uniform, lecun-normal, orthogonal, got he.",
    );
  });
});

describe("orthogonal initial weights", () => {
  /** The largest entry of V·Vᵀ - 1, V's vectors being rows of the weights or, where there are fewer, columns. */
  function skewness(values: Float64Array, units: number, inputs: number): number {
    const byRow = units <= inputs;
    const vectors = Array.from({ length: Math.min(units, inputs) }, (_, v) =>
      Array.from(
        { length: Math.max(units, inputs) },
        (_, i) => values[byRow ? v * inputs + i : i * inputs + v],
      ),
    );
    const products = vectors.flatMap((a, i) =>
      vectors.map((b, j) => a.reduce((sum, x, k) => sum + x * b[k], 0) - (i === j ? 1 : 0)),
    );
    return Math.max(...products.map(Math.abs));
  }

  it.each([
    [60, 40, "wide: orthonormal rows"],
    [40, 60, "tall: orthonormal columns"],
    [50, 50, "square"],
    [784, 20, "the report's"],
    [7, 1, "one unit"],
    [1, 7, "one input"],
  ])("%d inputs, %d units, %s, to 1e-12", (inputs, units) => {
    expect(skewness(weightsOf("orthogonal", inputs, units), units, inputs)).toBeLessThan(1e-12);
  });

  it("keep the length of what comes in, where there are as many units or more, to 1e-12", () => {
    const values = weightsOf("orthogonal", 20, 30);
    const x = Array.from({ length: 20 }, (_, j) => (j % 7) - 2.5);
    const z = Array.from({ length: 30 }, (_, unit) =>
      x.reduce((sum, xj, j) => sum + values[20 * unit + j] * xj, 0),
    );
    const norm = (v: readonly number[]) => Math.sqrt(v.reduce((sum, value) => sum + value * value, 0));
    expect(Math.abs(norm(z) / norm(x) - 1)).toBeLessThan(1e-12);
  });

  it("point anywhere: signs of the first weight over 200 seeds are even to 4 standard deviations", () => {
    const positive = Array.from({ length: 200 }, (_, seed) => weightsOf("orthogonal", 3, 2, seed)[0]).filter(
      (value) => value > 0,
    ).length;
    expect(Math.abs(positive - 100)).toBeLessThan(4 * Math.sqrt(200 / 4));
  });
});
