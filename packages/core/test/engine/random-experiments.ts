import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PerceptError } from "../../src/errors.ts";
import { createExperiment, hyperparameterNames } from "../../src/experiment.ts";
import { weightsSha256 } from "../../src/format/weights-sha256.ts";
import type { Weights } from "../../src/network/network.ts";
import { createRandom } from "../../src/random.ts";
import { loadCheckpoint, saveCheckpoint } from "../../src/training/checkpoint.ts";
import { DivergenceError } from "../../src/training/divergence.ts";
import {
  createTraining,
  type EpochProgress,
  type Training,
  type TrainingOptions,
} from "../../src/training/train.ts";
import { drawn, notDrawn, type SomeExperiment, someExperiment, TAME_RATE } from "./some-experiment.ts";

/**
 * How far wasm may be from the reference in float64, of a layer's largest weight. A training multiplies rounding errors
 * as it pleases, so the measure is taken for each experiment: how far the reference comes with float32's rounding, and
 * from initial weights four roundings off. Wasm makes errors as small, but others, and more of them: sums in float32,
 * exp and erf to some 2^-24. A ReLU or a sign of l1 that falls to the other side may make a few times as much of them:
 * of 3,600 experiments one was past 50 times, three past 15.
 */
const MULTIPLE = 50;
const FREE = 5e-5;
/** Where rounding alone leads further than this, there is nothing to compare: about one experiment in a hundred. */
const COMPARABLE = 1e-3;
/** Four roundings of float32. */
const SHAKE = 2 ** -22;
/** Near the end of float32's range engines overflow in different places. */
const LARGE = 1e9;

/** Of the experiments; another one draws others. */
const SEED = 3;

/** How a training ended. */
interface Outcome {
  readonly training: Training;
  /** as they are, which are the best ones only in the model */
  readonly weights: Weights;
  readonly epochs: readonly Omit<EpochProgress, "seconds" | "samplesPerSecond">[];
  readonly diverged: PerceptError | undefined;
}

const engines = {
  wasm: { engine: "wasm", precision: "float32" },
  float32: { engine: "reference", precision: "float32" },
  float64: { engine: "reference", precision: "float64" },
} as const;

/** Trains to the end, or until so many ranges of steps are done. */
async function carryOut(
  { settings, dataset }: SomeExperiment,
  name: keyof typeof engines,
  { ranges = Number.POSITIVE_INFINITY, ...options }: TrainingOptions & { readonly ranges?: number } = {},
): Promise<Outcome> {
  const training = await createTraining(
    createExperiment({ ...settings, ...engines[name] }),
    dataset,
    options,
  );
  const epochs: Outcome["epochs"][number][] = [];
  let diverged: PerceptError | undefined;
  let left = ranges;
  try {
    if (left === 0) return { training, weights: training.engine.weights(), epochs, diverged };
    for await (const progress of training) {
      if (progress.kind === "epoch") {
        const { seconds, samplesPerSecond, ...rest } = progress;
        epochs.push(rest);
      } else if (--left === 0) break;
    }
  } catch (error) {
    if (!(error instanceof PerceptError && error.code === "diverged")) throw error;
    diverged = error;
  }
  return { training, weights: training.engine.weights(), epochs, diverged };
}

/** Weights that are each a little larger or smaller. */
function shake(weights: Weights, seed: number): Weights {
  const random = createRandom({ seed, stream: 0 });
  return weights.map(({ rows, columns, values }) => ({
    rows,
    columns,
    values: Float64Array.from(values, (value) => value * (1 + (random.integer(2) === 0 ? 1 : -1) * SHAKE)),
  }));
}

/** The largest difference of a layer, as a share of its largest weight, in the layer where that is most. */
function distance(a: Weights, b: Weights): number {
  const shares = a.map(({ values }, l) => {
    const difference = largest(Array.from(values, (value, i) => value - b[l].values[i]));
    return difference === 0 ? 0 : difference / largest(b[l].values);
  });
  return Math.max(...shares);
}

function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]));
  return most;
}

/** Finite weights and finite numbers in every epoch; and where it diverged, all that is known of it. */
function expectSound({ training, weights, epochs, diverged }: Outcome): void {
  for (const { values } of [...weights, ...training.model().weights])
    expect(values.every(Number.isFinite)).toBe(true);
  for (const epoch of epochs)
    for (const [name, value] of Object.entries(epoch))
      if (name !== "kind" && value !== null) expect(value, name).toSatisfy(Number.isFinite);
  if (!diverged) return;
  expect(diverged.message).toMatch(/expected finite|must start from a finite/);
  expect(diverged.message).toMatch(/\n {2}Try /);
  if (!(diverged instanceof DivergenceError)) return;
  const { divergence, lastGood } = diverged;
  const { epoch, step, sample, batchSize, layer, value, largestWeight, learningRate } = divergence;
  expect([epoch, step, batchSize, layer].every((number) => Number.isInteger(number) && number >= 1)).toBe(
    true,
  );
  expect(layer).toBeLessThanOrEqual(weights.length);
  expect(sample).toBeLessThan(training.dataset.train.count);
  expect(value).not.toSatisfy(Number.isFinite);
  expect(largestWeight).toSatisfy(Number.isFinite);
  expect(learningRate).toBeGreaterThan(0);
  expect(lastGood).toEqual(weights);
}

