import { describe, expect, it } from "vitest";
import type { EngineName } from "../../../src/engine/engine.ts";
import { emptyTally } from "../../../src/engine/engine.ts";
import { type Objective, plainObjective } from "../../../src/network/objective.ts";
import {
  type OptimizerName,
  optimizers,
  plainDescent,
  type UpdateRule,
} from "../../../src/network/optimizers.ts";
import { inOrder, largestDifference, levelWeights, someNetwork, someSamples } from "../small-network.ts";
import {
  batchSizes,
  createPair,
  epochs,
  expectSameAnswers,
  expectSameSteps,
  type PairSettings,
} from "./beside-reference.ts";
import { pairs } from "./layers.ts";
import { ruleOf } from "./optimizers.ts";

interface Case {
  readonly objective?: Partial<Objective>;
  readonly rule?: Partial<UpdateRule>;
}

/** Of a size that shows at once. */
const cases: Record<string, Case> = {
  "reduction sum": { objective: { reduction: "sum" } },
  "label smoothing": { objective: { labelSmoothing: 0.2 } },
  "class weights": { objective: { classWeights: [3, 0.25, 1] } },
  l1: { objective: { l1: 0.03 } },
  l2: { objective: { l2: 0.1 } },
  "weight decay": { rule: { weightDecay: 0.2 } },
  "clipped gradients": { rule: { clipNorm: 0.2 } },
  "max-norm": { rule: { maxNorm: 0.7 } },
  "dropout of inputs": { objective: { dropout: [0.3, 0, 0] } },
  "dropout of hidden units": { objective: { dropout: [0, 0.5, 0.25] } },
  "input noise": { objective: { inputNoise: 0.3 } },
  "noise and dropout of inputs": { objective: { inputNoise: 0.3, dropout: [0.3, 0, 0] } },
  "all at once": {
    objective: {
      reduction: "sum",
      labelSmoothing: 0.1,
      classWeights: [2, 0.5, 1],
      l1: 0.003,
      l2: 0.01,
      dropout: [0.2, 0.5, 0.3],
      inputNoise: 0.2,
    },
    rule: { weightDecay: 0.1, clipNorm: 2, maxNorm: 1.2 },
  },
};

/** What is made small, and what is done to gradients and weights on the way. */
export function describeObjectives(name: EngineName): void {
  const network = someNetwork([17, 13, 5, 3], ["gelu", "tanh"], "softmax");
  const plain: PairSettings = { network, weights: levelWeights(network) };
  const samples = someSamples(23, 17, 3);
  const order = inOrder(samples);
  const seed = 2 ** 40 + 3;
  const settingsOf = ({ objective, rule }: Case, optimizer: OptimizerName = "sgd"): PairSettings => ({
    ...plain,
    objective: { ...plainObjective, seed, ...objective },
    rule: ruleOf(optimizer, { weightDecay: 0, ...rule }),
  });

  describe.each(Object.entries(cases))("%s", (_, given) => {
    it("gives the same objective, gradient and counts, to 1e-5, at steps 0 and 77", async () => {
      const pair = await createPair(name, settingsOf(given));
      for (const step of [0, 77]) await expectSameAnswers(pair, samples, { step });
    });

    it.each(batchSizes)("takes the same steps, to 5e-5, %i: %s", async (batchSize) => {
      const ranges = epochs({ samples, order, batchSize, learningRate: 0.05 }, 3);
      await expectSameSteps(await createPair(name, settingsOf(given)), ranges);
    });

    it("makes a difference", async () => {
      const ends = [settingsOf(given), plain].map(async (settings) => {
        const { engine } = await createPair(name, settings);
        await engine.train({ samples, order, batchSize: 7, learningRate: 0.05 }, emptyTally);
        return engine.weights();
      });
      const [a, b] = await Promise.all(ends);
      expect(largestDifference(a, b)).toBeGreaterThan(1e-3);
    });
  });

  it.each(Object.keys(optimizers) as OptimizerName[])(
    "takes the same steps with all at once, %s",
    async (optimizer) => {
      const ranges = epochs({ samples, order, batchSize: 7, learningRate: 0.01 }, 3);
      await expectSameSteps(await createPair(name, settingsOf(cases["all at once"], optimizer)), ranges);
    },
  );

  it.each(pairs)(
    "gives the same gradient with smoothed labels and class weights, output %s with %s",
    async (output, loss) => {
      const network = someNetwork([17, 13, 5, 3], ["gelu", "tanh"], output, loss);
      const objective = { ...plainObjective, labelSmoothing: 0.3, classWeights: [3, 0.25, 1] };
      await expectSameAnswers(
        await createPair(name, { network, weights: levelWeights(network), objective }),
        samples,
      );
    },
  );

  it("leaves a gradient that is short enough, and weights that are, as they are: bit for bit", async () => {
    const rules = [{ clipNorm: 1000 }, { maxNorm: 1000 }, {}].map((rule) => ({ ...plainDescent, ...rule }));
    const [clipped, limited, untouched] = await Promise.all(
      rules.map(async (rule) => {
        const { engine } = await createPair(name, { ...plain, rule });
        await engine.train({ samples, order, batchSize: 8, learningRate: 0.05 }, emptyTally);
        return engine.weights();
      }),
    );
    expect(limited).toEqual(untouched);
    expect(largestDifference(clipped, untouched)).toBeLessThan(1e-6);
  });
}
