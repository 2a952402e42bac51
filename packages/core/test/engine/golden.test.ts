// The report's program, in NumPy, beside the engines: test/golden/README.md says how the numbers were made.

import { beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "../../src/dataset/load-dataset.node.ts";
import { type Samples, sliceSamples } from "../../src/dataset/samples.ts";
import { createEngine } from "../../src/engine/create-engine.ts";
import { type EngineName, emptyTally } from "../../src/engine/engine.ts";
import type { Precision } from "../../src/network/matrix.ts";
import { type GoldenRun, goldenRun, goldenWeights, reportNetwork } from "../golden-numbers.ts";
import { inOrder, largestDifference } from "./small-network.ts";

const orders = { program: "output-first", correct: "together" } as const;

let train: Samples;
beforeAll(async () => {
  train = (await loadDataset("mnist")).train;
});

function createReportEngine(name: EngineName, precision: Precision, variant: GoldenRun["variant"]) {
  const weights = goldenWeights("seed0_init.npz");
  return createEngine(name, { network: reportNetwork, weights, precision, updateOrder: orders[variant] });
}

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);
const largest = (differences: readonly number[]) => Math.max(...differences.map(Math.abs));

describe("the reference engine in float64", () => {
  it("follows the report's NumPy program value by value through its first three steps, to 1e-13", async () => {
    const engine = await createReportEngine("reference", "float64", "program");
    const steps = goldenRun("program").first_samples ?? [];
    expect(steps.length).toBe(3);
    for (const { sample, label, output, after } of steps) {
      expect(train.labels[sample]).toBe(label);
      const { activations } = await engine.scores(sliceSamples(train, sample, sample + 1));
      expect(largest(output.map((value, k) => value - activations[k]))).toBeLessThan(1e-13);
      await engine.train({ samples: train, order: Uint32Array.of(sample), learningRate: 0.01 }, emptyTally);
      const [w1, w2] = engine.weights();
      expect(Math.abs(sum(w1.values) - after.w_i_h_sum)).toBeLessThan(1e-10);
      expect(Math.abs(sum(w2.values) - after.w_h_o_sum)).toBeLessThan(1e-12);
      expect(largest(after.w_i_h_col0.map((value, unit) => value - w1.values[785 * unit]))).toBeLessThan(
        1e-13,
      );
      expect(largest(after.w_h_o_row0.map((value, j) => value - w2.values[j]))).toBeLessThan(1e-13);
    }
  });

  it.each(["program", "correct"] as const)(
    "follows the report's NumPy program (%s) for four epochs of MNIST, to 1e-10 and hit for hit",
    async (variant) => {
      const engine = await createReportEngine("reference", "float64", variant);
      const hits: number[] = [];
      for (let epoch = 1; epoch <= 4; epoch++) {
        const range = { samples: train, order: inOrder(train), learningRate: 0.01 };
        hits.push((await engine.train(range, emptyTally)).hits);
        if (epoch === 1 || epoch === 4) {
          const wanted = goldenWeights(`seed0_${variant}_epoch${epoch}.npz`);
          expect(largestDifference(engine.weights(), wanted)).toBeLessThan(1e-10);
        }
      }
      expect(hits).toEqual(
        goldenRun(variant).epoch_accuracy.map((accuracy) => Math.round(accuracy * 60_000)),
      );
    },
    240_000,
  );
});

describe("the wasm engine in float32", () => {
  it.each(["program", "correct"] as const)(
    "stays within 0.1 point of the NumPy program's accuracy (%s) in each of four epochs of MNIST",
    async (variant) => {
      const engine = await createReportEngine("wasm", "float32", variant);
      for (const accuracy of goldenRun(variant).epoch_accuracy) {
        const range = { samples: train, order: inOrder(train), learningRate: 0.01 };
        const { hits } = await engine.train(range, emptyTally);
        expect(Math.abs(hits / 60_000 - accuracy)).toBeLessThan(0.001);
      }
      const wanted = goldenWeights(`seed0_${variant}_epoch4.npz`);
      expect(largestDifference(engine.weights(), wanted)).toBeLessThan(5e-3);
    },
  );
});
