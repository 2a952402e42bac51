import { describe, expect, it } from "vitest";
import type { EngineName } from "../../../src/engine/engine.ts";
import { type OptimizerName, optimizers, type UpdateRule } from "../../../src/network/optimizers.ts";
import { inOrder, levelWeights, someNetwork, someSamples } from "../small-network.ts";
import { batchSizes, createPair, epochs, expectSameSteps } from "./beside-reference.ts";

const optimizerNames = Object.keys(optimizers) as OptimizerName[];

/** PyTorch's numbers, which are the experiments' defaults too. */
export function ruleOf(optimizer: OptimizerName, others: Partial<UpdateRule> = {}): UpdateRule {
  return {
    optimizer,
    momentum: 0.9,
    rho: 0.99,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: optimizer === "adagrad" ? 1e-10 : 1e-8,
    weightDecay: optimizer === "adamw" ? 0.01 : 0,
    clipNorm: null,
    maxNorm: null,
    ...others,
  };
}

/** Every optimizer, with what it remembers. */
export function describeOptimizers(name: EngineName): void {
  const network = someNetwork([31, 17, 5, 3], ["tanh", "sigmoid"], "softmax");
  const weights = levelWeights(network);
  const samples = someSamples(23, 31, 3);
  const order = inOrder(samples);

  describe.each(optimizerNames)("%s", (optimizer) => {
    it.each(batchSizes)(
      "leads to the same weights and the same memory after three epochs, to 5e-5, %i: %s",
      async (batchSize) => {
        const pair = await createPair(name, { network, weights, rule: ruleOf(optimizer) });
        await expectSameSteps(pair, epochs({ samples, order, batchSize, learningRate: 0.01 }, 3));
        expect(pair.engine.memory().length).toBe(optimizers[optimizer].memories);
      },
    );

    it("takes a learning rate of its own for every step, and begins at any step", async () => {
      const pair = await createPair(name, { network, weights, rule: ruleOf(optimizer) });
      const learningRate = Float64Array.of(0.03, 0.001, 0.01, 0);
      const range = { samples, order, batchSize: 7, learningRate };
      await expectSameSteps(pair, [
        { ...range, firstStep: 1000 },
        { ...range, firstStep: 5_000_000 },
      ]);
    });
  });

  it("takes a learning rate of its own for every sample of plain descent", async () => {
    const learningRate = Float64Array.from({ length: 23 }, (_, step) => 0.3 / (1 + step));
    const range = { samples, order, learningRate };
    await expectSameSteps(await createPair(name, { network, weights }), [range, range]);
  });

  it("moves a weight whose gradient is zero in no way, with any optimizer", async () => {
    // Input 30 is dark in every sample, so that its weights' gradients are zero.
    const dark = samples.features.map((value, index) => (index % 31 === 30 ? 0 : value));
    for (const optimizer of optimizerNames) {
      const rule = ruleOf(optimizer, { weightDecay: 0 });
      const { engine } = await createPair(name, { network, weights, rule });
      const range = { samples: { ...samples, features: dark }, order, batchSize: 7, learningRate: 0.1 };
      await engine.train(range, { samples: 0, hits: 0, loss: 0, squaredError: 0 });
      const [before, after] = [weights[0], engine.weights()[0]];
      for (let unit = 0; unit < 17; unit++)
        expect(after.values[unit * 32 + 31], optimizer).toBe(before.values[unit * 32 + 31]);
    }
  });
}
