// The report's network on MNIST beside NumPy: test/golden/README.md and fixtures/scores.py say how its numbers were made.

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "../../src/dataset/load-dataset.node.ts";
import { type Dataset, type Samples, sliceSamples } from "../../src/dataset/samples.ts";
import type { Scores } from "../../src/engine/engine.ts";
import { ShapeError } from "../../src/errors.ts";
import { evaluateScores, type Metrics } from "../../src/metrics/evaluate.ts";
import { sortedScores } from "../../src/metrics/parted-scores.ts";
import { type RocCurve, rocCurveAtEvenThresholds } from "../../src/metrics/roc.ts";
import { evaluate } from "../../src/prediction/evaluate.ts";
import { engineFor } from "../../src/prediction/score-samples.ts";
import { numpyScores, reportModel } from "./report-model.ts";

interface GoldenMetrics {
  readonly accuracy: number;
  readonly macro_precision: number;
  readonly macro_recall: number;
  readonly macro_f1: number;
  readonly precision: readonly number[];
  readonly recall: readonly number[];
  readonly f1: readonly number[];
  readonly auc_exact: readonly number[];
  readonly auc_trapezoid_100: readonly number[];
  readonly confusion: readonly (readonly number[])[];
}

const { runs } = JSON.parse(readFileSync(new URL("../golden/golden.json", import.meta.url), "utf8"));
const golden: Readonly<Record<"train" | "test", GoldenMetrics>> = runs.find(
  (run: { variant: string; seed: number }) => run.variant === "program" && run.seed === 0,
).final;

const parts = ["train", "test"] as const;
let dataset: Dataset;
let samples: Readonly<Record<"train" | "test", Samples>>;
let scores: Readonly<Record<"train" | "test", Scores["activations"]>>;

beforeAll(async () => {
  dataset = await loadDataset("mnist");
  if (!dataset.test) throw new Error("MNIST has a test set.");
  samples = { train: dataset.train, test: dataset.test };
  const engine = await engineFor(reportModel("float64"));
  const [train, test] = [await engine.scores(samples.train), await engine.scores(samples.test)];
  scores = { train: train.activations, test: test.activations };
});

/** The largest difference of anything but AUCs, and the largest of AUCs. */
function differences(found: Metrics, wanted: GoldenMetrics): { rates: number; aucs: number } {
  const rates = [
    found.accuracy - wanted.accuracy,
    found.errorRate - (1 - wanted.accuracy),
    found.macro.precision - wanted.macro_precision,
    found.macro.recall - wanted.macro_recall,
    found.macro.f1 - wanted.macro_f1,
    ...found.perClass.map(({ precision }, k) => precision - wanted.precision[k]),
    ...found.perClass.map(({ recall }, k) => recall - wanted.recall[k]),
    ...found.perClass.map(({ f1 }, k) => f1 - wanted.f1[k]),
  ];
  const aucs = found.perClass.map(({ auc }, k) => (auc ?? Number.NaN) - wanted.auc_exact[k]);
  return { rates: Math.max(...rates.map(Math.abs)), aucs: Math.max(...aucs.map(Math.abs)) };
}

/** NaN, which passes no comparison, where there is none. */
function crossEntropyOf({ crossEntropy }: Metrics): number {
  return crossEntropy ?? Number.NaN;
}

function trapezoid({ falsePositiveRate: x, truePositiveRate: y }: RocCurve): number {
  let area = 0;
  for (let point = 1; point < x.length; point++) {
    area += ((x[point] - x[point - 1]) * (y[point] + y[point - 1])) / 2;
  }
  return area;
}

// Rounding to float32 keeps the order of scores, but can make a tie, counted half, of a pair: an AUC then changes by
// 0.5 / (positives · negatives) = 1.6e-9 at most in training, where one pair in two classes is hit, and 6e-8 in the test
// set, where none is. The float32 network has scores of its own, some 1e-7 away: a handful of pairs changes places.
const halfPairs = { train: 1e-8, test: 1e-7 };

describe("the report's network on 60,000 training and 10,000 test images", () => {
  it.each(parts)("has NumPy's confusion matrix, rates and exact AUCs to 1e-12 in float64: %s", (part) => {
    const { labels, count } = samples[part];
    const found = evaluateScores({
      ...{ scores: scores[part], labels, classes: dataset.classes },
      crossEntropies: new Float64Array(count),
    });
    expect(found.confusionMatrix).toEqual(golden[part].confusion);
    const { rates, aucs } = differences(found, golden[part]);
    expect(rates).toBeLessThan(1e-12);
    expect(aucs).toBeLessThan(1e-12);
  });

  it.each(parts)("has NumPy's metrics with scores stored in float32, AUCs to a few ties: %s", (part) => {
    const { labels, count } = samples[part];
    const found = evaluateScores({
      ...{ scores: Float32Array.from(scores[part]), labels, classes: dataset.classes },
      crossEntropies: new Float64Array(count),
    });
    expect(found.confusionMatrix).toEqual(golden[part].confusion);
    const { rates, aucs } = differences(found, golden[part]);
    expect(rates).toBeLessThan(1e-12);
    expect(aucs).toBeLessThan(halfPairs[part]);
  });

  it.each(parts)("has NumPy's area under the curve at the report's 100 thresholds to 1e-12: %s", (part) => {
    const { labels } = samples[part];
    for (const [k, area] of golden[part].auc_trapezoid_100.entries()) {
      const curve = rocCurveAtEvenThresholds(sortedScores(scores[part], labels, 10, k));
      expect(Math.abs(trapezoid(curve) - area), `class ${k}`).toBeLessThan(1e-12);
    }
  });
});

