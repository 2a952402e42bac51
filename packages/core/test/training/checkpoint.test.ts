import { describe, expect, it } from "vitest";
import type { Dataset } from "../../src/dataset/samples.ts";
import { FormatError } from "../../src/errors.ts";
import { createExperiment, type Experiment } from "../../src/experiment.ts";
import { saveModel } from "../../src/format/model-npz.ts";
import { weightsSha256 } from "../../src/format/weights-sha256.ts";
import {
  type Checkpoint,
  checkpointAfter,
  loadCheckpoint,
  saveCheckpoint,
} from "../../src/training/checkpoint.ts";
import { createTraining, type EpochProgress } from "../../src/training/train.ts";
import { sigmoidNetwork, someSamples, someWeights } from "../engine/small-network.ts";

const dataset: Dataset = {
  name: "small",
  classes: ["a", "b", "c"],
  imageShape: [5, 6],
  train: someSamples(2000, 30, 3),
  sources: [],
};

/** Trains to the end, or until `ranges` ranges of steps are done; what it yields of whole epochs. */
async function carryOn(
  settings: Partial<Experiment>,
  checkpoint?: Checkpoint,
  ranges = Number.POSITIVE_INFINITY,
) {
  const experiment = createExperiment({ hidden: [6], epochs: 3, seed: 4, ...settings });
  const training = await createTraining(experiment, dataset, checkpoint && { checkpoint });
  const epochs: Omit<EpochProgress, "seconds" | "samplesPerSecond">[] = [];
  for await (const progress of training) {
    if (progress.kind === "epoch") {
      const { seconds, samplesPerSecond, ...rest } = progress;
      epochs.push(rest);
    } else if (--ranges === 0) break;
  }
  return { training, epochs, sha256: await weightsSha256(training.model().weights) };
}

/** Everything at once that a training remembers from step to step or from epoch to epoch. */
const everything: Partial<Experiment> = {
  descent: "minibatch",
  batchSize: 7,
  optimizer: "adam",
  schedule: "reduce-on-plateau",
  plateauPatience: 0,
  minDelta: 0.5,
  validation: 0.1,
  keepBest: true,
  patience: 3,
  dropout: [0.2, 0.5],
  inputNoise: 0.1,
};

describe("a training that goes on from a checkpoint", () => {
  for (const engine of ["wasm", "reference"] as const) {
    it.each([
      ["plain descent", {}],
      ["every kind of memory", everything],
      ["one-cycle and momentum", { schedule: "one-cycle", optimizer: "momentum", learningRate: 0.02 }],
    ] as const)(
      `ends as if it had never stopped, weights and sums bit for bit, ${engine}, %s`,
      async (_, settings) => {
        const whole = await carryOn({ engine, ...settings });
        for (const ranges of [1, 2, 3, 5]) {
          const stopped = await carryOn({ engine, ...settings }, undefined, ranges);
          const bytes = saveCheckpoint(stopped.training.checkpoint());
          const resumed = await carryOn({ engine, ...settings }, loadCheckpoint(bytes, "checkpoint.npz"));
          expect(resumed.sha256).toBe(whole.sha256);
          expect([...stopped.epochs, ...resumed.epochs]).toEqual(whole.epochs);
          expect(resumed.training.best()).toEqual(whole.training.best());
        }
      },
    );

    it(`ends as if L-BFGS had never stopped, with its pairs of steps, ${engine}`, async () => {
      const settings = { engine, descent: "batch", optimizer: "lbfgs", epochs: 6 } as const;
      const whole = await carryOn(settings);
      for (const ranges of [1, 4]) {
        const stopped = await carryOn(settings, undefined, ranges);
        const checkpoint = stopped.training.checkpoint();
        expect(checkpoint.memory).toHaveLength(2 * ranges);
        const resumed = await carryOn(settings, loadCheckpoint(saveCheckpoint(checkpoint), "c.npz"));
        expect(resumed.sha256).toBe(whole.sha256);
        expect(resumed.epochs).toEqual(whole.epochs.slice(-resumed.epochs.length));
      }
    });
  }

  it("goes on after its last epoch when more are asked for", async () => {
    const four = await carryOn({ epochs: 4 });
    const three = await carryOn({ epochs: 3 });
    const more = await carryOn({ epochs: 4 }, checkpointAfter(3, three.training.model().weights));
    expect(more.sha256).toBe(four.sha256);
    expect(more.epochs.map(({ epoch }) => epoch)).toEqual([4]);
  });

  it("goes on with the optimizer's memory after its last epoch, which a mere model has not", async () => {
    const settings = { optimizer: "adam", descent: "minibatch" } as const;
    const four = await carryOn({ ...settings, epochs: 4 });
    const three = await carryOn({ ...settings, epochs: 3 });
    const more = await carryOn({ ...settings, epochs: 4 }, three.training.checkpoint());
    expect(more.sha256).toBe(four.sha256);
    const forgetful = checkpointAfter(3, three.training.model().weights);
    expect((await carryOn({ ...settings, epochs: 4 }, forgetful)).sha256).not.toBe(four.sha256);
  });
});

