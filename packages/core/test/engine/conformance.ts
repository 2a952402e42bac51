import { describe, expect, it } from "vitest";
import { createEngine } from "../../src/engine/create-engine.ts";
import {
  type Engine,
  type EngineName,
  type EngineSettings,
  emptyTally,
  type UpdateOrder,
} from "../../src/engine/engine.ts";
import { ShapeError } from "../../src/errors.ts";
import { inOrder, largestDifference, sigmoidNetwork, someSamples, someWeights } from "./small-network.ts";

/** float32's: weights, scores and gradients are sums of up to a thousand numbers near 1, each rounded to 2^-24. */
const TOLERANCE = 2e-5;

/** Widths around the kernels' blocks of 4, 12 and 20 units; one, two and three layers; the report's network. */
const networkSizes = [
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

/** What every engine must do, held against the reference in float64. */
export function describeConformance(name: EngineName): void {
  const create = (settings: Omit<EngineSettings, "precision">): Promise<Engine> =>
    createEngine(name, { ...settings, precision: "float32" });
  const reference = (settings: Omit<EngineSettings, "precision">): Promise<Engine> =>
    createEngine("reference", { ...settings, precision: "float64" });

  describe(`engine ${name}, float32, beside the reference in float64`, () => {
    for (const sizes of networkSizes) {
      const network = sigmoidNetwork(...sizes);
      const samples = someSamples(23, sizes[0], sizes[sizes.length - 1]);
      const settings = {
        network,
        weights: someWeights(network, "float32"),
        updateOrder: "together" as UpdateOrder,
      };
      const shape = sizes.join("-");

      it(`gives the same scores and gradients, ${shape}`, async () => {
        const [engine, wanted] = [await create(settings), await reference(settings)];
        const [a, b] = [await engine.scores(samples), await wanted.scores(samples)];
        for (let i = 0; i < a.activations.length; i++) {
          expect(Math.abs(a.activations[i] - b.activations[i])).toBeLessThan(TOLERANCE);
          expect(Math.abs(a.preActivations[i] - b.preActivations[i])).toBeLessThan(TOLERANCE * sizes[0]);
        }
        const before = engine.weights();
        const gradients = await engine.gradients(samples);
        expect(largestDifference(gradients, await wanted.gradients(samples))).toBeLessThan(
          samples.count * TOLERANCE,
        );
        expect(largestDifference(engine.weights(), before)).toBe(0);
      });

      for (const updateOrder of ["together", "output-first"] as const) {
        it(`takes the same 69 steps and counts the same, ${shape}, ${updateOrder}`, async () => {
          const [engine, wanted] = [
            await create({ ...settings, updateOrder }),
            await reference({ ...settings, updateOrder }),
          ];
          const range = { samples, order: inOrder(samples), learningRate: 0.1 };
          let [a, b] = [emptyTally, emptyTally];
          for (let epoch = 0; epoch < 3; epoch++)
            [a, b] = [await engine.train(range, a), await wanted.train(range, b)];
          expect(largestDifference(engine.weights(), wanted.weights())).toBeLessThan(10 * TOLERANCE);
          expect(a.samples).toBe(69);
          expect(a.hits).toBe(b.hits);
          expect(Math.abs(a.loss - b.loss) / b.loss).toBeLessThan(TOLERANCE);
          expect(Math.abs(a.squaredError - b.squaredError) / b.squaredError).toBeLessThan(TOLERANCE);
        });
      }
    }

    const network = sigmoidNetwork(30, 9, 4);
    const samples = someSamples(40, 30, 4);
    const settings = { network, weights: someWeights(network, "float32"), updateOrder: "together" } as const;

    it("gives the same bits and the same sums however the steps are divided into ranges", async () => {
      const order = inOrder(samples);
      const whole = await create(settings);
      const tally = await whole.train({ samples, order, learningRate: 0.1 }, emptyTally);
      const parts = await create(settings);
      let continued = emptyTally;
      for (const [from, to] of [
        [0, 1],
        [1, 8],
        [8, 40],
      ]) {
        continued = await parts.train(
          { samples, order: order.subarray(from, to), learningRate: 0.1 },
          continued,
        );
      }
      expect(largestDifference(whole.weights(), parts.weights())).toBe(0);
      expect(continued).toEqual(tally);
    });

    it("follows the order that it is given, samples repeated included", async () => {
      const [engine, wanted] = [await create(settings), await reference(settings)];
      const range = { samples, order: Uint32Array.of(39, 3, 3, 0, 17), learningRate: 0.5 };
      await engine.train(range, emptyTally);
      await wanted.train(range, emptyTally);
      expect(largestDifference(engine.weights(), wanted.weights())).toBeLessThan(TOLERANCE);
    });

    it("gives back the weights that it was given, bit for bit, and goes on from restored ones", async () => {
      const engine = await create(settings);
      expect(largestDifference(engine.weights(), settings.weights)).toBe(0);
      const range = { samples, order: inOrder(samples), learningRate: 0.1 };
      await engine.train(range, emptyTally);
      const once = engine.weights();
      await engine.train(range, emptyTally);
      engine.restore(settings.weights);
      await engine.train(range, emptyTally);
      expect(largestDifference(engine.weights(), once)).toBe(0);
    });

    it("scores training samples as it scores the same samples never seen", async () => {
      const engine = await create(settings);
      const copy = someSamples(40, 30, 4);
      await engine.train({ samples, order: inOrder(samples), learningRate: 0.1 }, emptyTally);
      expect((await engine.scores(copy)).preActivations).toEqual(
        (await engine.scores(samples)).preActivations,
      );
    });

    it("counts a hit only for the first of equal outputs", async () => {
      const tied = sigmoidNetwork(2, 3);
      const engine = await create({
        network: tied,
        weights: [{ rows: 3, columns: 3, values: new Float32Array(9) }],
        updateOrder: "together",
      });
      const two = { count: 2, featureCount: 2, features: new Uint8Array(4), labels: Uint8Array.of(0, 2) };
      const first = { samples: two, order: Uint32Array.of(0), learningRate: 1e-30 };
      expect((await engine.train(first, emptyTally)).hits).toBe(1);
      expect((await engine.train({ ...first, order: Uint32Array.of(1) }, emptyTally)).hits).toBe(0);
    });

    it("keeps loss and outputs finite at |z| = 1e4", async () => {
      const steep = sigmoidNetwork(1, 2);
      const values = Float32Array.of(1e4, 0, -1e4, 0);
      const engine = await create({
        network: steep,
        weights: [{ rows: 2, columns: 2, values }],
        updateOrder: "together",
      });
      const one = { count: 1, featureCount: 1, features: new Uint8Array(1), labels: Uint8Array.of(1) };
      const tally = await engine.train(
        { samples: one, order: Uint32Array.of(0), learningRate: 0.01 },
        emptyTally,
      );
      // Unit 0 says 1 and should say 0, unit 1 the other way round: |z| each.
      expect(tally.loss).toBeCloseTo(2e4, 2);
      expect(engine.isFinite()).toBe(true);
    });

    it("says when a weight is not finite", async () => {
      const engine = await create(settings);
      expect(engine.isFinite()).toBe(true);
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        const [w1, w2] = someWeights(network, "float32");
        w2.values[w2.values.length - 1] = value;
        engine.restore([w1, w2]);
        expect(engine.isFinite()).toBe(false);
      }
    });

    it("refuses weights that do not fit the network, naming both shapes", async () => {
      const weights = someWeights(sigmoidNetwork(30, 8, 4), "float32");
      await expect(create({ ...settings, weights })).rejects.toThrow(ShapeError);
      await expect(create({ ...settings, weights })).rejects.toThrow(/w1 \[9, 31\].*got w1 \[8, 31\]/s);
    });
  });
}
