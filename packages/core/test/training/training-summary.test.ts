import { describe, expect, it } from "vitest";
import { createExperiment } from "../../src/experiment.ts";
import {
  epochSummary,
  finalSummary,
  settingsSummary,
  weightsSummary,
} from "../../src/training/training-summary.ts";

const counted = { epoch: 3, trainAccuracy: 0.5, trainLoss: 1.25, trainMeanSquaredError: 0.25 };
const paced = { learningRate: 0.01, seconds: 2, samplesPerSecond: 30 };

describe("what TensorBoard is told of a training", () => {
  it("is every number of an epoch, grouped by what it measures; what is null is left out", () => {
    const values = epochSummary({ ...counted, ...paced, validationAuc: null, validationF1: 0.75 });
    expect(values).toEqual([
      { tag: "accuracy/train", scalar: 0.5 },
      { tag: "loss/train", scalar: 1.25 },
      { tag: "meanSquaredError/train", scalar: 0.25 },
      { tag: "learningRate", scalar: 0.01 },
      { tag: "pace/seconds", scalar: 2 },
      { tag: "pace/samplesPerSecond", scalar: 30 },
      { tag: "f1/validation", scalar: 0.75 },
    ]);
  });

  it("is, of a watched layer, its statistics and both of its histograms", () => {
    const histogram = { low: 0, high: 1, counts: [3, 5] };
    const layer = {
      layer: 2,
      units: 10,
      activation: "relu",
      activationMean: 0.5,
      activationDeviation: 0.125,
      deadUnits: 0.25,
      weightNorm: 2,
      gradientNorm: 1,
      gradientToWeight: null,
      activationHistogram: histogram,
      gradientHistogram: { ...histogram, zeros: 1 },
    } as const;
    const values = epochSummary({ ...counted, ...paced, layers: [layer] }).slice(6);
    expect(values).toMatchObject([
      { tag: "layer2/activationMean", scalar: 0.5 },
      { tag: "layer2/activationDeviation", scalar: 0.125 },
      { tag: "layer2/deadUnits", scalar: 0.25 },
      { tag: "layer2/weightNorm", scalar: 2 },
      { tag: "layer2/gradientNorm", scalar: 1 },
      { tag: "layer2/activations", histogram },
      { tag: "layer2/log10Gradients", histogram },
    ]);
  });

  it("is weights and biases apart: column 0 of W [2, 3] is the bias", () => {
    const values = Float32Array.of(10, 1, 2, 20, 3, 5);
    const [weights, biases] = weightsSummary([{ rows: 2, columns: 3, values }]);
    expect(weights).toMatchObject({ tag: "layer1/weights", histogram: { low: 1, high: 5 } });
    expect(biases).toMatchObject({ tag: "layer1/biases", histogram: { low: 10, high: 20 } });
  });

  it("is what metrics.json has of the finished run, but for its classes and its matrix", () => {
    const macro = { precision: 0.5, auc: null };
    const values = finalSummary({ test: { accuracy: 0.75, macro, perClass: [], confusionMatrix: [[1]] } });
    expect(values).toEqual([
      { tag: "final/testAccuracy", scalar: 0.75 },
      { tag: "final/testPrecision", scalar: 0.5 },
    ]);
  });

  it("is every setting in a word, a number or a truth value; what is null is left out", () => {
    const settings = settingsSummary(createExperiment({ hidden: [30, 20], seed: 4 }));
    expect(settings).toMatchObject({ hidden: "30,20", seed: 4, shuffle: true, activation: "sigmoid" });
    expect(settings).not.toHaveProperty("validation");
    for (const value of Object.values(settings)) expect(typeof value).toMatch(/^(string|number|boolean)$/);
  });
});
