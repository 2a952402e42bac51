import { describe, expect, it } from "vitest";
import { loadDataset } from "../../src/dataset/load-dataset.node.ts";
import { ShapeError } from "../../src/errors.ts";
import type { Model } from "../../src/format/model.ts";
import { predict } from "../../src/prediction/predict.ts";
import { contributions, traceSample } from "../../src/prediction/trace-sample.ts";
import { reportModel } from "./report-model.ts";

// σ(ln 3) = 3/4, σ(-ln 3) = 1/4, σ(0) = 1/2; pixels are divided by 10.
const ln3 = 1.0986122886681098;
const model: Model = {
  network: {
    scaling: { type: "divide", divisor: 10 },
    layers: [
      { inputs: 2, units: 3, activation: "sigmoid" },
      { inputs: 3, units: 2, activation: "softmax" },
    ],
    loss: "cross-entropy",
  },
  weights: [
    { rows: 3, columns: 3, values: Float64Array.of(ln3, 1, -2, -ln3, -1, 2, 0, 0.5, -1) },
    { rows: 2, columns: 4, values: Float64Array.of(0.5, 1, -1, 2, 0, 0, 0, 4) },
  ],
  classes: ["a", "b"],
  imageShape: [1, 2],
};

describe("traceSample", () => {
  it("has z and a of a 2-3-2 network worked by hand, for the pixels (20, 10)", () => {
    const { input, layers } = traceSample(model, Uint8Array.of(20, 10));
    expect(Array.from(input)).toEqual([2, 1]);
    // ln 3 + 2 - 2, -ln 3 - 2 + 2, 0 + 1 - 1
    for (const [unit, z] of [ln3, -ln3, 0].entries()) expect(layers[0].z[unit]).toBeCloseTo(z, 14);
    for (const [unit, a] of [3 / 4, 1 / 4, 1 / 2].entries()) expect(layers[0].a[unit]).toBeCloseTo(a, 14);
    // 1/2 + 3/4 - 1/4 + 2·1/2 = 2 and 4·1/2 = 2: softmax of two that are alike
    for (const unit of [0, 1]) {
      expect(layers[1].z[unit]).toBeCloseTo(2, 14);
      expect(layers[1].a[unit]).toBeCloseTo(1 / 2, 14);
    }
  });

  it("scales numbers as it scales bytes", () => {
    const scaled = traceSample(model, Float32Array.of(20, 10));
    expect(scaled).toEqual(traceSample(model, Uint8Array.of(20, 10)));
  });

  it.each(["float32", "float64"] as const)(
    "ends in the scores that predict gives on MNIST, to 1e-6 in %s",
    async (precision) => {
      const { train } = await loadDataset("mnist");
      const report = reportModel(precision);
      for (const index of [0, 60, 59999]) {
        const pixels = train.features.subarray(784 * index, 784 * (index + 1));
        const [{ scores }] = await predict(report, pixels);
        const { layers } = traceSample(report, pixels);
        expect(layers.map(({ z, a }) => [z.length, a.length])).toEqual([
          [20, 20],
          [10, 10],
        ]);
        for (const [k, score] of scores.entries())
          expect(Math.abs(layers[1].a[k] - score)).toBeLessThan(1e-6);
      }
    },
  );

  it("refuses a sample of another size, naming both", () => {
    expect(() => traceSample(model, Uint8Array.of(1, 2, 3))).toThrow(
      new ShapeError("Expected one sample of 2 features, got 3 features."),
    );
  });
});

describe("contributions", () => {
  it("are a unit's bias and each w·a below, which add up to its z", () => {
    const hidden = Float64Array.of(3 / 4, 1 / 4, 1 / 2);
    expect(Array.from(contributions(model.weights[1], 0, hidden))).toEqual([0.5, 3 / 4, -1 / 4, 1]);
    expect(Array.from(contributions(model.weights[1], 1, hidden))).toEqual([0, 0, 0, 2]);
  });
});
