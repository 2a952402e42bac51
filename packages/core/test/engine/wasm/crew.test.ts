import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { threads } from "#threads";
import { loadDataset } from "../../../src/dataset/load-dataset.node.ts";
import { type Dataset, sliceSamples } from "../../../src/dataset/samples.ts";
import { createEngine } from "../../../src/engine/create-engine.ts";
import { type Engine, type EngineSettings, emptyTally } from "../../../src/engine/engine.ts";
import { crewSize } from "../../../src/engine/wasm/crew.ts";
import { ParameterError } from "../../../src/errors.ts";
import { createExperiment, type ExperimentSettings } from "../../../src/experiment.ts";
import { weightsSha256 } from "../../../src/format/weights-sha256.ts";
import { type Objective, plainObjective } from "../../../src/network/objective.ts";
import { plainDescent, type UpdateRule } from "../../../src/network/optimizers.ts";
import { createTraining } from "../../../src/training/train.ts";
import { inOrder, levelWeights, someNetwork, someSamples } from "../small-network.ts";

/** What every network of the cases is trained by, with the parts of it that a case changes. */
interface Case {
  readonly sizes: readonly number[];
  readonly samples?: number;
  readonly batchSize?: number;
  readonly objective?: Partial<Objective>;
  readonly rule?: Partial<UpdateRule>;
}

const cases: Record<string, Case> = {
  "dropout on inputs and units, input noise and Adam": {
    sizes: [61, 70, 45, 10],
    objective: { dropout: [0.2, 0.5, 0.5], inputNoise: 0.1, seed: 5 },
    rule: { optimizer: "adam" },
  },
  "momentum, l1, l2, a gradient that is clipped and weights that are limited": {
    sizes: [130, 90, 10],
    objective: { l1: 0.001, l2: 0.01 },
    rule: { optimizer: "momentum", momentum: 0.9, clipNorm: 0.1, maxNorm: 0.5 },
  },
  "AdamW, and steps of more samples than are worked on together": {
    sizes: [40, 33, 10],
    samples: 1300,
    batchSize: 600,
    rule: { optimizer: "adamw", weightDecay: 0.1 },
  },
  "no hidden layer": { sizes: [300, 10] },
  "40 classes": { sizes: [50, 30, 40] },
  "a narrow layer below many inputs": { sizes: [785, 3, 10] },
  "a wide layer above few inputs": { sizes: [5, 400, 10] },
};

const engines: Engine[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const engine of engines.splice(0)) engine.close();
});

async function engineOf({ sizes, objective, rule }: Case, threads: EngineSettings["threads"]) {
  const network = someNetwork(sizes, ["relu"], "softmax");
  const engine = await createEngine("wasm", {
    network,
    weights: levelWeights(network),
    precision: "float32",
    updateOrder: "together",
    objective: { ...plainObjective, ...objective },
    rule: { ...plainDescent, ...rule },
    threads,
  });
  engines.push(engine);
  return engine;
}

const sha256Of = (...arrays: (Float32Array | Float64Array)[]) =>
  weightsSha256(arrays.map((values) => ({ rows: 1, columns: values.length, values })));

/** Trains for two epochs, the last batch of each a short one, and asks for all that an engine answers. */
async function answers(given: Case, threads: number) {
  const { sizes, samples: count = 150, batchSize = 64 } = given;
  const engine = await engineOf(given, threads);
  const samples = someSamples(count, sizes[0], sizes[sizes.length - 1]);
  const order = inOrder(samples);
  let tally = emptyTally;
  for (const firstStep of [0, Math.ceil(count / batchSize)])
    tally = await engine.train({ samples, order, batchSize, firstStep, learningRate: 0.01 }, tally);
  const gradients = await engine.gradients({ samples, order: order.subarray(0, 70), step: 9 });
  const { preActivations, activations } = await engine.scores(samples);
  return {
    threads: engine.work.threads,
    bits: {
      tally,
      weights: await weightsSha256(engine.weights()),
      memory: await Promise.all(engine.memory().map(weightsSha256)),
      gradients: { ...gradients, weights: await weightsSha256(gradients.weights) },
      scores: await sha256Of(preActivations, activations),
    },
  };
}

