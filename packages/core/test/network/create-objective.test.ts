import { describe, expect, it } from "vitest";
import { createSamples } from "../../src/dataset/samples.ts";
import { ParameterError } from "../../src/errors.ts";
import { createExperiment, type ExperimentSettings } from "../../src/experiment.ts";
import { createObjective, createRule } from "../../src/network/create-objective.ts";
import { plainObjective } from "../../src/network/objective.ts";
import { plainDescent } from "../../src/network/optimizers.ts";

/** Eight samples: 4 of class 0, 3 of class 1, 1 of class 2, none of class 3. */
const train = createSamples(new Uint8Array(8), Uint8Array.of(0, 1, 0, 2, 0, 1, 1, 0), 1);
const classes = ["a", "b", "c", "d"];
const objectiveOf = (settings: ExperimentSettings) =>
  createObjective(createExperiment(settings), train, classes);

describe("createObjective", () => {
  it("is the mean loss and nothing else by default", () => {
    expect(objectiveOf({})).toEqual(plainObjective);
  });

  it("takes the settings over", () => {
    const settings = {
      reduction: "sum",
      labelSmoothing: 0.1,
      l1: 0.2,
      l2: 0.3,
      inputNoise: 0.4,
      seed: 5,
    } as const;
    expect(objectiveOf(settings)).toEqual({ ...settings, dropout: [] });
  });

  it("leaves out units of hidden layers for one share, and of inputs too for a list; none for zeros", () => {
    expect(objectiveOf({ hidden: [5, 4], dropout: 0.5 }).dropout).toEqual([0, 0.5, 0.5]);
    expect(objectiveOf({ hidden: [5, 4], dropout: [0.2, 0, 0.5] }).dropout).toEqual([0.2, 0, 0.5]);
    expect(objectiveOf({ hidden: [5, 4], dropout: [0, 0, 0] }).dropout).toEqual([]);
    expect(objectiveOf({ hidden: [], dropout: [0.3] }).dropout).toEqual([0.3]);
  });

  it("balances classes as scikit-learn: samples / (classes · samples of the class), 1 for a class without any", () => {
    // 8 / (4·4), 8 / (4·3), 8 / (4·1)
    expect(objectiveOf({ classWeights: "balanced" }).classWeights).toEqual([0.5, 2 / 3, 2, 1]);
  });

  it("takes a weight a class, and refuses fewer or more, naming both numbers", () => {
    expect(objectiveOf({ classWeights: [1, 2, 3, 4] }).classWeights).toEqual([1, 2, 3, 4]);
    for (const [given, count] of [
      [[1, 2], 2],
      [3, 1],
      [[1, 2, 3, 4, 5], 5],
    ] as const) {
      expect(() => objectiveOf({ classWeights: given })).toThrow(ParameterError);
      expect(() => objectiveOf({ classWeights: given })).toThrow(
        `classWeights must be one for each of 4 classes, got ${count}.`,
      );
    }
  });
});

describe("createRule", () => {
  it("is plain descent by default, and for L-BFGS, whose steps are taken above the engine", () => {
    expect(createRule(createExperiment())).toEqual(plainDescent);
    expect(createRule(createExperiment({ optimizer: "lbfgs", descent: "batch" }))).toEqual(plainDescent);
  });

  it("has the optimizer's own settings, PyTorch's unless given, and 0 for what it has none of", () => {
    const ruleOf = (settings: ExperimentSettings) => createRule(createExperiment(settings));
    expect(ruleOf({ optimizer: "nesterov" })).toEqual({
      ...plainDescent,
      optimizer: "nesterov",
      momentum: 0.9,
    });
    expect(ruleOf({ optimizer: "adagrad" })).toEqual({
      ...plainDescent,
      optimizer: "adagrad",
      epsilon: 1e-10,
    });
    expect(ruleOf({ optimizer: "rmsprop" })).toMatchObject({ rho: 0.99, epsilon: 1e-8 });
    const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    expect(ruleOf({ optimizer: "adam" })).toEqual({ ...plainDescent, ...adam, optimizer: "adam" });
    expect(ruleOf({ optimizer: "adamw", beta1: 0.8 })).toEqual({
      ...plainDescent,
      ...adam,
      ...{ optimizer: "adamw", beta1: 0.8, weightDecay: 0.01 },
    });
  });

  it("takes over what is done beside the step", () => {
    const beside = { weightDecay: 0.1, clipNorm: 2, maxNorm: 3 };
    expect(createRule(createExperiment(beside))).toEqual({ ...plainDescent, ...beside });
  });
});
