import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createSamples } from "../../src/dataset/samples.ts";
import { createEngine } from "../../src/engine/create-engine.ts";
import { type EngineName, emptyTally } from "../../src/engine/engine.ts";
import { createExperiment, type ExperimentSettings } from "../../src/experiment.ts";
import { createNetwork } from "../../src/network/create-network.ts";
import { createObjective, createRule } from "../../src/network/create-objective.ts";
import type { Weights } from "../../src/network/network.ts";
import { penalty } from "../../src/network/objective.ts";
import {
  adamScales,
  clipGradients,
  decayWeights,
  limitNorms,
  type OptimizerName,
  optimizers,
  plainDescent,
} from "../../src/network/optimizers.ts";
import { largestDifference } from "../engine/small-network.ts";

type Rows = readonly (readonly number[])[];
interface OptimizerCase {
  readonly name: string;
  readonly settings: ExperimentSettings & { readonly batchSize: number; readonly learningRate: number };
  readonly steps: number;
  readonly final: { readonly w1: Rows; readonly w2: Rows };
  /** the mean loss of each step's batch, before the step */
  readonly losses: readonly number[];
}
interface Fixture {
  readonly problem: {
    readonly hidden: readonly number[];
    readonly classes: number;
    readonly inputs: number;
    readonly features: Rows;
    readonly labels: readonly number[];
    readonly initial: { readonly w1: Rows; readonly w2: Rows };
  };
  readonly cases: readonly OptimizerCase[];
}

/** See fixtures/optimizers.py. */
const { problem, cases }: Fixture = JSON.parse(
  readFileSync(new URL("fixtures/optimizers.json", import.meta.url), "utf8"),
);

const train = createSamples(
  Uint8Array.from(problem.features.flat()),
  Uint8Array.from(problem.labels),
  problem.inputs,
);
const dataset = {
  name: "optimizers",
  classes: Array.from({ length: problem.classes }, (_, k) => String(k)),
  imageShape: [1, problem.inputs] as const,
  train,
  sources: [],
};

const matrices = (named: Readonly<Record<string, Rows>>): Weights =>
  Object.values(named).map((rows) => ({
    rows: rows.length,
    columns: rows[0].length,
    values: Float64Array.from(rows.flat()),
  }));

async function createCase(name: EngineName, { settings }: OptimizerCase) {
  const precision = name === "wasm" ? "float32" : "float64";
  const { hidden, initial } = problem;
  const experiment = createExperiment({ ...settings, hidden, descent: "minibatch", precision });
  const objective = createObjective(experiment, train, dataset.classes);
  const engine = await createEngine(name, {
    network: createNetwork(experiment, dataset),
    weights: matrices(initial),
    precision,
    updateOrder: "together",
    objective,
    rule: createRule(experiment),
  });
  return { engine, objective };
}

const inFileOrder = Uint32Array.from(train.labels.keys());

/** How far an engine's weights end from PyTorch's, and its losses on the way. */
async function follow(name: EngineName, example: OptimizerCase) {
  const { engine, objective } = await createCase(name, example);
  const { batchSize, learningRate } = example.settings;
  const perEpoch = Math.ceil(train.count / batchSize);
  const lossErrors: number[] = [];
  for (const [step, loss] of example.losses.entries()) {
    const first = (step % perEpoch) * batchSize;
    const order = inFileOrder.subarray(first, first + batchSize);
    const { objective: value } = await engine.gradients({ samples: train, order, step });
    lossErrors.push(Math.abs(value - penalty(engine.weights(), objective) - loss));
    await engine.train({ samples: train, order, batchSize, learningRate, firstStep: step }, emptyTally);
  }
  return {
    weights: largestDifference(engine.weights(), matrices(example.final)),
    losses: Math.max(...lossErrors),
  };
}

describe("every optimizer beside PyTorch, 6-5-3 network, 20 steps", () => {
  it("is there: all seven, with eight activations and five pairs of loss and output, 20 steps or more", () => {
    for (const { steps, losses } of cases) expect([20, 21]).toContain(Math.min(steps, losses.length));
    const of = (name: keyof ExperimentSettings) => new Set(cases.map(({ settings }) => settings[name]));
    expect([...of("optimizer")].sort()).toEqual(Object.keys(optimizers).sort());
    expect(of("activation").size).toBe(8);
    expect(new Set(cases.map(({ settings }) => `${settings.loss} ${settings.output}`)).size).toBe(5);
  });

  it.each(cases)("$name: reference in float64 ends within 1e-12, losses on the way too", async (example) => {
    const off = await follow("reference", example);
    expect(off.weights).toBeLessThan(1e-12);
    expect(off.losses).toBeLessThan(1e-12);
  });

  it.each(cases)("$name: wasm in float32 ends within 1e-6, losses on the way too", async (example) => {
    const off = await follow("wasm", example);
    expect(off.weights).toBeLessThan(1e-6);
    expect(off.losses).toBeLessThan(1e-6);
  });

  it("takes the same steps in ranges of a whole epoch, to 1e-12: Adam on minibatches of 5, 5 and 2", async () => {
    const example = cases.find(({ name }) => name.startsWith("adam on minibatches"));
    if (!example) throw new Error("The case is gone.");
    const { engine } = await createCase("reference", example);
    const { batchSize, learningRate } = example.settings;
    for (let epoch = 0; epoch < 7; epoch++) {
      const range = { samples: train, order: inFileOrder, batchSize, learningRate, firstStep: 3 * epoch };
      await engine.train(range, emptyTally);
    }
    expect(largestDifference(engine.weights(), matrices(example.final))).toBeLessThan(1e-12);
  });
});