describe("a crew of threads", () => {
  it.each(Object.entries(cases))(
    "gives the same weights, gradients, scores and tallies, bit for bit, with 1, 2, 3 and 4 threads: %s",
    async (_, given) => {
      const one = await answers(given, 1);
      expect(one.threads).toBe(1);
      for (const threads of [2, 3, 4])
        expect(await answers(given, threads)).toEqual({ threads, bits: one.bits });
    },
  );

  it("scores 2,100 samples that it has never seen, bit for bit as one thread scores them 15 at a time", async () => {
    const given: Case = { sizes: [21, 40, 10] };
    for (const density of [0.05, 0.9]) {
      const samples = someSamples(2100, 21, 10, density);
      const [three, one] = [await engineOf(given, 3), await engineOf(given, 1)];
      const { preActivations } = await three.scores(samples);
      expect(three.work.threads).toBe(3);
      const pieces = [];
      for (let from = 0; from < samples.count; from += 15)
        pieces.push(...(await one.scores(sliceSamples(samples, from, from + 15))).preActivations);
      expect(preActivations).toEqual(Float32Array.from(pieces));
    }
  });

  it.each<[string, ExperimentSettings]>([
    ["Adam", { descent: "minibatch", batchSize: 128, optimizer: "adam", dropout: [0.2, 0.5] }],
    ["L-BFGS", { descent: "batch", optimizer: "lbfgs" }],
  ])("trains 1,500 digits of MNIST to the same bits with 1, 2, 3 and 4 threads: %s", async (_, settings) => {
    const mnist = await loadDataset("mnist");
    const dataset: Dataset = { ...mnist, train: sliceSamples(mnist.train, 0, 1500) };
    const experiment = createExperiment({
      hidden: [100],
      activation: "relu",
      validation: 0.2,
      epochs: 2,
      ...settings,
    });
    const trained = async (threads: number) => {
      const training = await createTraining(experiment, dataset, { threads });
      engines.push(training.engine);
      const epochs = [];
      for await (const progress of training) {
        if (progress.kind === "steps") continue;
        const { seconds, samplesPerSecond, ...rest } = progress;
        epochs.push(rest);
      }
      return { epochs, sha256: await weightsSha256(training.model().weights) };
    };
    const one = await trained(1);
    expect(one.epochs).toHaveLength(2);
    for (const threads of [2, 3, 4]) expect(await trained(threads)).toEqual(one);
  });

  it("starts when there is something to share, is asleep afterwards, and ends with the engine", async () => {
    const engine = await engineOf(cases["no hidden layer"], 3);
    expect(workers()).toBe(0);
    await trainOnce(engine);
    expect(workers()).toBe(3);
    const before = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { user, system } = process.cpuUsage(before);
    // One thread that waits awake would take 300,000 microseconds.
    expect(user + system).toBeLessThan(100_000);
    engine.close();
    await vi.waitFor(() => expect(workers()).toBe(0), 5000);
  });

  it("does not keep a process alive that forgets to close the engine, whatever flags it was started with", async () => {
    const program = `
      import { createExperiment, createSamples, createTraining } from "percept";
      const train = createSamples(new Uint8Array(64).map((_, i) => 3 * i), Uint8Array.of(0, 1, 2, 3, 0, 1, 2, 3), 8);
      const dataset = { name: "given", classes: ["a", "b", "c", "d"], imageShape: [1, 8], train, sources: [] };
      const experiment = createExperiment({ descent: "minibatch", batchSize: 4, epochs: 2 });
      const training = await createTraining(experiment, dataset, { threads: 2 });
      for await (const progress of training);
      console.log(JSON.stringify(training.engine.work), process.report.getReport().workers.length);
    `;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "--eval", program],
      { cwd: fileURLToPath(new URL("../../..", import.meta.url)), timeout: 20_000 },
    );
    expect(stdout).toBe('{"threads":2,"reason":"as asked for"} 2\n');
  });

  it("says in a sentence that a thread died, stops those that would wait for it, and says so again", async () => {
    const { start } = threads;
    let started = 0;
    vi.spyOn(threads, "start").mockImplementation((module, memory) => {
      const thread = start(module, memory);
      if (started++ === 0) return thread;
      // A hand that lies beyond the memory: the thread traps in the middle of a step.
      const beyond = (args: readonly number[]) => [...args.slice(0, -1), 0xfffffff0];
      return { ...thread, run: (call) => thread.run({ ...call, args: beyond(call.args) } as typeof call) };
    });
    const engine = await engineOf(cases["no hidden layer"], 2);
    const sentence = /^A thread of engine wasm ended: .+\.\n {2}Choose --threads 1/;
    await expect(trainOnce(engine)).rejects.toThrow(sentence);
    await vi.waitFor(() => expect(workers()).toBe(0), 5000);
    await expect(trainOnce(engine)).rejects.toThrow(sentence);
    await expect(trainOnce(engine)).rejects.toMatchObject({ code: "worker" });
  });

  it("says so where the engine is closed in the middle of a step", async () => {
    const engine = await engineOf(cases["no hidden layer"], 2);
    await trainOnce(engine);
    const training = trainOnce(engine, 1000);
    await new Promise((resolve) => setTimeout(resolve, 1));
    engine.close();
    await expect(training).rejects.toThrow("A thread of engine wasm ended: it was stopped.");
  });
});