describe("a checkpoint as bytes", () => {
  const network = sigmoidNetwork(4, 3, 2);
  const weights = someWeights(network, "float64");
  const tally = { samples: 17, hits: 3, loss: 0.1 + 0.2, squaredError: 1 / 3 };
  const checkpoint: Checkpoint = { ...checkpointAfter(1, weights), tally, seconds: 0.125 };
  const full: Checkpoint = {
    ...checkpoint,
    memory: [someWeights(network, "float64", 2), someWeights(network, "float32", 3)],
    plateau: { best: 1 / 3, epochsWithout: 2, reductions: 1 },
    stopping: { best: { epoch: 1, value: 0.7 } },
    best: someWeights(network, "float32", 4),
  };

  it("comes back bit for bit", () => {
    expect(loadCheckpoint(saveCheckpoint(checkpoint), "c.npz")).toEqual(checkpoint);
  });

  it("comes back bit for bit with memory, plateau, stopping and best weights, each in its own precision", () => {
    expect(loadCheckpoint(saveCheckpoint(full), "c.npz")).toEqual(full);
  });

  it("is refused with its place where the meta is a model's, or says nonsense", () => {
    const model = saveModel({ network, weights, classes: ["a", "b"], imageShape: [2, 2] });
    expect(() => loadCheckpoint(model, "c.npz")).toThrow(/^c\.npz: meta: expected a checkpoint's epoch/);
    const nonsense: Record<string, unknown>[] = [
      { epoch: 0 },
      { epoch: 1.5 },
      { seconds: Number.NaN },
      { tally: { ...tally, hits: -1 } },
      { plateau: { best: null, epochsWithout: -1, reductions: 0 } },
      { plateau: { best: "low", epochsWithout: 0, reductions: 0 } },
      { stopping: { best: { epoch: 1 } } },
      { stopping: { best: { epoch: "1", value: 0 } } },
      { stopping: null },
    ];
    for (const wrong of nonsense) {
      expect(
        () => loadCheckpoint(saveCheckpoint({ ...checkpoint, ...wrong }), "c.npz"),
        JSON.stringify(wrong),
      ).toThrow(FormatError);
    }
  });

  it("is refused where an array of the memory or of the best weights is missing or has another shape", () => {
    const other = someWeights(sigmoidNetwork(4, 5, 2), "float64");
    const short = { ...full, memory: [weights.slice(0, 1)] };
    expect(() => loadCheckpoint(saveCheckpoint(short), "c.npz")).toThrow(
      /^c\.npz: memory1_w2: expected floats of the shape \[2, 4\], got none/,
    );
    expect(() => loadCheckpoint(saveCheckpoint({ ...full, best: other }), "c.npz")).toThrow(
      /^c\.npz: best_w1: expected floats of the shape \[3, 5\], got \[5, 5\]/,
    );
  });
});
