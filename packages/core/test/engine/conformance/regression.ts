import { expect, it } from "vitest";
import { createSamples, type Samples } from "../../../src/dataset/samples.ts";
import { type EngineName, emptyTally } from "../../../src/engine/engine.ts";
import { ShapeError } from "../../../src/errors.ts";
import type { Network } from "../../../src/network/network.ts";
import { plainDescent } from "../../../src/network/optimizers.ts";
import { createRandom } from "../../../src/random.ts";
import { inOrder, levelWeights, someNetwork, someSamples } from "../small-network.ts";
import {
  batchSizes,
  createEngineFor,
  createPair,
  epochs,
  expectSameAnswers,
  expectSameSteps,
} from "./beside-reference.ts";

const adam = { ...plainDescent, optimizer: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** Targets around 500, which the network learns as numbers around 0. */
function regressionOf(targets: number): { network: Network; samples: Samples } {
  const { features, labels, featureCount } = someSamples(23, 13, 1);
  const random = createRandom({ seed: 5, stream: 0 });
  const values = Float32Array.from({ length: 23 * targets }, () => 500 + 20 * random.uniform());
  const offsets = Array.from({ length: targets }, (_, k) => 510 + k / 3);
  return {
    network: {
      ...someNetwork([13, 7, targets], ["tanh"], "identity", "mean-squared-error"),
      targets: { offsets, divisors: offsets.map((_, k) => 5.7 + k / 7) },
    },
    samples: createSamples(features, labels, featureCount, values),
  };
}

/** Regressions of one target, of some, and of more than a vector has lanes. */
export function describeRegression(name: EngineName): void {
  it.each([1, 3, 21])("gives the same scores, gradients and counts of %i targets", async (targets) => {
    const { network, samples } = regressionOf(targets);
    await expectSameAnswers(await createPair(name, { network, weights: levelWeights(network) }), samples);
  });

  it.each(
    [1, 3, 21].flatMap((targets) => batchSizes.map(([size, words]) => [targets, size, words] as const)),
  )("takes the same steps of %i targets, %i: %s", async (targets, batchSize) => {
    const { network, samples } = regressionOf(targets);
    const ranges = epochs({ samples, order: inOrder(samples), batchSize, learningRate: 0.01 }, 2);
    for (const rule of [plainDescent, adam])
      await expectSameSteps(
        await createPair(name, { network, weights: levelWeights(network), rule }),
        ranges,
      );
  });

  it("counts no hits, and refuses samples without targets", async () => {
    const { network, samples } = regressionOf(1);
    const engine = await createEngineFor(name, { network, weights: levelWeights(network) });
    const order = inOrder(samples);
    const tally = await engine.train({ samples, order, learningRate: 0.01 }, emptyTally);
    expect(tally.hits).toBe(0);
    expect(tally.loss).toBe(tally.squaredError);
    const { targets, ...bare } = samples;
    const trained = engine.train({ samples: bare, order, learningRate: 0.01 }, emptyTally);
    await expect(trained).rejects.toThrow(ShapeError);
    await expect(trained).rejects.toThrow("The network learns 1 target, got 23 samples with 0 in all.");
    await expect(engine.gradients({ samples: bare, order, step: 0 })).rejects.toThrow(ShapeError);
    expect((await engine.scores(bare)).activations).toHaveLength(23);
  });
}
