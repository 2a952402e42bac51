import { describe, expect, it } from "vitest";
import type { Model } from "../../src/format/model.ts";
import { traceDeltas } from "../../src/prediction/trace-deltas.ts";
import { traceSample } from "../../src/prediction/trace-sample.ts";

// σ(ln 3) = 3/4, σ(-ln 3) = 1/4, σ(0) = 1/2.
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

function expectClose(got: ArrayLike<number>, wanted: readonly number[]): void {
  expect(got.length).toBe(wanted.length);
  for (const [unit, value] of wanted.entries()) expect(got[unit]).toBeCloseTo(value, 14);
}

describe("traceDeltas", () => {
  it("has dL/dz of a 2-3-2 network worked by hand, label a", () => {
    // The sample (2, 1) gives a = (3/4, 1/4, 1/2), then softmax (1/2, 1/2).
    const { loss, deltas } = traceDeltas(model, traceSample(model, Uint8Array.of(20, 10)), 0);
    expect(loss).toBeCloseTo(Math.LN2, 14);
    expectClose(deltas[1], [-1 / 2, 1 / 2]);
    // Wᵀδ = (-1/2, 1/2, -1 + 2), and σ' = a (1 - a) = (3/16, 3/16, 1/4)
    expectClose(deltas[0], [-3 / 32, 3 / 32, 1 / 4]);
  });

  it("takes a squared error down through the output's own derivative", () => {
    const squared: Model = {
      ...model,
      network: {
        scaling: { type: "none" },
        layers: [{ inputs: 1, units: 2, activation: "sigmoid" }],
        loss: "mean-squared-error",
      },
      weights: [{ rows: 2, columns: 2, values: Float64Array.of(0, ln3, 0, -ln3) }],
      imageShape: [1, 1],
    };
    // a = (3/4, 1/4), y = (0, 1): L = 1/2 · (9/16 + 9/16), delta = 2/2 · (a - y) · 3/16
    const { loss, deltas } = traceDeltas(squared, traceSample(squared, Float32Array.of(1)), 1);
    expect(loss).toBeCloseTo(9 / 16, 14);
    expectClose(deltas[0], [9 / 64, -9 / 64]);
  });

  it("agrees with central differences of the loss by each bias, to 1e-8", () => {
    const pixels = Uint8Array.of(13, 7);
    const lossWith = (layer: number, unit: number, step: number) => {
      const weights = model.weights.map(({ values, ...shape }) => ({ ...shape, values: values.slice() }));
      weights[layer].values[unit * weights[layer].columns] += step;
      const moved = { ...model, weights };
      return traceDeltas(moved, traceSample(moved, pixels), 1).loss;
    };
    traceDeltas(model, traceSample(model, pixels), 1).deltas.forEach((delta, layer) => {
      delta.forEach((value, unit) => {
        const numeric = (lossWith(layer, unit, 1e-5) - lossWith(layer, unit, -1e-5)) / 2e-5;
        expect(Math.abs(value - numeric)).toBeLessThan(1e-8);
      });
    });
  });
});
