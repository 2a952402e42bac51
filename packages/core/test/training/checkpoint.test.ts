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

describe("a training that goes on from a checkpoint", () => {
  for (const engine of ["wasm", "reference"] as const) {
    it(`ends as if it had never stopped, weights and sums bit for bit, ${engine}`, async () => {
      const whole = await carryOn({ engine });
      for (const ranges of [1, 2, 3, 5]) {
        const stopped = await carryOn({ engine }, undefined, ranges);
        const bytes = saveCheckpoint(stopped.training.checkpoint());
        const resumed = await carryOn({ engine }, loadCheckpoint(bytes, "checkpoint.npz"));
        expect(resumed.sha256).toBe(whole.sha256);
        expect([...stopped.epochs, ...resumed.epochs]).toEqual(whole.epochs);
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
});

describe("a checkpoint as bytes", () => {
  const network = sigmoidNetwork(4, 3, 2);
  const weights = someWeights(network, "float64");
  const tally = { samples: 17, hits: 3, loss: 0.1 + 0.2, squaredError: 1 / 3 };
  const checkpoint: Checkpoint = { epoch: 2, tally, seconds: 0.125, weights };

  it("comes back bit for bit", () => {
    expect(loadCheckpoint(saveCheckpoint(checkpoint), "c.npz")).toEqual(checkpoint);
  });

  it("is refused with its place where the meta is a model's, or says nonsense", () => {
    const model = saveModel({ network, weights, classes: ["a", "b"], imageShape: [2, 2] });
    expect(() => loadCheckpoint(model, "c.npz")).toThrow(/^c\.npz: meta: expected a checkpoint's epoch/);
    for (const wrong of [
      { epoch: 0 },
      { epoch: 1.5 },
      { seconds: Number.NaN },
      { tally: { ...tally, hits: -1 } },
    ]) {
      expect(() => loadCheckpoint(saveCheckpoint({ ...checkpoint, ...wrong }), "c.npz")).toThrow(FormatError);
    }
  });
});
