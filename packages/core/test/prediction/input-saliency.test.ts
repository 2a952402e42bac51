import { describe, expect, it } from "vitest";
import { loadDataset } from "../../src/dataset/load-dataset.node.ts";
import { ParameterError, ShapeError } from "../../src/errors.ts";
import type { Model } from "../../src/format/model.ts";
import type { ActivationName } from "../../src/network/activations.ts";
import { inputSaliency } from "../../src/prediction/input-saliency.ts";
import { traceSample } from "../../src/prediction/trace-sample.ts";
import { reportModel } from "./report-model.ts";

// σ(ln 3) = 3/4, σ(0) = 1/2; σ' = 3/16 and 1/4. Pixels are divided by 10.
const ln3 = 1.0986122886681098;
const model: Model = {
  network: {
    scaling: { type: "divide", divisor: 10 },
    layers: [
      { inputs: 2, units: 2, activation: "sigmoid" },
      { inputs: 2, units: 2, activation: "softmax" },
    ],
    loss: "cross-entropy",
  },
  weights: [
    { rows: 2, columns: 3, values: Float64Array.of(ln3, 1, -2, 0, 0.5, -1) },
    { rows: 2, columns: 3, values: Float64Array.of(0.5, 16, -4, 7, 0, 8) },
  ],
  classes: ["a", "b"],
  imageShape: [1, 2],
};

describe("inputSaliency", () => {
  it("is dz/dx ⊙ x of a 2-2-2 network worked by hand, for the pixels (20, 10)", () => {
    // x = (2, 1), z¹ = (ln 3, 0). Unit 0: delta¹ = (16·3/16, -4·1/4) = (3, -1);
    // dz/dx = (3·1 - 1·0.5, 3·-2 + 1·1) = (2.5, -5), times x: (5, -5).
    const first = inputSaliency(model, Uint8Array.of(20, 10), 0);
    for (const [j, value] of [5, -5].entries()) expect(first[j]).toBeCloseTo(value, 13);
    // Unit 1: delta¹ = (0, 2); dz/dx = (1, -2), times x: (2, -2).
    const second = inputSaliency(model, Float32Array.of(20, 10), 1);
    for (const [j, value] of [2, -2].entries()) expect(second[j]).toBeCloseTo(value, 13);
  });

  it.each(["sigmoid", "tanh", "gelu", "relu"] as const)(
    "agrees with central differences of the reference's z on MNIST, hidden %s, to 1e-6",
    async (activation: ActivationName) => {
      const { train } = await loadDataset("mnist");
      const report = reportModel("float64");
      const network = { ...report.network, scaling: { type: "none" } as const };
      const [hidden, output] = network.layers;
      const changed = { ...report, network: { ...network, layers: [{ ...hidden, activation }, output] } };
      const x = Float32Array.from(train.features.subarray(784 * 60, 784 * 61), (byte) => byte / 255);
      const h = 2 ** -10;
      for (const unit of [4, 9]) {
        const saliency = inputSaliency(changed, x, unit);
        for (let j = 0; j < 784; j++) {
          const [up, down] = [x.slice(), x.slice()];
          up[j] += h;
          down[j] -= h;
          const z = (moved: Float32Array) => traceSample(changed, moved).layers[1].z[unit];
          const slope = (z(up) - z(down)) / (up[j] - down[j]);
          expect(Math.abs(saliency[j] - x[j] * slope)).toBeLessThan(1e-6);
        }
      }
    },
  );

  it("refuses a sample of another size, and a unit that is not there", () => {
    expect(() => inputSaliency(model, Uint8Array.of(1, 2, 3), 0)).toThrow(
      new ShapeError("Expected one sample of 2 features, got 3 features."),
    );
    expect(() => inputSaliency(model, Uint8Array.of(1, 2), 2)).toThrow(
      new ParameterError("unit must be an integer in [0, 1], got 2."),
    );
  });
});