/** What was decided between epochs: how many there were, at which rates, and which was the best. */
function decisions({ epochs, training }: Outcome): unknown {
  return [epochs.map(({ learningRate }) => learningRate), training.best()?.epoch];
}

/**
 * Trains on wasm and on the reference: all is sound, and where a comparison means something the weights are close.
 * @returns whether they were compared
 */
async function expectAlike(given: SomeExperiment): Promise<boolean> {
  const wasm = await carryOut(given, "wasm");
  const initialWeights = (await carryOut(given, "wasm", { ranges: 0 })).weights;
  const float32 = await carryOut(given, "float32", { initialWeights });
  const float64 = await carryOut(given, "float64", { initialWeights });
  for (const outcome of [wasm, float32, float64]) expectSound(outcome);
  const tame = (given.settings.learningRate ?? 0) <= TAME_RATE;
  const sizes = [wasm, float32, float64].flatMap(({ weights, epochs }) => [
    ...weights.map(({ values }) => largest(values)),
    ...epochs.map(({ trainLoss }) => trainLoss),
  ]);
  if (!tame || Math.max(...sizes) > LARGE) return false;
  expect(wasm.diverged?.message).toBe(float32.diverged?.message);
  if (float64.diverged) return false;

  const shaken = [1, 2, 3, 4].map((seed) =>
    carryOut(given, "float64", { initialWeights: shake(initialWeights, seed) }),
  );
  const others = [float32, ...(await Promise.all(shaken))];
  const rounding = Math.max(...others.map(({ weights }) => distance(weights, float64.weights)));
  // A tie between epochs, or a metric at the edge of minDelta, falls to either side.
  const decided = [wasm, ...others].every((one) => isEqual(decisions(one), decisions(float64)));
  if (!decided || rounding > COMPARABLE) return false;
  expect(distance(wasm.weights, float64.weights)).toBeLessThanOrEqual(MULTIPLE * rounding + FREE);
  return true;
}

const isEqual = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Stops after some ranges of steps, writes a checkpoint, and goes on from its bytes: the same bits at the end. */
async function expectResumable(given: SomeExperiment, ranges: number): Promise<void> {
  const whole = await carryOut(given, "wasm");
  const stopped = await carryOut(given, "wasm", { ranges });
  if (stopped.diverged) return; // what is left are the weights from before the step, which is no place to go on from
  const checkpoint = loadCheckpoint(saveCheckpoint(stopped.training.checkpoint()), "checkpoint.npz");
  const resumed = await carryOut(given, "wasm", { checkpoint });
  const sha256 = ({ weights }: Outcome) => weightsSha256(weights);
  expect(await sha256(resumed)).toBe(await sha256(whole));
  expect(resumed.training.best()).toEqual(whole.training.best());
  expect(resumed.diverged?.message).toBe(whole.diverged?.message);
  const epochs = [...stopped.epochs, ...resumed.epochs];
  expect(epochs.slice(0, whole.epochs.length)).toEqual(whole.epochs);
}

/** Trains on one thread and on three: the same bits at the end, and the same diagnosis. */
async function expectThreadless(given: SomeExperiment): Promise<void> {
  const [one, three] = [await carryOut(given, "wasm"), await carryOut(given, "wasm", { threads: 3 })];
  three.training.engine.close();
  expect(await weightsSha256(three.weights)).toBe(await weightsSha256(one.weights));
  expect(three.training.best()).toEqual(one.training.best());
  expect(three.epochs).toEqual(one.epochs);
  expect(three.diverged?.message).toBe(one.diverged?.message);
}

/** So many random experiments, the same ones each time. */
export function describeRandomExperiments(count: number): void {
  describe(`${count} random experiments of 40 samples`, () => {
    it("are drawn from every setting of the table", () => {
      expect([...drawn, ...notDrawn].sort()).toEqual([...hyperparameterNames].sort());
    });

    it("end on wasm as on the reference, within 50 times what rounding does to it, or with a diagnosis", async () => {
      let compared = 0;
      const property = fc.asyncProperty(someExperiment, async (given) => {
        if (await expectAlike(given)) compared++;
      });
      await fc.assert(property, { numRuns: count, seed: SEED });
      expect(compared / count).toBeGreaterThan(0.7);
    });

    it("end with the same bits on wasm when they were stopped after any range of steps and resumed", async () => {
      const property = fc.asyncProperty(someExperiment, fc.integer({ min: 1, max: 6 }), expectResumable);
      await fc.assert(property, { numRuns: count, seed: SEED });
    });

    it("end with the same bits on wasm with 1 and 3 threads", async () => {
      await fc.assert(fc.asyncProperty(someExperiment, expectThreadless), { numRuns: count, seed: SEED });
    });
  });
}
