// What percept writes as ONNX, run by onnxruntime beside percept's own engines.

import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { findOnnxruntime } from "../../../../../scripts/onnxruntime.mjs";
import { parseIdxImages } from "../../../src/dataset/idx.ts";
import { saveOnnx } from "../../../src/format/onnx/save-onnx.ts";
import { predict } from "../../../src/prediction/predict.ts";
import { goldenModel, mnistTestImages } from "../golden-model.ts";
import { referenceScores } from "../reference-scores.ts";
import { someFeatures, someModels } from "../some-models.ts";

const found = findOnnxruntime();
const missing = "missing" in found ? found.missing : undefined;
if (missing) console.warn(`SKIPPED, all tests with onnxruntime: ${missing}`);

/** What onnxruntime says of raw features [n, inputs], and what it calls them. */
async function onnxScores(file: Uint8Array, features: Float32Array, inputs: number) {
  if ("missing" in found) throw new Error(found.missing);
  const ort = await import(/* @vite-ignore */ pathToFileURL(found.path).href);
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(file);
  const tensor = new ort.Tensor("float32", features, [features.length / inputs, inputs]);
  const [input] = session.inputNames;
  const [output] = session.outputNames;
  const result = await session.run({ [input]: tensor });
  await session.release();
  return { input, output, dims: result[output].dims, scores: result[output].data as Float32Array };
}

describe.skipIf(missing)("an ONNX file in onnxruntime", () => {
  it("gives the scores of all 10,000 test images of MNIST, to 1e-5", async () => {
    const { pixels } = parseIdxImages(mnistTestImages(10_000), "images");
    const model = goldenModel();
    const { scores, input, output, dims } = await onnxScores(saveOnnx(model), Float32Array.from(pixels), 784);
    expect([input, output, ...dims]).toEqual(["features", "scores", 10_000, 10]);
    const wanted = (await predict(model, pixels)).flatMap((prediction) => Array.from(prediction.scores));
    let largest = 0;
    for (const [n, score] of scores.entries()) largest = Math.max(largest, Math.abs(score - wanted[n]));
    expect(largest).toBeLessThan(1e-5);
    expect(largest).toBeGreaterThan(0); // other arithmetic than ours
  });

  it.each(someModels)("says what the reference says, to 2e-6: %s", async (_, model) => {
    const features = someFeatures(model);
    const { scores, output } = await onnxScores(saveOnnx(model), features, model.network.layers[0].inputs);
    const wanted = await referenceScores(model, features);
    expect(output).toBe(model.network.targets ? "values" : "scores");
    expect(scores.length).toBe(wanted.length);
    for (const [n, score] of scores.entries())
      expect(Math.abs(score - wanted[n])).toBeLessThan(2e-6 * Math.max(1, Math.abs(wanted[n])));
  });
});
