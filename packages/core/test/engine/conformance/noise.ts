import { describe, expect, it } from "vitest";
import type { EngineName } from "../../../src/engine/engine.ts";
import type { Weights } from "../../../src/network/network.ts";
import { plainObjective } from "../../../src/network/objective.ts";
import { inOrder, levelWeights, someNetwork, someSamples } from "../small-network.ts";
import { createPair, expectCloseWeights, expectSameSteps, TOLERANCE } from "./beside-reference.ts";

/** Which entries are zero: in a gradient of one sample, those of inputs and units that were left out. */
function zeros(weights: Weights): boolean[][] {
  return weights.map(({ values }) => Array.from(values, (value) => value === 0));
}

/** Units that are left out, and noise on the inputs: the same numbers in every engine, not only numbers like them. */
export function describeNoise(name: EngineName): void {
  const network = someNetwork([17, 9, 6, 3], ["sigmoid"], "softmax");
  const weights = levelWeights(network);
  const lit = someSamples(80, 17, 3, 1); // no feature is zero, so that only dropout makes a gradient zero

  it.each([0, 7, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER])(
    "leaves out the very same inputs and units, step by step, seed %i",
    async (seed) => {
      const objective = { ...plainObjective, dropout: [0.4, 0.5, 0.3], seed };
      const { engine, wanted } = await createPair(name, { network, weights, objective });
      const seen = new Set<string>();
      for (const step of [0, 1, 2, 3, 1000, 2 ** 31, 2 ** 32 - 1]) {
        const batch = { samples: lit, order: Uint32Array.of(step % 80), step };
        const got = zeros((await engine.gradients(batch)).weights);
        expect(got).toEqual(zeros((await wanted.gradients(batch)).weights));
        seen.add(JSON.stringify(got));
      }
      expect(seen.size).toBeGreaterThan(5);
    },
  );

  describe.each([0, 1, 6, 63, 64, 79])("at position %i of a batch", (position) => {
    // Every sample before it counts for nothing: what is left is the gradient of the one at the position.
    const labels = Uint8Array.from(lit.labels, (_, index) => (index === position ? 1 : 0));
    const batch = { samples: { ...lit, labels }, order: inOrder(lit).subarray(0, position + 1), step: 5 };

    it("leaves out the very same inputs and units", async () => {
      const objective = { ...plainObjective, dropout: [0.4, 0.5, 0.3], classWeights: [0, 1, 1], seed: 3 };
      const { engine, wanted } = await createPair(name, { network, weights, objective });
      const [a, b] = [await engine.gradients(batch), await wanted.gradients(batch)];
      expect(zeros(a.weights)).toEqual(zeros(b.weights));
      expect(zeros(b.weights).flat().filter(Boolean).length).toBeGreaterThan(20);
    });

    it("adds the very same noise, to 1e-5 of the gradient", async () => {
      const objective = { ...plainObjective, inputNoise: 2, classWeights: [0, 1, 1], seed: 3 };
      const { engine, wanted } = await createPair(name, { network, weights, objective });
      const [a, b] = [await engine.gradients(batch), await wanted.gradients(batch)];
      expectCloseWeights(a.weights, b.weights, TOLERANCE, "the gradient");
    });
  });

  it.each([80, 1])(
    "takes the same steps with noise and dropout through 80 samples, %i a step",
    async (batchSize) => {
      const objective = { ...plainObjective, dropout: [0.4, 0.5, 0.3], inputNoise: 0.5, seed: 3 };
      const range = { samples: lit, order: inOrder(lit), batchSize, learningRate: 0.1 };
      await expectSameSteps(await createPair(name, { network, weights, objective }), [range]);
    },
  );

  it("trains on the noise and the units of the step that it is told", async () => {
    const objective = { ...plainObjective, dropout: [0.4, 0.5, 0.3], inputNoise: 0.5, seed: 3 };
    const range = { samples: lit, order: Uint32Array.of(4), learningRate: 0.1 };
    const ends = [0, 1, 2].map(async (firstStep) => {
      const { engine } = await createPair(name, { network, weights, objective });
      await engine.train({ ...range, firstStep }, { samples: 0, hits: 0, loss: 0, squaredError: 0 });
      return String(engine.weights()[0].values);
    });
    expect(new Set(await Promise.all(ends)).size).toBe(3);
  });

  it("scores with every unit and without noise, as if there were neither", async () => {
    const objective = { ...plainObjective, dropout: [0.4, 0.5, 0.3], inputNoise: 0.5, seed: 3 };
    const [disturbed, plain] = [
      await createPair(name, { network, weights, objective }),
      await createPair(name, { network, weights }),
    ];
    expect(await disturbed.engine.scores(lit)).toEqual(await plain.engine.scores(lit));
    await disturbed.engine.gradients({ samples: lit, order: inOrder(lit), step: 0 });
    expect(await disturbed.engine.scores(lit)).toEqual(await plain.engine.scores(lit));
  });
}
