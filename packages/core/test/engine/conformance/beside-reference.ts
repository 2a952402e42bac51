import { expect } from "vitest";
import type { Samples } from "../../../src/dataset/samples.ts";
import { createEngine } from "../../../src/engine/create-engine.ts";
import {
  type Engine,
  type EngineName,
  type EngineSettings,
  emptyTally,
  type StepRange,
  type Tally,
} from "../../../src/engine/engine.ts";
import type { Weights } from "../../../src/network/network.ts";
import { inOrder } from "../small-network.ts";

/** The engine under test in float32, and the reference in float64, both built alike. */
export interface Pair {
  readonly engine: Engine;
  readonly wanted: Engine;
}

export type PairSettings = Omit<EngineSettings, "precision" | "updateOrder"> &
  Partial<Pick<EngineSettings, "updateOrder">>;

/**
 * Of the largest number in an array, what may be off in each: float32 rounds to 2^-24 = 6e-8, z and gradients are sums
 * of up to 785 products that are rounded one by one, exp and erf are approximated to a few 1e-7, and all of it goes
 * through up to four layers.
 */
export const TOLERANCE = 1e-5;

/** After several steps, each of which starts from what the last one left and adds as much again. */
export const STEPS_TOLERANCE = 5e-5;

export async function createEngineFor(name: EngineName, settings: PairSettings): Promise<Engine> {
  return createEngine(name, { updateOrder: "together", ...settings, precision: "float32" });
}

export async function createPair(name: EngineName, settings: PairSettings): Promise<Pair> {
  const wanted = await createEngine("reference", {
    updateOrder: "together",
    ...settings,
    precision: "float64",
  });
  return { engine: await createEngineFor(name, settings), wanted };
}

/**
 * Every number of `a` within `tolerance` of its counterpart, as a share of the largest number of `b`.
 * @param atLeast  taken for the largest number where that is smaller
 */
export function expectClose(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  tolerance: number,
  what: string,
  atLeast = 0,
): void {
  expect(a.length, what).toBe(b.length);
  let [largest, difference] = [atLeast, 0];
  for (let i = 0; i < b.length; i++) {
    largest = Math.max(largest, Math.abs(b[i]));
    difference = Math.max(difference, Math.abs(a[i] - b[i]));
  }
  expect(difference, `${what}, whose largest is ${largest}`).toBeLessThanOrEqual(tolerance * largest);
}

/** The same, layer by layer. */
export function expectCloseWeights(
  a: Weights,
  b: Weights,
  tolerance: number,
  what: string,
  atLeast?: number,
): void {
  expect(a.length).toBe(b.length);
  a.forEach(({ values }, l) => {
    expectClose(values, b[l].values, tolerance, `${what} of layer ${l + 1}`, atLeast);
  });
}

export function expectCloseTally(a: Tally, b: Tally, tolerance: number): void {
  expect([a.samples, a.hits]).toEqual([b.samples, b.hits]);
  expectClose([a.loss], [b.loss], tolerance, "the loss");
  expectClose([a.squaredError], [b.squaredError], tolerance, "the squared error");
}

/**
 * Scores of the samples, and the objective, gradient and tally of all of them as the batch of one step.
 * @param atLeast  the gradient's scale, where the largest number in it is smaller
 */
export async function expectSameAnswers(
  { engine, wanted }: Pair,
  samples: Samples,
  { step = 0, atLeast = 0 } = {},
): Promise<void> {
  const [scores, wantedScores] = [await engine.scores(samples), await wanted.scores(samples)];
  expectClose(scores.preActivations, wantedScores.preActivations, TOLERANCE, "z");
  expectClose(scores.activations, wantedScores.activations, TOLERANCE, "a");
  const batch = { samples, order: inOrder(samples), step };
  const [a, b] = [await engine.gradients(batch), await wanted.gradients(batch)];
  expectClose([a.objective], [b.objective], TOLERANCE, "the objective");
  expectCloseWeights(a.weights, b.weights, TOLERANCE, "the gradient", atLeast);
  expectCloseTally(a.tally, b.tally, TOLERANCE);
}

/** Carries ranges out on both, one after the other; weights, memory and tally must stay close. */
export async function expectSameSteps(
  { engine, wanted }: Pair,
  ranges: readonly StepRange[],
  tolerance = STEPS_TOLERANCE,
): Promise<void> {
  let [a, b] = [emptyTally, emptyTally];
  for (const range of ranges) {
    a = await engine.train(range, a);
    b = await wanted.train(range, b);
  }
  expectCloseTally(a, b, tolerance);
  expectCloseWeights(engine.weights(), wanted.weights(), tolerance, "the weights");
  const memory = engine.memory();
  const wantedMemory = wanted.memory();
  expect(memory.length).toBe(wantedMemory.length);
  memory.forEach((arrays, index) => {
    expectCloseWeights(arrays, wantedMemory[index], tolerance, `memory ${index + 1}`);
  });
}

/** Epochs in the samples' order; steps are numbered through. */
export function epochs(range: Omit<StepRange, "firstStep">, count: number): StepRange[] {
  const steps = Math.ceil(range.order.length / (range.batchSize ?? 1));
  return Array.from({ length: count }, (_, epoch) => ({ ...range, firstStep: epoch * steps }));
}

/** A test's name for a batch size of 23 samples. */
export const batchSizes = [
  [1, "one sample a step"],
  [7, "7 samples a step, the last one 2"],
  [23, "all 23 samples a step"],
] as const;