describe("evaluate", () => {
  it("gives every metric of a float64 model on the test set, cross-entropy to 1e-12, squared error to 1e-8", async () => {
    const found = await evaluate(reportModel("float64"), samples.test);
    expect(found.confusionMatrix).toEqual(golden.test.confusion);
    const { rates, aucs } = differences(found, golden.test);
    expect(rates).toBeLessThan(1e-12);
    expect(aucs).toBeLessThan(halfPairs.test);
    expect(found.perClass.map(({ label }) => label)).toEqual([..."0123456789"]);
    // Losses come from float64 pre-activations; the squared error from scores rounded to float32, each 3e-8 off.
    expect(Math.abs(crossEntropyOf(found) - numpyScores.test.crossEntropy)).toBeLessThan(1e-12);
    expect(Math.abs(found.meanSquaredError - numpyScores.test.meanSquaredError)).toBeLessThan(1e-8);
  });

  it.each(parts)(
    "gives the same hits for the weights in float32, by wasm, cross-entropy to 1e-7: %s",
    async (part) => {
      const found = await evaluate(reportModel("float32"), samples[part]);
      expect(found.confusionMatrix).toEqual(golden[part].confusion);
      expect(differences(found, golden[part]).aucs).toBeLessThan(halfPairs[part]);
      expect(Math.abs(crossEntropyOf(found) - numpyScores[part].crossEntropy)).toBeLessThan(1e-7);
      expect(Math.abs(found.meanSquaredError - numpyScores[part].meanSquaredError)).toBeLessThan(1e-8);
    },
  );

  it("takes the engine that is named: reference and wasm agree on 500 images in float32", async () => {
    const few = sliceSamples(samples.test, 0, 500);
    const model = reportModel("float32");
    const [reference, wasm] = [
      await evaluate(model, few, { engine: "reference" }),
      await evaluate(model, few, { engine: "wasm" }),
    ];
    expect(reference.confusionMatrix).toEqual(wasm.confusionMatrix);
    expect(Math.abs(crossEntropyOf(reference) - crossEntropyOf(wasm))).toBeLessThan(1e-6);
  });

  it("has no cross-entropy for identity outputs, which are no probabilities", async () => {
    const model = reportModel("float64");
    const [first, second] = model.network.layers;
    const layers = [first, { ...second, activation: "identity" as const }];
    const network = { ...model.network, layers, loss: "mean-squared-error" as const };
    const found = await evaluate({ ...model, network }, sliceSamples(samples.test, 0, 100));
    expect(found.crossEntropy).toBeNull();
    expect(found.meanSquaredError).toBeGreaterThan(0);
    // The largest z is the largest score.
    const sigmoid = await evaluate(model, sliceSamples(samples.test, 0, 100));
    expect(found.confusionMatrix).toEqual(sigmoid.confusionMatrix);
  });

  it("refuses samples of another size than the network's inputs, naming both", async () => {
    const small = { count: 1, featureCount: 4, features: new Uint8Array(4), labels: Uint8Array.of(1) };
    await expect(evaluate(reportModel("float64"), small)).rejects.toThrow(
      "The network has 784 inputs, got samples of 4 features.",
    );
  });

  it("refuses labels that the network has no unit for, where NaN or a crash would follow", async () => {
    const { network, weights, ...rest } = reportModel("float32");
    const [w1, w2] = weights;
    const five = {
      ...rest,
      network: { ...network, layers: [network.layers[0], { ...network.layers[1], units: 5 }] },
      weights: [w1, { rows: 5, columns: 21, values: w2.values.slice(0, 5 * 21) }],
      classes: rest.classes.slice(0, 5),
    };
    const refused = evaluate(five, sliceSamples(samples.test, 0, 3)); // labels 7, 2, 1
    await expect(refused).rejects.toThrow(ShapeError);
    await expect(refused).rejects.toThrow("Expected labels 0..4, got 7 for sample 0.");
  });

  it("refuses wasm for a float64 model", async () => {
    const refused = evaluate(reportModel("float64"), sliceSamples(samples.test, 0, 1), { engine: "wasm" });
    await expect(refused).rejects.toThrow("engine wasm works in float32, got precision float64.");
  });
});
