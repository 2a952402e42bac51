import { expect, it } from "vitest";
import { createSamples, type Samples } from "../../../src/dataset/samples.ts";
import { type EngineName, emptyTally } from "../../../src/engine/engine.ts";
import { plainDescent } from "../../../src/network/optimizers.ts";
import type { Scaling } from "../../../src/network/scaling.ts";
import { createRandom } from "../../../src/random.ts";
import { inOrder, levelWeights, someNetwork, someSamples } from "../small-network.ts";
import {
  createEngineFor,
  createPair,
  epochs,
  expectSameAnswers,
  expectSameSteps,
} from "./beside-reference.ts";

const FEATURES = 21;
const momentum = { ...plainDescent, optimizer: "momentum", momentum: 0.9 } as const;

/** Bytes around 100 and numbers around a thousand: raw, so that only scaled can they be learned. */
const bytes = someSamples(23, FEATURES, 3);
const random = createRandom({ seed: 9, stream: 0 });
const numbers: Samples = {
  ...bytes,
  features: Float32Array.from(bytes.features, () => 1000 + 10 * random.uniform()),
};
const perFeature = (offset: number, divisor: number): Scaling => ({
  type: "per-feature",
  offsets: Array.from({ length: FEATURES }, (_, j) => offset + j / 7),
  divisors: Array.from({ length: FEATURES }, (_, j) => divisor + j / 13),
});

const cases: readonly (readonly [string, Samples, Scaling])[] = [
  ["bytes per feature", bytes, perFeature(40, 90)],
  ["numbers per feature", numbers, perFeature(1000, 3)],
  ["numbers divided", numbers, { type: "divide", divisor: 999.9 }],
  ["bytes divided by 100", bytes, { type: "divide", divisor: 100 }],
];

/** Raw features, however they are scaled; and labels of two bytes. */
export function describeScaling(name: EngineName): void {
  it.each(cases)("takes the same steps, scores and gradients of %s", async (_, samples, scaling) => {
    const network = { ...someNetwork([FEATURES, 6, 3], ["tanh"]), scaling };
    const settings = { network, weights: levelWeights(network), rule: momentum };
    const order = inOrder(samples);
    await expectSameAnswers(await createPair(name, settings), samples);
    for (const batchSize of [1, 7]) {
      const pair = await createPair(name, settings);
      await expectSameSteps(pair, epochs({ samples, order, batchSize, learningRate: 0.01 }, 2));
    }
    const plain = await createPair(name, { network, weights: settings.weights });
    await expectSameSteps(plain, epochs({ samples, order, learningRate: 0.01 }, 2));
  });

  it.each(cases)(
    "says of one sample alone what it says of it among others: %s",
    async (_, samples, scaling) => {
      const network = { ...someNetwork([FEATURES, 6, 3], ["tanh"]), scaling };
      const engine = await createEngineFor(name, { network, weights: levelWeights(network) });
      const { activations } = await engine.scores(samples);
      for (const sample of [0, 22]) {
        const features = samples.features.subarray(sample * FEATURES, (sample + 1) * FEATURES);
        for (const [k, value] of engine.scoreOne(features).activations.entries())
          expect(Math.abs(value - activations[3 * sample + k])).toBeLessThan(name === "blas" ? 1e-5 : 1e-30);
      }
    },
  );

  it("tells 700 classes apart, one sample a step and by batches", async () => {
    const classes = 700;
    const network = someNetwork([5, 6, classes], ["tanh"], "softmax");
    const labels = Uint16Array.from({ length: 40 }, (_, sample) => (sample * 331) % classes);
    const samples = createSamples(someSamples(40, 5, 2).features, labels, 5);
    const settings = { network, weights: levelWeights(network) };
    await expectSameAnswers(await createPair(name, settings), samples);
    for (const batchSize of [1, 16]) {
      const ranges = epochs({ samples, order: inOrder(samples), batchSize, learningRate: 0.1 }, 2);
      await expectSameSteps(await createPair(name, settings), ranges);
    }
    // That labels past 255 count as themselves: all samples of class 699 are learned by heart.
    const same = createSamples(samples.features, new Uint16Array(40).fill(699), 5);
    const engine = await createEngineFor(name, settings);
    const range = { samples: same, order: inOrder(same), learningRate: 0.5 };
    await engine.train(range, emptyTally);
    expect((await engine.train(range, emptyTally)).hits).toBe(40);
  });
}
