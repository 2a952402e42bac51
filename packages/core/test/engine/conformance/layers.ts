import { describe, it } from "vitest";
import type { EngineName } from "../../../src/engine/engine.ts";
import { type ActivationName, activations } from "../../../src/network/activations.ts";
import { type LossName, losses } from "../../../src/network/losses.ts";
import { inOrder, levelWeights, someNetwork, someSamples } from "../small-network.ts";
import { createPair, epochs, expectSameAnswers, expectSameSteps } from "./beside-reference.ts";

/** Every valid pair of loss and output. */
export const pairs = Object.entries(losses).flatMap(([loss, byOutput]) =>
  Object.keys(byOutput).map((output) => [output as ActivationName, loss as LossName] as const),
);

export const hiddenActivations = Object.keys(activations) as ActivationName[];

/** Every activation of hidden layers above every pair of output and loss. */
export function describeLayers(name: EngineName): void {
  const samples = someSamples(23, 17, 3);
  const order = inOrder(samples);

  describe.each(pairs)("output %s with %s", (output, loss) => {
    it.each(hiddenActivations)(
      "gives scores, gradients and counts within 1e-5, and steps within 5e-5, 17-5-13-3, hidden %s",
      async (activation) => {
        const network = someNetwork([17, 5, 13, 3], [activation], output, loss);
        const settings = { network, weights: levelWeights(network) };
        const pair = await createPair(name, settings);
        await expectSameAnswers(pair, samples);
        const learningRate = 0.1;
        await expectSameSteps(pair, epochs({ samples, order, learningRate }, 2));
        await expectSameSteps(
          await createPair(name, settings),
          epochs({ samples, order, learningRate, batchSize: 7 }, 3),
        );
      },
    );
  });
}
