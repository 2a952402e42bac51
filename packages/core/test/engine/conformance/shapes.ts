import { describe, it } from "vitest";
import type { EngineName } from "../../../src/engine/engine.ts";
import { plainDescent } from "../../../src/network/optimizers.ts";
import {
  inOrder,
  levelWeights,
  sigmoidNetwork,
  someNetwork,
  someSamples,
  someWeights,
} from "../small-network.ts";
import { batchSizes, createPair, epochs, expectSameAnswers, expectSameSteps } from "./beside-reference.ts";

const widths = [1, 3, 5, 17, 785];

/** Each width once at each of five places, beside a narrower layer and, turned round, beside a wider one. */
const oddSizes = widths.flatMap((_, turn) => {
  const sizes = [...widths.slice(turn), ...widths.slice(0, turn)];
  return [sizes, sizes.toReversed()];
});

/** Widths around the kernels' blocks of 4, 12 and 20 units; one, two and three layers; the report's network. */
const blockSizes = [
  [1, 1, 2],
  [3, 5, 3],
  [5, 17, 4],
  [7, 4, 12],
  [9, 20, 10],
  [16, 21, 33, 5],
  [785, 3, 17, 2],
  [40, 24, 13],
  [31, 11],
  [784, 20, 10],
];

const momentum = { ...plainDescent, optimizer: "momentum", momentum: 0.9 } as const;

/** Layers of every width, batches of every size. */
export function describeShapes(name: EngineName): void {
  const samplesFor = (sizes: readonly number[]) => someSamples(23, sizes[0], sizes[sizes.length - 1]);

  describe.each(oddSizes.map((sizes) => [sizes.join("-"), sizes] as const))("%s", (_, sizes) => {
    const network = someNetwork(sizes, ["tanh", "relu", "silu"]);
    const settings = { network, weights: levelWeights(network), rule: momentum };
    const samples = samplesFor(sizes);
    const order = inOrder(samples);

    it("gives the same scores, gradients and counts, to 1e-5", async () => {
      await expectSameAnswers(await createPair(name, settings), samples);
    });

    it.each(batchSizes)("takes the same steps with momentum, to 5e-5, %i: %s", async (batchSize) => {
      const ranges = epochs({ samples, order, batchSize, learningRate: 0.01 }, 2);
      await expectSameSteps(await createPair(name, settings), ranges);
    });
  });

  it.each(widths.flatMap((inputs) => widths.map((units) => [inputs, units])))(
    "takes the same steps without a hidden layer, %i-%i",
    async (inputs, units) => {
      const network = someNetwork([inputs, units]);
      const settings = { network, weights: levelWeights(network), rule: momentum };
      const samples = samplesFor([inputs, units]);
      const ranges = epochs({ samples, order: inOrder(samples), batchSize: 7, learningRate: 0.01 }, 2);
      await expectSameAnswers(await createPair(name, settings), samples);
      await expectSameSteps(await createPair(name, settings), ranges);
    },
  );

  it("takes the same steps between two layers of 785", async () => {
    const network = someNetwork([785, 785, 785], ["relu"]);
    const samples = someSamples(9, 785, 256);
    const settings = { network, weights: levelWeights(network), rule: momentum };
    const range = { samples, order: inOrder(samples), batchSize: 7, learningRate: 0.01 };
    await expectSameSteps(await createPair(name, settings), [range]);
  });

  it.each([130, 263, 600])("takes the same steps of %i samples at once", async (batchSize) => {
    const sizes = [140, 137, 270, 9];
    const network = someNetwork(sizes, ["relu", "tanh"]);
    const samples = someSamples(600, 140, 9);
    const settings = { network, weights: levelWeights(network), rule: momentum };
    const ranges = epochs({ samples, order: inOrder(samples), batchSize, learningRate: 0.01 }, 2);
    await expectSameAnswers(await createPair(name, settings), samples);
    await expectSameSteps(await createPair(name, settings), ranges);
  });

  describe.each(blockSizes.map((sizes) => [sizes.join("-"), sizes] as const))("sigmoid %s", (_, sizes) => {
    const network = sigmoidNetwork(...sizes);
    const settings = { network, weights: someWeights(network, "float32") };
    const samples = samplesFor(sizes);

    it("gives the same scores, gradients and counts, to 1e-5", async () => {
      await expectSameAnswers(await createPair(name, settings), samples);
    });

    it.each(["together", "output-first"] as const)("takes the same 69 steps, %s", async (updateOrder) => {
      const ranges = epochs({ samples, order: inOrder(samples), learningRate: 0.1 }, 3);
      await expectSameSteps(await createPair(name, { ...settings, updateOrder }), ranges);
    });
  });
}
