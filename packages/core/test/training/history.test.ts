import { describe, expect, it } from "vitest";
import { createSamples, type Dataset } from "../../src/dataset/samples.ts";
import { createEngine } from "../../src/engine/create-engine.ts";
import { zeroWeights } from "../../src/network/network.ts";
import { samplesPerSecond, summarizeEpoch } from "../../src/training/history.ts";
import { sigmoidNetwork } from "../engine/small-network.ts";

const network = sigmoidNetwork(1, 2);
const dataset: Dataset = {
  name: "three",
  classes: ["a", "b"],
  imageShape: [1, 1],
  train: createSamples(Uint8Array.of(1, 2, 3), Uint8Array.of(0, 0, 1), 1),
  sources: [],
};

/** An epoch's record, from a network whose weights are all zero: it gives every sample the scores 0.5 and 0.5. */
async function record(
  epoch: Parameters<typeof summarizeEpoch>[0],
  learningRate: number,
  data: Dataset = dataset,
) {
  const settings = { precision: "float32", updateOrder: "together" } as const;
  const engine = await createEngine("reference", {
    network,
    weights: zeroWeights(network, "float32"),
    ...settings,
  });
  return summarizeEpoch(epoch, learningRate, engine, network, data);
}

describe("summarizeEpoch", () => {
  it("divides what was counted of 8 samples by 8, and 8 samples by half a second", async () => {
    const tally = { samples: 8, hits: 6, loss: 20, squaredError: 1 };
    expect(await record({ epoch: 3, tally, seconds: 0.5 }, 0.01)).toEqual({
      epoch: 3,
      trainAccuracy: 0.75,
      trainLoss: 2.5,
      trainMeanSquaredError: 0.125,
      learningRate: 0.01,
      seconds: 0.5,
      samplesPerSecond: 16,
    });
  });

  it("measures a validation set of three samples at the epoch's end, by hand: scores that are all 0.5", async () => {
    const tally = { samples: 3, hits: 3, loss: 0, squaredError: 0 };
    const summary = await record({ epoch: 1, tally, seconds: 1 }, 0.1, {
      ...dataset,
      validation: dataset.train,
    });
    // Two outputs of 0.5 cost ln 2 each and are off by 1/2 each; of equal scores the first class is predicted, which
    // 2 of 3 samples are: precision 2/3 and 0, recall 1 and 0, F1 4/5 and 0. Scores that are all equal have an AUC of 1/2.
    expect(summary.validationAccuracy).toBeCloseTo(2 / 3, 12);
    expect(summary.validationLoss).toBeCloseTo(2 * Math.LN2, 6);
    expect(summary.validationMeanSquaredError).toBeCloseTo(0.25, 6);
    expect(summary.validationPrecision).toBeCloseTo(1 / 3, 12);
    expect(summary.validationRecall).toBeCloseTo(1 / 2, 12);
    expect(summary.validationF1).toBeCloseTo(2 / 5, 12);
    expect(summary.validationAuc).toBeCloseTo(1 / 2, 12);
    expect(summary.trainAccuracy).toBe(1);
  });

  it("says that training diverged where finite weights overflow on a validation sample, naming it", async () => {
    // 3e38 from the bias and as much from the input: past float32's 3.4e38, but only where the input is lit.
    const weights = [{ rows: 2, columns: 2, values: new Float32Array(4).fill(3e38) }];
    const settings = { network, weights, precision: "float32", updateOrder: "together" } as const;
    const engine = await createEngine("wasm", settings);
    const validation = createSamples(Uint8Array.of(0, 255), Uint8Array.of(0, 1), 1);
    const tally = { samples: 3, hits: 3, loss: 0, squaredError: 0 };
    const summary = summarizeEpoch({ epoch: 7, tally, seconds: 1 }, 0.1, engine, network, {
      ...dataset,
      validation,
    });
    await expect(summary).rejects.toMatchObject({ code: "diverged" });
    await expect(summary).rejects.toThrow(
      /epoch 7: .*validation sample 1\.\n {2}Try a smaller learning rate/s,
    );
  });

  it("is a line of history.jsonl: JSON gives it back", async () => {
    const tally = { samples: 3, hits: 1, loss: 0.7, squaredError: 0.1 };
    const summary = await record({ epoch: 1, tally, seconds: 0.0021 }, 1e-3);
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  });
});

describe("samplesPerSecond", () => {
  it("is a number where the clock saw no time pass", () => {
    expect(samplesPerSecond({ samples: 8, hits: 0, loss: 0, squaredError: 0 }, 0)).toBe(8e6);
  });
});
