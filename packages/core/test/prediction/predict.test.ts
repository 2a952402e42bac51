import { beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "../../src/dataset/load-dataset.node.ts";
import { type Dataset, sliceSamples } from "../../src/dataset/samples.ts";
import { ShapeError } from "../../src/errors.ts";
import { predict } from "../../src/prediction/predict.ts";
import { numpyScores, reportModel } from "./report-model.ts";

let dataset: Dataset;
beforeAll(async () => {
  dataset = await loadDataset("mnist");
});

describe("predict", () => {
  it("calls training image 60 a 4, as the report does, with NumPy's scores to float32", async () => {
    const { features } = sliceSamples(dataset.train, 60, 61);
    const wanted = numpyScores.train.samples.find(({ index }) => index === 60)?.scores ?? [];
    for (const precision of ["float64", "float32"] as const) {
      const [{ prediction, scores }, ...others] = await predict(reportModel(precision), features);
      expect(prediction).toBe(4);
      expect(others).toEqual([]);
      expect(scores).toHaveLength(10);
      for (const [k, score] of wanted.entries()) expect(Math.abs(scores[k] - score)).toBeLessThan(1e-6);
    }
  });

  it("gives a prediction a sample, in order, each with scores of its own", async () => {
    const model = reportModel("float32");
    const { features } = sliceSamples(dataset.train, 0, 5);
    const together = await predict(model, features);
    expect(together).toHaveLength(5);
    for (const [sample, found] of together.entries()) {
      const [alone] = await predict(model, features.subarray(784 * sample, 784 * (sample + 1)));
      expect(found).toEqual(alone);
      expect(found.scores[found.prediction]).toBe(Math.max(...found.scores));
    }
  });

  it("gives the same with three threads", async () => {
    const model = reportModel("float32");
    const { features } = sliceSamples(dataset.train, 0, 100);
    expect(await predict(model, features, { threads: 3 })).toEqual(
      await predict(model, features, { threads: 1 }),
    );
  });

  it("gives nothing for no bytes", async () => {
    expect(await predict(reportModel("float32"), new Uint8Array(0))).toEqual([]);
  });

  it("refuses features that are no whole number of samples, naming both sizes", async () => {
    const refused = predict(reportModel("float32"), new Uint8Array(800));
    await expect(refused).rejects.toThrow(ShapeError);
    await expect(refused).rejects.toThrow(
      "Expected a whole number of samples of 784 features each, got 800 features.",
    );
  });
});
