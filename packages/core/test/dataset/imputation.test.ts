import { describe, expect, it } from "vitest";
import { fillDataset, fillMissing, learnImputation } from "../../src/dataset/imputation.ts";
import { createSamples } from "../../src/dataset/samples.ts";
import { ShapeError } from "../../src/errors.ts";
import { createExperiment } from "../../src/experiment.ts";
import { loadModel, saveModel } from "../../src/format/model-npz.ts";
import { evaluate } from "../../src/prediction/evaluate.ts";
import { predict } from "../../src/prediction/predict.ts";
import { createPredictor } from "../../src/prediction/predictor.ts";
import { traceSample } from "../../src/prediction/trace-sample.ts";
import { createTraining } from "../../src/training/train.ts";

const gap = Number.NaN;
const samples = (features: number[], labels: number[]) =>
  createSamples(Float32Array.from(features), Uint8Array.from(labels), features.length / labels.length);
// By hand: the first column has 1, 2, 6 (mean 3, median 2), the second 10, 20, 30, 100 (mean 40, median 25).
const four = samples([1, 10, gap, 20, 2, 30, 6, 100], [0, 1, 0, 1]);

describe("learnImputation", () => {
  it("takes the mean or the median of what is there, an even number's in the middle", () => {
    expect(learnImputation(four, "mean")).toEqual([3, 40]);
    expect(learnImputation(four, "median")).toEqual([2, 25]);
  });

  it("refuses a feature that no sample has", () => {
    expect(() => learnImputation(samples([1, gap, 2, gap], [0, 1]), "mean")).toThrow(
      new ShapeError("Feature 1 has no value in any of 2 training samples.", "Leave its column out."),
    );
  });
});

describe("fillMissing", () => {
  it("fills copies, and gives back what lacks nothing", () => {
    expect(Array.from(fillMissing(four, [7, 8]).features)).toEqual([1, 10, 7, 20, 2, 30, 6, 100]);
    expect(four.features[2]).toBeNaN();
    const whole = samples([1, 2], [0, 1]);
    expect(fillMissing(whole, undefined)).toBe(whole);
  });

  it("names the first value that is missing where nothing stands for it", () => {
    expect(() => fillMissing(four, undefined)).toThrow(
      "Feature 0 of sample 1 is missing, and nothing stands for it.",
    );
  });
});

describe("a training on data with gaps", () => {
  const dataset = {
    name: "gaps",
    classes: ["a", "b"],
    imageShape: [1, 2],
    train: four,
    test: samples([gap, gap, 1, 2], [0, 1]),
    sources: [],
  } as const;

  it("learns what stands for them from the training samples alone, keeps it in the model, and predicts with it", async () => {
    const experiment = createExperiment({
      missing: "median",
      validation: 0.25,
      epochs: 2,
      engine: "reference",
    });
    const training = await createTraining(experiment, dataset);
    for await (const _ of training);
    const model = loadModel(saveModel(training.model()), "model.npz");
    expect(model.imputation).toEqual(learnImputation(training.dataset.train, "median"));
    expect(Array.from(training.dataset.test?.features ?? []).slice(0, 2)).toEqual(model.imputation);
    const filled = fillDataset(dataset, model.imputation).test?.features ?? new Float32Array();
    const [expected] = await predict({ ...model, imputation: [0, 0] }, filled);
    const [said] = await predict(model, dataset.test.features);
    expect(said).toEqual(expected);
    const predictor = await createPredictor(model);
    expect(predictor.predict(dataset.test.features.subarray(0, 2))).toEqual(expected);
    predictor.close();
    expect(traceSample(model, dataset.test.features.subarray(0, 2)).input.some(Number.isNaN)).toBe(false);
    expect((await evaluate(model, dataset.test)).crossEntropy).toBeGreaterThan(0);
  });

  it("refuses them unless told what to do", async () => {
    await expect(createTraining(createExperiment({ engine: "reference" }), dataset)).rejects.toThrow(
      "Feature 0 of sample 1 is missing",
    );
  });
});
