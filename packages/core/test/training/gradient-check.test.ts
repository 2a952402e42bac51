import { describe, expect, it } from "vitest";
import { loadDataset } from "../../src/dataset/load-dataset.node.ts";
import { createSamples, sliceSamples } from "../../src/dataset/samples.ts";
import { ShapeError } from "../../src/errors.ts";
import { initialWeights } from "../../src/network/initializers.ts";
import type { Network } from "../../src/network/network.ts";
import { plainObjective } from "../../src/network/objective.ts";
import { checkGradients, gradientBounds } from "../../src/training/gradient-check.ts";
import { sigmoidNetwork, someSamples, someWeights } from "../engine/small-network.ts";
import { reportNetwork } from "../golden-numbers.ts";

const small = sigmoidNetwork(7, 5, 4, 3);
const smallWeights = someWeights(small, "float64");
const samples = someSamples(6, 7, 3);

describe("the gradient check", () => {
  it("holds for every weight of a 7-5-4-3 network: relative error < 1e-6, no entry off by more than 1e-8", async () => {
    expect(gradientBounds).toEqual({ relativeError: 1e-6, entryError: 1e-8 });
    const checks = await checkGradients(small, smallWeights, samples);
    expect(checks.map(({ checked }) => checked)).toEqual([40, 24, 15]);
    for (const check of checks) {
      expect(check.relativeError).toBeLessThan(1e-6);
      expect(check.largestError).toBeLessThanOrEqual(1e-8);
      expect(check).toMatchObject({ passed: true, kinked: 0 });
    }
  });

  it("holds for 1000 weights a layer of the report's 784-20-10 network on MNIST", async () => {
    const { train } = await loadDataset("mnist");
    const weights = initialWeights(reportNetwork, 0, "float64");
    const checks = await checkGradients(reportNetwork, weights, sliceSamples(train, 0, 2), {
      entriesPerLayer: 1000,
    });
    expect(checks.map(({ checked, passed }) => [checked, passed])).toEqual([
      [1000, true],
      [210, true],
    ]);
  });

  it("holds for the sum of 1000 samples' losses, where a difference of sums would be too coarse", async () => {
    const objective = { ...plainObjective, reduction: "sum" } as const;
    const checks = await checkGradients(small, smallWeights, someSamples(1000, 7, 3), {
      objective,
      entriesPerLayer: 5,
    });
    expect(checks.map(({ passed }) => passed)).toEqual([true, true, true]);
  });

  it("holds for the first of eight sigmoid layers, whose gradient is hardly there", async () => {
    const deep = sigmoidNetwork(7, 6, 6, 6, 6, 6, 6, 6, 3);
    const checks = await checkGradients(deep, initialWeights(deep, 0, "float64"), samples);
    expect(checks.every(({ passed }) => passed)).toBe(true);
  });

  it("takes numbers, and weights in float32", async () => {
    const features = Float32Array.from({ length: 6 * 7 }, (_, i) => (i % 5) / 2 - 1);
    const checks = await checkGradients(
      small,
      someWeights(small, "float32"),
      createSamples(features, samples.labels, 7),
    );
    expect(checks.map(({ passed }) => passed)).toEqual([true, true, true]);
  });

  it("leaves the weights as they are", async () => {
    const before = smallWeights.map(({ values }) => values.slice());
    await checkGradients(small, smallWeights, samples);
    expect(smallWeights.map(({ values }) => values)).toEqual(before);
  });

  it("draws the same entries for the same seed, others for another", async () => {
    const seen = async (seed: number) => {
      const options = { entriesPerLayer: 3, seed };
      return (await checkGradients(small, smallWeights, samples, options)).map(
        ({ largestError }) => largestError,
      );
    };
    expect(await seen(1)).toEqual(await seen(1));
    expect(await seen(1)).not.toEqual(await seen(2));
  });
});

/** One relu unit between one input and one output; pixels as they are. */
const kinky: Network = {
  scaling: { type: "none" },
  loss: "mean-squared-error",
  layers: [
    { inputs: 1, units: 1, activation: "relu" },
    { inputs: 1, units: 1, activation: "identity" },
  ],
};
const zeroAndOne = createSamples(Uint8Array.of(0, 1), Uint8Array.of(0, 0), 1);
const weightsOf = (w1: readonly number[], w2: readonly number[]) =>
  [w1, w2].map((values) => ({ rows: 1, columns: 2, values: Float64Array.from(values) }));

describe("the gradient check, at kinks", () => {
  it("leaves out a bias that moves a relu unit's z across 0, and not a weight that does not", async () => {
    // z = 0 for the pixel 0 and 1 for the pixel 1: the weight moves only the latter.
    const checks = await checkGradients(kinky, weightsOf([0, 1], [0.5, 2]), zeroAndOne);
    expect(checks).toMatchObject([
      { entries: 2, checked: 1, kinked: 1, passed: true },
      { entries: 2, checked: 2, kinked: 0, passed: true },
    ]);
  });

  it("leaves out weights at 0 and within reach of it under l1, but not such biases", async () => {
    const objective = { ...plainObjective, l1: 0.1 };
    const smooth: Network = { ...kinky, layers: [{ inputs: 3, units: 1, activation: "identity" }] };
    const values = Float64Array.of(0, 0, -1e-4, 0.3);
    const three = createSamples(Uint8Array.of(1, 2, 3), Uint8Array.of(0), 3);
    const [check] = await checkGradients(smooth, [{ rows: 1, columns: 4, values }], three, { objective });
    expect(check).toMatchObject({ entries: 4, checked: 2, kinked: 2, passed: true });
    const [plain] = await checkGradients(smooth, [{ rows: 1, columns: 4, values }], three);
    expect(plain).toMatchObject({ checked: 4, kinked: 0, passed: true });
  });

  it("does not pass a layer of which nothing could be checked", async () => {
    // z = 1·1 - 1 = 0 for the one sample: both its weight and its bias move it.
    const one = createSamples(Uint8Array.of(1), Uint8Array.of(0), 1);
    const [first] = await checkGradients(kinky, weightsOf([-1, 1], [0.5, 2]), one);
    expect(first).toMatchObject({ checked: 0, kinked: 2, passed: false });
  });

  it("does not take an objective that is no number for a kink", async () => {
    const checks = await checkGradients(kinky, weightsOf([0.5, 1], [0.5, Number.NaN]), zeroAndOne);
    for (const check of checks) expect(check).toMatchObject({ checked: 2, kinked: 0, passed: false });
  });
});

describe("the gradient check refuses", () => {
  it.each([
    ["no samples", someSamples(0, 7, 3), "Expected at least one sample to take a gradient over, got none."],
    ["samples of another size", someSamples(6, 5, 3), "The network has 7 inputs, got samples of 5 features."],
    [
      "labels without a unit",
      createSamples(samples.features, Uint8Array.of(0, 1, 2, 3, 0, 0), 7),
      "Expected labels 0..2, got 3 for sample 3.",
    ],
  ])("%s", async (_, given, message) => {
    const refused = checkGradients(small, smallWeights, given);
    await expect(refused).rejects.toThrow(ShapeError);
    await expect(refused).rejects.toThrow(message);
  });

  it("weights and analytic gradients of another shape, naming both", async () => {
    const [w1, w2] = smallWeights;
    await expect(checkGradients(small, [w1, w2], samples)).rejects.toThrow("the weights: expected w1 [5, 8]");
    const refused = checkGradients(small, smallWeights, samples, { analytic: async () => [w2, w1] });
    await expect(refused).rejects.toThrow("the analytic gradient: expected w1 [5, 8]");
  });
});
