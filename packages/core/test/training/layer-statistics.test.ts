import { describe, expect, it } from "vitest";
import { createSamples, type Dataset } from "../../src/dataset/samples.ts";
import { createExperiment } from "../../src/experiment.ts";
import { weightsSha256 } from "../../src/format/weights-sha256.ts";
import type { ActivationName } from "../../src/network/activations.ts";
import type { Matrix } from "../../src/network/matrix.ts";
import type { Network } from "../../src/network/network.ts";
import { plainObjective } from "../../src/network/objective.ts";
import { layerStatistics, probeOf } from "../../src/training/layer-statistics.ts";
import { createTraining } from "../../src/training/train.ts";
import { sigmoidNetwork, someSamples, someWeights } from "../engine/small-network.ts";

function matrix(...rows: number[][]): Matrix {
  return { rows: rows.length, columns: rows[0].length, values: Float64Array.from(rows.flat()) };
}

/** One hidden layer with this activation, below one sigmoid output. */
function network(inputs: number, units: number, activation: ActivationName): Network {
  return {
    scaling: { type: "none" },
    loss: "cross-entropy",
    layers: [
      { inputs, units, activation },
      { inputs: units, units: 1, activation: "sigmoid" },
    ],
  };
}

/** The hidden layer's share of saturated activations where its only input is 0 and the biases are its z. */
async function saturated(activation: ActivationName, biases: readonly number[]): Promise<number | undefined> {
  const weights = [matrix(...biases.map((bias) => [bias, 0])), matrix([0, ...biases.map(() => 0)])];
  const sample = createSamples(Float32Array.of(0), Uint8Array.of(0), 1);
  const [hidden] = await layerStatistics(
    network(1, biases.length, activation),
    weights,
    plainObjective,
    sample,
  );
  return hidden.saturated;
}

