import { describe, expect, it } from "vitest";
import { loadDataset } from "../../src/dataset/load-dataset.node.ts";
import { ShapeError } from "../../src/errors.ts";
import { predict } from "../../src/prediction/predict.ts";
import { createPredictor } from "../../src/prediction/predictor.ts";
import { reportModel } from "./report-model.ts";

describe("createPredictor", () => {
  it.each(["float32", "float64"] as const)(
    "says what predict says, image by image, %s",
    async (precision) => {
      const { test } = await loadDataset("mnist");
      const features = test?.features.subarray(0, 50 * 784) ?? new Uint8Array();
      const model = reportModel(precision);
      const predictor = await createPredictor(model);
      const found = Array.from({ length: 50 }, (_, image) =>
        predictor.predict(features.subarray(784 * image, 784 * (image + 1))),
      );
      predictor.close();
      expect(found).toEqual(await predict(model, features));
    },
  );

  it("refuses a sample of another length, and several at once, and works on", async () => {
    const predictor = await createPredictor(reportModel("float32"));
    for (const length of [0, 783, 2 * 784]) {
      expect(() => predictor.predict(new Uint8Array(length))).toThrow(ShapeError);
    }
    expect(() => predictor.predict(new Uint8Array(783))).toThrow("of 784 features, got 783");
    expect(predictor.predict(new Uint8Array(784)).scores).toHaveLength(10);
  });
});
