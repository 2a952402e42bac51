import { describe, expect, it } from "vitest";
import { createSamples } from "../../src/dataset/samples.ts";
import { createExperiment, type ExperimentSettings } from "../../src/experiment.ts";
import { createNetwork } from "../../src/network/create-network.ts";

/** Three features, two classes. */
const datasetOf = (features: Uint8Array | Float32Array) => ({
  name: "small",
  classes: ["no", "yes"],
  imageShape: [1, 3] as const,
  train: createSamples(features, Uint8Array.of(0, 1), 3),
  sources: [],
});
const networkOf = (settings: ExperimentSettings) =>
  createNetwork(createExperiment(settings), datasetOf(new Uint8Array(6)));
const shapeOf = (settings: ExperimentSettings) =>
  networkOf(settings).layers.map(({ inputs, units, activation }) => `${inputs} ${units} ${activation}`);

describe("createNetwork", () => {
  it("has the data's features in, the hidden layers, and a unit a class", () => {
    expect(shapeOf({ hidden: [20] })).toEqual(["3 20 sigmoid", "20 2 sigmoid"]);
    expect(shapeOf({ hidden: [7, 5, 4], activation: "relu", output: "softmax" })).toEqual([
      "3 7 relu",
      "7 5 relu",
      "5 4 relu",
      "4 2 softmax",
    ]);
  });

  it("has one layer without hidden ones", () => {
    expect(shapeOf({ hidden: [], output: "softmax" })).toEqual(["3 2 softmax"]);
  });

  it("takes an activation a layer", () => {
    expect(shapeOf({ hidden: [7, 5], activation: ["gelu", "scaled-tanh"] })).toEqual([
      "3 7 gelu",
      "7 5 scaled-tanh",
      "5 2 sigmoid",
    ]);
  });

  it("has the experiment's loss: mean squared error by default with identity outputs", () => {
    expect(networkOf({}).loss).toBe("cross-entropy");
    expect(networkOf({ output: "identity" }).loss).toBe("mean-squared-error");
  });

  it("divides bytes by 255 and standardises numbers by the training samples, or as the experiment says", () => {
    expect(networkOf({}).scaling).toEqual({ type: "divide", divisor: 255 });
    const numbers = datasetOf(Float32Array.of(1, 7, -2, 3, 7, -4)); // means 2, 7, -3, deviations 1, 0, 1
    expect(createNetwork(createExperiment(), numbers).scaling).toEqual({
      type: "per-feature",
      offsets: [2, 7, -3],
      divisors: [1, 1, 1],
    });
    expect(networkOf({ scaling: "none" }).scaling).toEqual({ type: "none" });
    const given = { type: "divide", divisor: 2 } as const;
    expect(createNetwork(createExperiment(), numbers, given).scaling).toBe(given);
  });
});
