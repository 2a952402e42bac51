import { beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "../../src/dataset/load-dataset.node.ts";
import { createSamples, type Dataset, type Samples, sliceSamples } from "../../src/dataset/samples.ts";
import { ShapeError } from "../../src/errors.ts";
import type { Model } from "../../src/format/model.ts";
import type { ActivationName } from "../../src/network/activations.ts";
import type { LossName } from "../../src/network/losses.ts";
import { engineFor, scoreSamples } from "../../src/prediction/score-samples.ts";
import { numpyScores, reportModel } from "./report-model.ts";

let dataset: Dataset;
beforeAll(async () => {
  dataset = await loadDataset("mnist");
});

async function score(model: Model, samples: Samples) {
  return scoreSamples(await engineFor(model), model.network, samples);
}

/** One layer, two inputs, two classes; pixels as they are. */
function tinyModel(values: readonly number[]): Model {
  return {
    network: {
      scaling: { type: "none" },
      layers: [{ inputs: 2, units: 2, activation: "sigmoid" }],
      loss: "cross-entropy",
    },
    weights: [{ rows: 2, columns: 3, values: Float64Array.from(values) }],
    classes: ["no", "yes"],
    imageShape: [1, 2],
  };
}

describe("scoreSamples", () => {
  it("gives NumPy's scores and losses of single images, rounded to float32 and to 1e-12", async () => {
    const model = reportModel("float64");
    for (const part of ["train", "test"] as const) {
      const samples = dataset[part] ?? dataset.train;
      for (const { index, label, scores, loss } of numpyScores[part].samples) {
        const one = sliceSamples(samples, index, index + 1);
        const found = await score(model, one);
        expect(one.labels[0]).toBe(label);
        expect(found.losses).toHaveLength(1);
        expect(Math.abs(found.losses[0] - loss)).toBeLessThan(1e-12);
        // Rounding to float32 changes a number by 2^-24 of it at most.
        for (const [k, wanted] of scores.entries()) {
          expect(Math.abs(found.scores[k] - wanted)).toBeLessThanOrEqual(2 ** -24 * wanted);
        }
      }
    }
  });

  it("scores two samples with one layer by hand", async () => {
    // z = bias + w·x with pixels 0 and 3: sample 1 has z = (0, 1 - 3·1) = (0, -2), sample 2 with pixels 1 and 0
    // has z = (0 + 1, 1) = (1, 1). The label's loss is log(1 + e^-z), any other's log(1 + e^z).
    const model = tinyModel([0, 1, 0, 1, 0, -1]);
    const { scores, losses } = await score(
      model,
      createSamples(Uint8Array.of(0, 3, 1, 0), Uint8Array.of(1, 0), 2),
    );
    const sigmoid2 = 0.11920292202211755; // 1 / (1 + e²)
    const sigmoid1 = 0.7310585786300049; // 1 / (1 + e⁻¹)
    expect(scores).toEqual(Float32Array.of(0.5, sigmoid2, sigmoid1, sigmoid1));
    expect(losses[0]).toBeCloseTo(Math.LN2 + 2.126928011042972, 14); // log 2 + log(1 + e²)
    expect(losses[1]).toBeCloseTo(0.31326168751822286 + 1.3132616875182228, 14); // log(1 + e⁻¹) + log(1 + e)
  });

  it("has a finite loss where scores round to 0 and 1 and their logarithms are gone", async () => {
    // z = (200, -200) for a sample of class 1: both outputs are wrong by 200.
    const { scores, losses } = await score(
      tinyModel([200, 0, 0, -200, 0, 0]),
      createSamples(Uint8Array.of(0, 0), Uint8Array.of(1), 2),
    );
    expect(Array.from(scores)).toEqual([1, 0]);
    expect(losses[0]).toBeCloseTo(400, 12);
  });

  it("has the loss that the network was trained for, and cross-entropy beside it, by hand", async () => {
    // z = (ln 3, 0) whatever comes in: sigmoid 3/4 and 1/2, softmax 3/4 and 1/4.
    const of = (output: ActivationName, loss: LossName) => {
      const model = tinyModel([Math.log(3), 0, 0, 0, 0, 0]);
      const layers = [{ ...model.network.layers[0], activation: output }];
      const network = { ...model.network, layers, loss };
      return score({ ...model, network }, createSamples(Uint8Array.of(1, 2), Uint8Array.of(1), 2));
    };
    const sigmoid = 3 * Math.LN2; // -log(1/2) - log(1 - 3/4)
    const softmax = 2 * Math.LN2; // -log(1/4)
    for (const [output, loss, own, crossEntropy] of [
      ["sigmoid", "cross-entropy", sigmoid, sigmoid],
      ["softmax", "cross-entropy", softmax, softmax],
      ["sigmoid", "mean-squared-error", (9 / 16 + 1 / 4) / 2, sigmoid],
      ["softmax", "mean-squared-error", 9 / 16, softmax],
    ] as const) {
      const found = await of(output, loss);
      expect(found.losses[0]).toBeCloseTo(own, 14);
      expect(found.crossEntropies?.[0]).toBeCloseTo(crossEntropy, 14);
    }
    const identity = await of("identity", "mean-squared-error");
    expect(identity.losses[0]).toBeCloseTo((Math.log(3) * Math.log(3) + 1) / 2, 14);
    expect(identity.crossEntropies).toBeUndefined();
    expect(Array.from(identity.scores)).toEqual([Math.fround(Math.log(3)), 0]);
  });

  it("takes numbers too, negative ones among them, alike on wasm and reference", async () => {
    const weights = [{ rows: 2, columns: 3, values: Float32Array.of(0, 1, 0, 1, 0, -1) }];
    const model = { ...tinyModel([0, 1, 0, 1, 0, -1]), weights };
    const samples = createSamples(Float32Array.of(-2, 0.5, 0, 1), Uint8Array.of(0, 1), 2);
    for (const name of ["reference", "wasm"] as const) {
      const engine = await engineFor(model, { engine: name });
      // z = (-2, 1 - 0.5) and (0, 1 - 1)
      const { preActivations } = await engine.scores(samples);
      expect(Array.from(preActivations)).toEqual([-2, 0.5, 0, 0]);
    }
  });

  it("gives the same scores for a sample alone and among others", async () => {
    const model = reportModel("float32");
    const few = sliceSamples(dataset.train, 10, 20);
    const together = await score(model, few);
    for (let sample = 0; sample < few.count; sample++) {
      const alone = await score(model, sliceSamples(few, sample, sample + 1));
      expect(alone.scores).toEqual(together.scores.slice(sample * 10, (sample + 1) * 10));
      expect(alone.losses[0]).toBe(together.losses[sample]);
    }
  });

  it("refuses samples of another size, naming both and what to do", async () => {
    const wrong = createSamples(new Uint8Array(6), Uint8Array.of(0, 1), 3);
    await expect(score(tinyModel([0, 0, 0, 0, 0, 0]), wrong)).rejects.toThrow(
      new ShapeError(
        "The network has 2 inputs, got samples of 3 features.",
        "Choose the data that the model was trained for.",
      ),
    );
  });
});

describe("engineFor", () => {
  it("takes wasm for float32 weights and reference for float64 ones", async () => {
    const [narrow, wide] = [await engineFor(reportModel("float32")), await engineFor(reportModel("float64"))];
    expect([narrow.name, narrow.precision]).toEqual(["wasm", "float32"]);
    expect([wide.name, wide.precision]).toEqual(["reference", "float64"]);
  });

  it("takes the engine and the threads that it is given, and scores alike with 1, 3 and as many as gain time", async () => {
    const model = reportModel("float32");
    const reference = await engineFor(model, { engine: "reference" });
    expect([reference.name, reference.precision]).toEqual(["reference", "float32"]);
    const some = sliceSamples(dataset.train, 0, 700);
    const [one, three, auto] = await Promise.all(
      ([1, 3, "auto"] as const).map(async (threads) => {
        const engine = await engineFor(model, { threads });
        const scored = await scoreSamples(engine, model.network, some);
        engine.close();
        return { scored, threads: engine.work.threads };
      }),
    );
    expect([one.threads, three.threads]).toEqual([1, 3]);
    expect(three.scored).toEqual(one.scored);
    expect(auto.scored).toEqual(one.scored);
  });
});
