import { createSamples, type Model } from "percept";
import { expect, it } from "vitest";
import { checkAnswers } from "../../src/bench/check-answers.ts";

/** One layer without weights: every score is sigmoid(0) = 0.5. */
const model: Model = {
  network: {
    layers: [{ inputs: 2, units: 3, activation: "sigmoid" }],
    loss: "cross-entropy",
    scaling: { type: "none" },
  },
  weights: [{ rows: 3, columns: 3, values: new Float32Array(9) }],
  classes: ["a", "b", "c"],
  imageShape: [1, 2],
};
const samples = createSamples(new Uint8Array(80), new Uint8Array(40), 2);

it("passes scores that are the reference's within 1e-4, of the first 32 samples", async () => {
  let asked = 0;
  const scores = async ({ count }: { readonly count: number }) => {
    asked = count;
    return new Float32Array(count * 3).fill(0.50009);
  };
  await checkAnswers("t3-128", { engine: "blas", answers: { scores, model: () => model } }, samples);
  expect(asked).toBe(32);
});

it("refuses a BLAS whose scores are others, naming the case, and says what to do", async () => {
  const scores = async ({ count }: { readonly count: number }) =>
    new Float32Array(count * 3).fill(0.5).fill(0.75, 40, 41);
  await expect(
    checkAnswers("t3-128", { engine: "blas", answers: { scores, model: () => model } }, samples),
  ).rejects.toThrow(
    "t3-128: expected the scores of engine reference, within 0.0001, got one that is 0.25 beside it from engine blas.\n" +
      "  This BLAS is not to be trusted: name another with PERCEPT_BLAS.",
  );
});

it("refuses scores that are no numbers", async () => {
  const scores = async ({ count }: { readonly count: number }) =>
    new Float32Array(count * 3).fill(Number.NaN);
  await expect(
    checkAnswers("t1", { engine: "wasm", answers: { scores, model: () => model } }, samples),
  ).rejects.toThrow("got one that is NaN beside it from engine wasm.");
});
