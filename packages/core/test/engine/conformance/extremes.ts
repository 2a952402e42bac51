import { expect, it } from "vitest";
import { createSamples, sliceSamples } from "../../../src/dataset/samples.ts";
import { type EngineName, emptyTally } from "../../../src/engine/engine.ts";
import type { ActivationName } from "../../../src/network/activations.ts";
import { someNetwork, someWeights } from "../small-network.ts";
import { createEngineFor, createPair, expectClose, expectSameAnswers } from "./beside-reference.ts";
import { hiddenActivations, pairs } from "./layers.ts";

/** What is wrong by 1e4 costs, worked out by hand: outputs -1e4 and 1e4, where the label is the first's. */
const losses: Record<string, number> = {
  "cross-entropy sigmoid": 2e4, // log(1 + e^1e4) from each
  "cross-entropy softmax": 2e4, // log(e^1e4) - (-1e4)
  "mean-squared-error identity": (10_001 ** 2 + 10_000 ** 2) / 2,
  "mean-squared-error sigmoid": 1, // 0 for 1 and 1 for 0
  "mean-squared-error softmax": 1,
};

/** Where a unit is saturated its gradient is what is left of rounding an activation near 1: nothing, beside 0.01. */
const saturated = { atLeast: 0.01 };

/** -200 .. 200 to -100 .. 100: closer together near 0, where activations bend. */
const places = (index: number) =>
  Math.abs(index) < 160 ? index / 16 : Math.sign(index) * (10 + (Math.abs(index) - 160) * 2.25);

/** Numbers far from 1, ties, and numbers that are none. */
export function describeExtremes(name: EngineName): void {
  const dark = createSamples(new Uint8Array(2), Uint8Array.of(0, 1), 1); // only the biases speak
  const order = Uint32Array.of(0, 1);

  it.each(pairs)(
    "keeps scores, losses and gradients finite at |z| = 1e4, output %s with %s",
    async (output, loss) => {
      const network = someNetwork([1, 2], [], output, loss);
      const weights = [{ rows: 2, columns: 2, values: Float32Array.of(-1e4, 0, 1e4, 0) }];
      const pair = await createPair(name, { network, weights });
      await expectSameAnswers(pair, dark, saturated);
      const first = { samples: dark, order: order.subarray(0, 1), step: 0 };
      const { objective, tally, weights: gradient } = await pair.engine.gradients(first);
      expect(objective / losses[`${loss} ${output}`]).toBeCloseTo(1, 6);
      expect(tally.loss / losses[`${loss} ${output}`]).toBeCloseTo(1, 6);
      expect(gradient[0].values.every(Number.isFinite)).toBe(true);
      const counted = await pair.engine.train({ samples: dark, order, learningRate: 0.01 }, emptyTally);
      expect(Number.isFinite(counted.loss) && pair.engine.isFinite()).toBe(true);
    },
  );

  it.each(hiddenActivations)(
    "keeps its numbers finite and right at |z| = 1e4 in a hidden layer, %s",
    async (activation) => {
      const network = someNetwork([1, 4, 2], [activation], "softmax");
      const [w1, w2] = someWeights(network, "float32");
      w1.values.set([1e4, 0, -1e4, 0, 1e2, 0, -1e2, 0]);
      await expectSameAnswers(await createPair(name, { network, weights: [w1, w2] }), dark, saturated);
    },
  );

  it.each(hiddenActivations)(
    "gives f(z) and f'(z) to 1e-6 at 401 places from -100 to 100, %s",
    async (activation) => {
      // A unit for each z, each sent up with the weight 1: of the gradient divided by the output's delta, which is
      // that of its bias, the output layer's is f(z) and the hidden biases' is f'(z).
      const network = someNetwork([1, 401, 1], [activation], "identity", "mean-squared-error");
      const z = Float32Array.from({ length: 401 }, (_, unit) => places(unit - 200));
      const w1 = {
        rows: 401,
        columns: 2,
        values: Float32Array.from({ length: 802 }, (_, i) => (i % 2 ? 0 : z[i / 2])),
      };
      const w2 = { rows: 1, columns: 402, values: Float32Array.of(3, ...new Float32Array(401).fill(1)) };
      const { engine, wanted } = await createPair(name, { network, weights: [w1, w2] });
      const batch = { samples: sliceSamples(dark, 0, 1), order: Uint32Array.of(0), step: 0 };
      const [a, b] = [await engine.gradients(batch), await wanted.gradients(batch)];
      const [values, wantedValues] = [a, b].map(({ weights: [, { values }] }) =>
        Array.from(z, (at, unit) => values[1 + unit] / values[0] / Math.max(1, Math.abs(at))),
      );
      const [slopes, wantedSlopes] = [a, b].map(({ weights: [hidden, output] }) =>
        Array.from(z, (_, unit) => hidden.values[2 * unit] / output.values[0]),
      );
      expectClose(values, wantedValues, 1e-6, "f(z) / max(1, |z|)");
      expectClose(slopes, wantedSlopes, 1e-6, "f'(z)");
    },
  );

  it.each(["sigmoid", "softmax"] as ActivationName[])(
    "counts a hit only for the first of equal outputs, %s",
    async (output) => {
      const tied = someNetwork([2, 3], [], output);
      const weights = [{ rows: 3, columns: 3, values: new Float32Array(9) }];
      const engine = await createEngineFor(name, { network: tied, weights });
      const samples = createSamples(new Uint8Array(4), Uint8Array.of(0, 2), 2);
      const hits = async (sample: number) =>
        (await engine.train({ samples, order: Uint32Array.of(sample), learningRate: 1e-30 }, emptyTally))
          .hits;
      expect([await hits(0), await hits(1)]).toEqual([1, 0]);
    },
  );

  it("says when a weight is not finite, in any layer, the bias and the last one included", async () => {
    const network = someNetwork([5, 3, 2]);
    const engine = await createEngineFor(name, { network, weights: someWeights(network, "float32") });
    expect(engine.isFinite()).toBe(true);
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      for (const [layer, place] of [
        [0, 0],
        [0, 17],
        [1, 0],
        [1, 7],
      ]) {
        const weights = someWeights(network, "float32");
        weights[layer].values[place] = value;
        engine.restore(weights);
        expect(engine.isFinite(), `${value} in layer ${layer + 1}`).toBe(false);
      }
    }
    engine.restore(someWeights(network, "float32"));
    expect(engine.isFinite()).toBe(true);
  });

  it("shows a number that is not finite in the loss, whatever the output and the loss", async () => {
    for (const [output, loss] of pairs) {
      const network = someNetwork([1, 3], [], output, loss);
      const [w1] = someWeights(network, "float32");
      w1.values[0] = Number.NaN;
      const engine = await createEngineFor(name, { network, weights: [w1] });
      const tally = await engine.train({ samples: dark, order, learningRate: 0.01 }, emptyTally);
      expect(Number.isFinite(tally.loss), `${output} with ${loss}`).toBe(false);
    }
  });
}