const digits = someSamples(150, 300, 10);

/** So many epochs in one range. */
function trainOnce(engine: Engine, epochs = 1) {
  const order = Uint32Array.from({ length: 150 * epochs }, (_, index) => index % 150);
  return engine.train({ samples: digits, order, batchSize: 64, learningRate: 0.01 }, emptyTally);
}

/** Threads that this process has beside its own. */
function workers(): number {
  const report = process.report.getReport() as unknown as { readonly workers: readonly unknown[] };
  return report.workers.length;
}

describe("crewSize", () => {
  it("leaves steps of less than two million multiplications to one thread, and says why", () => {
    vi.spyOn(threads, "available", "get").mockReturnValue(8);
    // 784-20-10, the report's network, with 32 samples a step.
    expect(crewSize("auto", 32 * (785 * 20 + 21 * 10))).toEqual({
      threads: 1,
      reason: "0.5 million multiplications a step, 8 cores",
    });
    expect(crewSize("auto", 1.9e6).threads).toBe(1);
  });

  it("gives a thread to each further million, as far as there are cores", () => {
    vi.spyOn(threads, "available", "get").mockReturnValue(8);
    expect([2e6, 3.5e6, 7.9e6, 8e6, 1e9].map((size) => crewSize("auto", size).threads)).toEqual([
      2, 3, 7, 8, 8,
    ]);
    expect(crewSize("auto", 82.4e6).reason).toBe("82 million multiplications a step, 8 cores");
    vi.spyOn(threads, "available", "get").mockReturnValue(256);
    expect(crewSize("auto", 1e9).threads).toBe(64);
  });

  it("takes the number that it is given, and refuses what is none", () => {
    expect(crewSize(5, 1)).toEqual({ threads: 5, reason: "as asked for" });
    for (const wrong of [0, -1, 1.5, 65, Number.NaN]) {
      expect(() => crewSize(wrong, 1e9)).toThrow(ParameterError);
      expect(() => crewSize(wrong, 1e9)).toThrow(
        `threads must be auto or a whole number in [1, 64], got ${wrong}.`,
      );
    }
  });
});