/** Weights and memory after steps with these gradients. */
function stepped(name: OptimizerName, rule: Partial<typeof plainDescent>, rate: number, gradients: number[]) {
  const w = Float64Array.of(1);
  const { memories, step } = optimizers[name];
  const memory = Array.from({ length: memories }, () => new Float64Array(1));
  for (const [index, g] of gradients.entries())
    step(w, Float64Array.of(g), memory, { ...plainDescent, ...rule }, rate, index + 1);
  return { w: w[0], memory: memory.map(([value]) => value) };
}

describe("two steps of one weight by hand, w = 1, gradients 2 and 1", () => {
  it("sgd: 1 - 0.25·2 - 0.25·1", () => {
    expect(stepped("sgd", {}, 0.25, [2, 1])).toEqual({ w: 0.25, memory: [] });
  });

  it("momentum 1/2: v = 2, then 1 + 1 = 2", () => {
    expect(stepped("momentum", { momentum: 0.5 }, 0.25, [2, 1])).toEqual({ w: 0, memory: [2] });
  });

  it("nesterov 1/2: steps of 2 + 1 and 1 + 1", () => {
    expect(stepped("nesterov", { momentum: 0.5 }, 0.25, [2, 1])).toEqual({ w: -0.25, memory: [2] });
  });

  it("adagrad: the first step is the rate, the second rate / √5", () => {
    const { w, memory } = stepped("adagrad", { epsilon: 1e-300 }, 0.25, [2, 1]);
    expect(w).toBeCloseTo(0.75 - 0.1118033988749895, 15);
    expect(memory).toEqual([5]);
  });

  it("rmsprop, rho 3/4: s = 1, then 3/4 + 1/4", () => {
    expect(stepped("rmsprop", { rho: 0.75, epsilon: 1e-300 }, 0.25, [2, 1])).toEqual({
      w: 0.25,
      memory: [1],
    });
  });

  it("adam: the first step is the rate, whatever the gradient's size", () => {
    for (const gradient of [1e-6, 1, 1e6]) {
      const rule = { beta1: 0.9, beta2: 0.999, epsilon: 1e-30 };
      expect(stepped("adam", rule, 0.25, [gradient]).w).toBeCloseTo(0.75, 12);
      expect(stepped("adamw", rule, 0.25, [gradient])).toEqual(stepped("adam", rule, 0.25, [gradient]));
    }
  });

  it("adam's corrections: β = 1/2 and 3/4 at t = 2 give rate / (3/4) and 1 / √(7/16)", () => {
    const { size, root } = adamScales(0.5, 0.75, 3, 2);
    expect(size).toBe(4);
    expect(root).toBeCloseTo(4 / Math.sqrt(7), 15);
  });
});

describe("what is done beside the step", () => {
  const matrix = (...values: number[]) => ({ rows: 2, columns: 3, values: Float64Array.from(values) });

  it("weight decay takes its share of the weights and nothing of the biases", () => {
    const w = matrix(8, 4, -2, 16, 0, 1);
    decayWeights(w, 0.25);
    expect(Array.from(w.values)).toEqual([8, 3, -1.5, 16, 0, 0.75]);
  });

  it("clipping shortens the gradient of all layers together, biases included: norm 10 to 5", () => {
    const [a, b] = [matrix(1, 1, 5, 7, 0, 0), matrix(2, 2, 4, 0, 0, 0)];
    clipGradients([a, b], 5);
    expect(Array.from(a.values)).toEqual([0.5, 0.5, 2.5, 3.5, 0, 0]);
    expect(Array.from(b.values)).toEqual([1, 1, 2, 0, 0, 0]);
    clipGradients([a, b], 5.0000001);
    expect(Array.from(b.values)).toEqual([1, 1, 2, 0, 0, 0]);
  });

  it("max-norm shortens a unit's weights, (3, 4) to norm 1, not its bias, and no shorter unit", () => {
    const w = matrix(100, 3, 4, 100, 0.5, 0.5);
    limitNorms(w, 1);
    for (const [index, wanted] of [100, 0.6, 0.8, 100, 0.5, 0.5].entries())
      expect(w.values[index]).toBeCloseTo(wanted, 15);
  });
});