describe("layerStatistics", () => {
  it("has the figures of a 2-2-1 network worked by hand, one of its ReLU units dead, to 1e-7", async () => {
    // Two samples (1, 0) and (3, 0). Unit 1 has z = -1 for both; unit 2 gives 1 and 3.
    const samples = createSamples(Float32Array.of(1, 0, 3, 0), Uint8Array.of(0, 0), 2);
    const weights = [matrix([-1, 0, 0], [0, 1, 0]), matrix([-2, 0, 1])];
    const [hidden, output] = await layerStatistics(network(2, 2, "relu"), weights, plainObjective, samples);
    // The output's z is -1 and 1, the target 1: delta is σ(-1) - 1 = -0.73105858 and σ(1) - 1 = -0.26894142.
    // Means over both: dW² = -[0.5, 0, 0.76894142], dW¹ = -[0.5, 0.76894142, 0] for unit 2, 0 for unit 1.
    const gradientNorm = 0.9172082; // √(0.25 + 0.59127091)
    expect(hidden).toMatchObject({
      layer: 1,
      units: 2,
      activation: "relu",
      activationMean: 1,
      deadUnits: 0.5,
    });
    expect(hidden.activationDeviation).toBeCloseTo(1.22474487, 7); // √((1 + 1 + 0 + 4) / 4)
    expect(hidden.weightNorm).toBeCloseTo(Math.SQRT2, 7);
    expect(hidden.gradientNorm).toBeCloseTo(gradientNorm, 7);
    expect(hidden.gradientToWeight).toBeCloseTo(gradientNorm / Math.SQRT2, 7);
    expect(output.gradientNorm).toBeCloseTo(gradientNorm, 7);
    expect(output.weightNorm).toBeCloseTo(2.23606798, 7);
    expect(output.activationMean).toBeCloseTo(0.5, 7);
    expect(output.activationDeviation).toBeCloseTo(0.23105858, 7);
    expect([hidden.saturated, output.saturated, output.deadUnits]).toEqual([undefined, 0, undefined]);
  });

  it("counts activations and gradients in 40 bins, of the 2-2-1 network worked by hand", async () => {
    const samples = createSamples(Float32Array.of(1, 0, 3, 0), Uint8Array.of(0, 0), 2);
    const weights = [matrix([-1, 0, 0], [0, 1, 0]), matrix([-2, 0, 1])];
    const [hidden] = await layerStatistics(network(2, 2, "relu"), weights, plainObjective, samples);
    // Activations 0, 0, 1, 3: 1 is a third of 40 bins up. Gradients: 0.5 and 0.76894142, and four zeros.
    expect(hidden.activationHistogram).toMatchObject({ low: 0, high: 3 });
    expect(hidden.activationHistogram?.counts).toEqual(
      Array.from({ length: 40 }, (_, bin) => ({ 0: 2, 13: 1, 39: 1 })[bin] ?? 0),
    );
    expect(hidden.gradientHistogram).toMatchObject({
      low: expect.closeTo(-0.30103, 5),
      high: expect.closeTo(-0.11411, 5),
      counts: { 0: 1, 39: 1, length: 40 },
      zeros: 4,
    });
  });

  it("counts every activation and every entry of the gradients once", async () => {
    const deep = sigmoidNetwork(7, 5, 3);
    const layers = await layerStatistics(
      deep,
      someWeights(deep, "float64"),
      plainObjective,
      someSamples(40, 7, 3),
    );
    const sum = (counts: readonly number[] = []) => counts.reduce((total, count) => total + count, 0);
    for (const [l, { activationHistogram, gradientHistogram }] of layers.entries()) {
      expect(sum(activationHistogram?.counts)).toBe(40 * [5, 3][l]);
      expect(sum(gradientHistogram?.counts) + (gradientHistogram?.zeros ?? 0)).toBe([5 * 8, 3 * 6][l]);
    }
  });

  it("counts the activations within 1 % of their ends: 3 of 4 sigmoids, 2 of 4 of either tanh", async () => {
    // σ(5) = 0.9933, σ(4) = 0.9820; tanh(3) = 0.9951, tanh(2) = 0.9640; scaled tanh: tanh of two thirds of z
    expect(await saturated("sigmoid", [5, -5, 4, 40])).toBe(0.75);
    expect(await saturated("tanh", [3, -3, 2, -2])).toBe(0.5);
    expect(await saturated("scaled-tanh", [4.5, -4.5, 3, -3])).toBe(0.5);
    expect(await saturated("gelu", [5, -5, 4, 40])).toBeUndefined();
  });

  it("counts as saturated units those that are so for 9 of 10 samples: 1 of 2 tanh units", async () => {
    // z is 3 for nine samples and 0 for the tenth, or 3 for eight of them.
    const features = Float32Array.from(
      [1, 1, 1, 1, 1, 1, 1, 1, 1, 0].flatMap((x, n) => [x, n === 0 ? 0 : x]),
    );
    const samples = createSamples(features, new Uint8Array(10), 2);
    const weights = [matrix([0, 3, 0], [0, 0, 3]), matrix([0, 0, 0])];
    const [hidden] = await layerStatistics(network(2, 2, "tanh"), weights, plainObjective, samples);
    expect(hidden).toMatchObject({ saturated: 17 / 20, saturatedUnits: 0.5 });
  });

  it("has no ratio where all weights are 0", async () => {
    const sample = createSamples(Float32Array.of(0), Uint8Array.of(0), 1);
    const zero = [matrix([0, 0]), matrix([0, 0])];
    const layers = await layerStatistics(network(1, 1, "tanh"), zero, plainObjective, sample);
    expect(layers.map(({ gradientToWeight }) => gradientToWeight)).toEqual([null, null]);
  });

  it("is the same with dropout, noise and the sum of losses; penalties are part of the gradient", async () => {
    const deep = sigmoidNetwork(7, 5, 3);
    const [weights, samples] = [someWeights(deep, "float32"), someSamples(40, 7, 3)];
    const plain = await layerStatistics(deep, weights, plainObjective, samples);
    const noisy = { ...plainObjective, reduction: "sum", dropout: [0.5, 0.5], inputNoise: 1 } as const;
    expect(await layerStatistics(deep, weights, noisy, samples)).toEqual(plain);
    const [decayed] = await layerStatistics(deep, weights, { ...plainObjective, l2: 10 }, samples);
    expect(decayed.gradientNorm).toBeGreaterThan(2 * plain[0].gradientNorm);
  });
});

describe("probeOf", () => {
  it("is the first 200 samples, or all where there are fewer", () => {
    const samples = someSamples(300, 2, 3);
    expect(probeOf(samples).labels).toEqual(samples.labels.subarray(0, 200));
    expect(probeOf(someSamples(7, 2, 3)).count).toBe(7);
  });
});

describe("a training that is watched", () => {
  it("has every layer in each epoch's record, and the same weights as without", async () => {
    const train = someSamples(60, 6, 3);
    const dataset: Dataset = {
      name: "small",
      classes: ["a", "b", "c"],
      imageShape: [2, 3],
      train,
      sources: [],
    };
    const carriedOut = async (watch: boolean) => {
      const experiment = createExperiment({ hidden: [5, 4], epochs: 2, dropout: 0.5 });
      const training = await createTraining(experiment, dataset, { watch });
      const epochs = [];
      for await (const progress of training) if (progress.kind === "epoch") epochs.push(progress);
      return { epochs, sha256: await weightsSha256(training.model().weights) };
    };
    const [watched, plain] = [await carriedOut(true), await carriedOut(false)];
    expect(watched.sha256).toBe(plain.sha256);
    expect(plain.epochs[0].layers).toBeUndefined();
    expect(watched.epochs.map(({ layers }) => layers?.map(({ layer, units }) => [layer, units]))).toEqual([
      [
        [1, 5],
        [2, 4],
        [3, 3],
      ],
      [
        [1, 5],
        [2, 4],
        [3, 3],
      ],
    ]);
    expect(watched.epochs[0].layers).not.toEqual(watched.epochs[1].layers);
  });
});
