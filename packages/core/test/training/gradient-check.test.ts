import { describe, expect, it } from "vitest";
import { loadDataset } from "../../src/dataset/load-dataset.node.ts";
import { sliceSamples } from "../../src/dataset/samples.ts";
import { createEngine } from "../../src/engine/create-engine.ts";
import { initialWeights } from "../../src/network/initializers.ts";
import type { Network, Weights } from "../../src/network/network.ts";
import { checkGradients, gradientBounds } from "../../src/training/gradient-check.ts";
import { sigmoidNetwork, someSamples, someWeights } from "../engine/small-network.ts";
import { reportNetwork } from "../golden-numbers.ts";

const small = sigmoidNetwork(7, 5, 4, 3);
const smallWeights = someWeights(small, "float64");
const samples = someSamples(6, 7, 3);

/** The gradients of the reference engine, with something done to them. */
function planted(network: Network, weights: Weights, mistake: (gradients: Weights) => void) {
  return async (given: typeof samples) => {
    const settings = { network, weights, precision: "float64", updateOrder: "together" } as const;
    const gradients = await (await createEngine("reference", settings)).gradients(given);
    mistake(gradients);
    return gradients;
  };
}

describe("the gradient check", () => {
  it("holds for every weight of a 7-5-4-3 network: relative error < 1e-6, no entry off by more than 1e-8", async () => {
    expect(gradientBounds).toEqual({ relativeError: 1e-6, entryError: 1e-8 });
    const checks = await checkGradients(small, smallWeights, samples);
    expect(checks.map(({ checked }) => checked)).toEqual([40, 24, 15]);
    for (const check of checks) {
      expect(check.relativeError).toBeLessThan(1e-6);
      expect(check.largestError).toBeLessThanOrEqual(1e-8);
      expect(check.passed).toBe(true);
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

  it("catches a wrong sign", async () => {
    const analytic = planted(small, smallWeights, ([w1]) => {
      w1.values.forEach((value, i) => {
        w1.values[i] = -value;
      });
    });
    const checks = await checkGradients(small, smallWeights, samples, { analytic });
    expect(checks.map(({ passed }) => passed)).toEqual([false, true, true]);
  });

  it("catches a dropped bias, and says where", async () => {
    const analytic = planted(small, smallWeights, ([, w2]) => {
      w2.values[2 * w2.columns] = 0;
    });
    const [, second] = await checkGradients(small, smallWeights, samples, { analytic });
    expect(second).toMatchObject({ passed: false, layer: 2, row: 2, column: 0 });
  });

  it("catches an error of one part in a hundred thousand, and NaN", async () => {
    const scaled = planted(small, smallWeights, ([w1]) => {
      w1.values.forEach((value, i) => {
        w1.values[i] = value * 1.00001;
      });
    });
    expect((await checkGradients(small, smallWeights, samples, { analytic: scaled }))[0].passed).toBe(false);
    const broken = planted(small, smallWeights, ([w1]) => {
      w1.values[3] = Number.NaN;
    });
    expect((await checkGradients(small, smallWeights, samples, { analytic: broken }))[0].passed).toBe(false);
  });
});
