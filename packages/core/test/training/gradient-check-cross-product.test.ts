import { describe, expect, it } from "vitest";
import { createEngine } from "../../src/engine/create-engine.ts";
import type { EngineName } from "../../src/engine/engine.ts";
import { type ActivationName, activations, type UnitActivationName } from "../../src/network/activations.ts";
import { type LossName, losses } from "../../src/network/losses.ts";
import type { Network } from "../../src/network/network.ts";
import { type Objective, plainObjective } from "../../src/network/objective.ts";
import { checkGradients, gradientBounds, type LayerCheck } from "../../src/training/gradient-check.ts";
import { sigmoidNetwork, someSamples, someWeights } from "../engine/small-network.ts";

// Every activation, loss, output and regulariser that there is: one that is added is checked here by itself.
const hiddenActivations = Object.keys(activations) as UnitActivationName[];
const pairs = Object.entries(losses).flatMap(([loss, outputs]) =>
  Object.keys(outputs).map((output) => ({ loss: loss as LossName, output: output as ActivationName })),
);

const everything: Required<Omit<Objective, "seed">> = {
  reduction: "sum",
  labelSmoothing: 0.1,
  classWeights: [0.5, 2, 1],
  l1: 0.01,
  l2: 0.02,
  dropout: [0.2, 0.4, 0.3], // inputs, then each hidden layer
  inputNoise: 0.2,
};
const regularizers: readonly (readonly [name: string, settings: Partial<Objective>])[] = [
  ["nothing", {}],
  ...Object.entries(everything).map(([name, value]) => [name, { [name]: value }] as const),
  ["everything", everything],
];

const samples = someSamples(5, 6, 3);

function createNetwork(hidden: ActivationName, output: ActivationName, loss: LossName): Network {
  const { layers, scaling } = sigmoidNetwork(6, 5, 4, 3);
  return {
    scaling,
    loss,
    layers: layers.map((layer, l) => ({ ...layer, activation: l === 2 ? output : hidden })),
  };
}

function check(network: Network, settings: Partial<Objective>, engine: EngineName): Promise<LayerCheck[]> {
  const weights = someWeights(network, "float64");
  const objective = { ...plainObjective, seed: 3, ...settings };
  const precision = engine === "wasm" ? "float32" : "float64";
  return checkGradients(network, weights, samples, {
    objective,
    analytic: async (batch) => {
      const updateOrder = "together";
      const made = await createEngine(engine, { network, weights, precision, updateOrder, objective });
      return (await made.gradients(batch)).weights;
    },
  });
}

describe("analytic gradients beside central differences, a 6-5-4-3 network and 5 samples", () => {
  it("are of every activation, and of the five pairs of loss and output", () => {
    expect(hiddenActivations).toHaveLength(8);
    expect(pairs).toHaveLength(5);
  });

  describe.each(pairs)("$loss with $output outputs", ({ loss, output }) => {
    it.each(hiddenActivations)(
      "agree for %s units to 1e-6 by layer and 1e-8 by entry, with each regulariser and with all",
      async (hidden) => {
        const network = createNetwork(hidden, output, loss);
        for (const [name, settings] of regularizers) {
          const smooth = !("kinked" in activations[hidden]) && !settings.l1;
          for (const layer of await check(network, settings, "reference")) {
            const place = `${name}, layer ${layer.layer}`;
            expect(layer.relativeError, place).toBeLessThan(gradientBounds.relativeError);
            expect(layer.largestError, place).toBeLessThanOrEqual(gradientBounds.entryError);
            expect(layer.passed, place).toBe(true);
            expect(layer.checked + layer.kinked, place).toBe(layer.entries);
            expect(layer.kinked, place).toBeLessThanOrEqual(smooth ? 0 : layer.entries / 5);
          }
        }
      },
    );

    // float32 has 24 bits: a sum of some ten rounded products near 1 is good to 1e-6.
    it.each(hiddenActivations)(
      "agree for %s units on wasm, in float32, to 2e-6 by layer and 5e-6 by entry",
      async (hidden) => {
        const network = createNetwork(hidden, output, loss);
        for (const [name, settings] of regularizers) {
          for (const layer of await check(network, settings, "wasm")) {
            const place = `${name}, layer ${layer.layer}`;
            expect(layer.relativeError, place).toBeLessThan(2e-6);
            expect(layer.largestError, place).toBeLessThan(5e-6);
          }
        }
      },
    );
  });

  it("agree for a network with another activation in each layer, regularised in every way", async () => {
    const sizes = [6, 5, 1, 4, 7, 3];
    const { layers, ...rest } = sigmoidNetwork(...sizes);
    const hidden = ["gelu", "relu", "scaled-tanh", "identity", "softmax"] as const;
    const network = { ...rest, layers: layers.map((layer, l) => ({ ...layer, activation: hidden[l] })) };
    const settings = { ...everything, dropout: [0.1, 0.2, 0, 0.3, 0.4] };
    const checks = await check(network, settings, "reference");
    expect(checks.map(({ passed }) => passed)).toEqual([true, true, true, true, true]);
  });

  it("agree for one layer without hidden units", async () => {
    const network: Network = {
      ...sigmoidNetwork(6, 3),
      layers: [{ inputs: 6, units: 3, activation: "softmax" }],
    };
    const checks = await check(network, { ...everything, dropout: [0.3] }, "reference");
    expect(checks).toMatchObject([{ entries: 21, passed: true }]);
  });
});
