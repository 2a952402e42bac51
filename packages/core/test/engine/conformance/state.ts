import { describe, expect, it } from "vitest";
import { type Engine, type EngineName, emptyTally, type StepRange } from "../../../src/engine/engine.ts";
import { ShapeError } from "../../../src/errors.ts";
import { plainObjective } from "../../../src/network/objective.ts";
import {
  inOrder,
  largestDifference,
  levelWeights,
  sigmoidNetwork,
  someNetwork,
  someSamples,
  someWeights,
} from "../small-network.ts";
import {
  createEngineFor,
  createPair,
  expectSameAnswers,
  expectSameSteps,
  type PairSettings,
} from "./beside-reference.ts";
import { ruleOf } from "./optimizers.ts";

/** What an engine holds: all that follows is bit for bit. */
export function describeState(name: EngineName): void {
  const network = someNetwork([30, 9, 4], ["tanh"], "softmax");
  const weights = levelWeights(network);
  const samples = someSamples(40, 30, 4);
  const order = inOrder(samples);
  const objective = { ...plainObjective, l2: 0.01, dropout: [0.2, 0.5], inputNoise: 0.1, seed: 9 };
  const plain: PairSettings = { network, weights };
  const cases = {
    "plain descent": { settings: plain, batchSize: 1 },
    "dropout and noise in plain descent": { settings: { ...plain, objective }, batchSize: 1 },
    "momentum, dropout and noise in batches of 4": {
      settings: { ...plain, objective, rule: ruleOf("momentum") },
      batchSize: 4,
    },
    "AdamW with all limits in batches of 4": {
      settings: { ...plain, objective, rule: ruleOf("adamw", { clipNorm: 0.5, maxNorm: 1 }) },
      batchSize: 4,
    },
  };

  /** Steps of the one epoch, from a sample to before another, each with a learning rate of its own. */
  function part(batchSize: number, from: number, to: number): StepRange {
    const rates = Float64Array.from({ length: 40 / batchSize }, (_, step) => 0.05 / (1 + step));
    const [first, end] = [from / batchSize, to / batchSize];
    return {
      samples,
      order: order.subarray(from, to),
      batchSize,
      firstStep: first,
      learningRate: rates.subarray(first, end),
    };
  }

  /** Weights and memory. */
  const held = (engine: Engine) => [engine.weights(), ...engine.memory()];

  describe.each(Object.entries(cases))("%s", (_, { settings, batchSize }) => {
    it("gives the same bits and the same sums however the steps are divided into ranges", async () => {
      const whole = await createEngineFor(name, settings);
      const tally = await whole.train(part(batchSize, 0, 40), emptyTally);
      for (const cuts of [
        [0, 4, 8, 40],
        [0, 36, 40],
        [0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40],
      ]) {
        const parts = await createEngineFor(name, settings);
        let continued = emptyTally;
        for (let i = 1; i < cuts.length; i++)
          continued = await parts.train(part(batchSize, cuts[i - 1], cuts[i]), continued);
        expect(held(parts)).toEqual(held(whole));
        expect(continued).toEqual(tally);
      }
    });

    it("goes on from restored weights and memory, in an engine of its own, as if it had never stopped", async () => {
      const whole = await createEngineFor(name, settings);
      await whole.train(part(batchSize, 0, 40), emptyTally);
      const before = await createEngineFor(name, settings);
      await before.train(part(batchSize, 0, 20), emptyTally);
      const after = await createEngineFor(name, { ...settings, weights: someWeights(network, "float32", 5) });
      await after.train(part(batchSize, 0, 8), emptyTally);
      after.restore(before.weights(), before.memory());
      expect(held(after)).toEqual(held(before));
      await after.train(part(batchSize, 20, 40), emptyTally);
      expect(held(after)).toEqual(held(whole));
    });

    it("goes back to what it kept, weights and memory, as often as it is asked", async () => {
      const engine = await createEngineFor(name, settings);
      await engine.train(part(batchSize, 0, 20), emptyTally);
      engine.keep();
      const kept = held(engine);
      await engine.train(part(batchSize, 20, 40), emptyTally);
      const end = held(engine);
      for (let time = 0; time < 2; time++) {
        engine.revert();
        expect(held(engine)).toEqual(kept);
        await engine.train(part(batchSize, 20, 40), emptyTally);
        expect(held(engine)).toEqual(end);
      }
      engine.keep();
      engine.restore(weights);
      engine.revert();
      expect(held(engine)).toEqual(end);
    });

    it("is changed neither by gradients nor by scores nor by what is done to the copies it gives", async () => {
      const asked = await createEngineFor(name, settings);
      const left = await createEngineFor(name, settings);
      for (const [from, to] of [
        [0, 20],
        [20, 40],
      ]) {
        await asked.train(part(batchSize, from, to), emptyTally);
        await left.train(part(batchSize, from, to), emptyTally);
        await asked.gradients({ samples, order, step: 3 });
        await asked.scores(samples);
        for (const arrays of held(asked)) for (const { values } of arrays) values.fill(7);
        expect(held(asked)).toEqual(held(left));
      }
    });

    it("says of one sample alone what it says of it among others, as bytes and as float32", async () => {
      const engine = await createEngineFor(name, settings);
      const { preActivations, activations } = await engine.scores(samples);
      const units = activations.length / samples.count;
      const inputs = samples.featureCount;
      for (let sample = samples.count - 1; sample >= 0; sample--) {
        const bytes = samples.features.subarray(sample * inputs, (sample + 1) * inputs);
        for (const features of [bytes, Float32Array.from(bytes)]) {
          const one = engine.scoreOne(features);
          for (const [mine, all] of [
            [one.preActivations, preActivations],
            [one.activations, activations],
          ]) {
            const row = all.subarray(sample * units, (sample + 1) * units);
            if (name !== "blas") expect(mine).toEqual(row.slice());
            else for (const [k, value] of mine.entries()) expect(Math.abs(value - row[k])).toBeLessThan(1e-5);
          }
        }
      }
    });

    it("begins anew with the optimizer where weights are restored without memory", async () => {
      const engine = await createEngineFor(name, settings);
      await engine.train(part(batchSize, 0, 40), emptyTally);
      const once = held(engine);
      engine.restore(weights);
      for (const arrays of engine.memory())
        expect(arrays.every(({ values }) => !values.some(Boolean))).toBe(true);
      await engine.train(part(batchSize, 0, 40), emptyTally);
      expect(held(engine)).toEqual(once);
    });

    it("learns from float32 features what it learns from bytes, both raw", async () => {
      const features = Float32Array.from(samples.features);
      const [bytes, floats] = [await createEngineFor(name, settings), await createEngineFor(name, settings)];
      const range = part(batchSize, 0, 40);
      const tally = await bytes.train(range, emptyTally);
      expect(await floats.train({ ...range, samples: { ...samples, features } }, emptyTally)).toEqual(tally);
      expect(held(floats)).toEqual(held(bytes));
      expect(await floats.scores({ ...samples, features })).toEqual(await bytes.scores(samples));
      const batch = { order, step: 7 };
      expect(await floats.gradients({ ...batch, samples: { ...samples, features } })).toEqual(
        await bytes.gradients({ ...batch, samples }),
      );
    });
  });

  it("gives back weights and memory that it was given, bit for bit, from any engine and of any precision", async () => {
    const engine = await createEngineFor(name, { ...plain, rule: ruleOf("adam") });
    const [m, v] = [2, 3].map((seed) => someWeights(network, "float64", seed));
    engine.restore(someWeights(network, "float64", 4), [m, v]);
    expect(largestDifference(engine.weights(), someWeights(network, "float32", 4))).toBe(0);
    const [gotM, gotV] = engine.memory();
    expect([largestDifference(gotM, m), largestDifference(gotV, v)]).toEqual([0, 0]);
  });

  it("follows the order that it is given, samples repeated included", async () => {
    const order = Uint32Array.of(39, 3, 3, 0, 17);
    for (const batchSize of [1, 2, 5])
      await expectSameSteps(await createPair(name, plain), [
        { samples, order, batchSize, learningRate: 0.5 },
      ]);
  });

  it("scores training samples as it scores the same samples never seen", async () => {
    const engine = await createEngineFor(name, plain);
    await engine.train({ samples, order, learningRate: 0.1 }, emptyTally);
    expect(await engine.scores(someSamples(40, 30, 4))).toEqual(await engine.scores(samples));
  });

  it("counts a batch's samples in its gradient as a step of training does", async () => {
    const engine = await createEngineFor(name, { ...plain, objective });
    const { tally } = await engine.gradients({ samples, order, step: 3 });
    const range = { samples, order, batchSize: 40, firstStep: 3, learningRate: 0.1 };
    expect(await engine.train(range, emptyTally)).toEqual(tally);
  });

  it("answers for more samples than are packed or counted at a time: 2,300 of 3 features", async () => {
    const small = someNetwork([3, 5, 4], ["silu"]);
    const many = someSamples(2300, 3, 4);
    const pair = await createPair(name, { network: small, weights: levelWeights(small) });
    await expectSameAnswers(pair, many);
    await expectSameSteps(pair, [{ samples: many, order: inOrder(many), batchSize: 500, learningRate: 0.1 }]);
    await expectSameAnswers(pair, many);
  });

  it("refuses weights that do not fit the network, naming both shapes", async () => {
    const wrong = someWeights(sigmoidNetwork(30, 8, 4), "float32");
    await expect(createEngineFor(name, { ...plain, weights: wrong })).rejects.toThrow(ShapeError);
    const refused = createEngineFor(name, { ...plain, weights: wrong });
    await expect(refused).rejects.toThrow(/w1 \[9, 31\].*got w1 \[8, 31\]/s);
  });
}
