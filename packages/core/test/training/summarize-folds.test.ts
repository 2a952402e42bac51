import { describe, expect, it } from "vitest";
import { ShapeError } from "../../src/errors.ts";
import { evaluateScores } from "../../src/metrics/evaluate.ts";
import type { FoldResult } from "../../src/training/cross-validation.ts";
import { flatMetrics, foldMetrics, poolScores, summarizeFolds } from "../../src/training/summarize-folds.ts";

const classes = ["a", "b"];
const labels = Uint8Array.of(0, 1, 0, 1);

function result(samples: number[], scores: number[], crossEntropies?: number[]): FoldResult {
  const scored = {
    scores: Float32Array.from(scores),
    crossEntropies: crossEntropies && Float64Array.from(crossEntropies),
  };
  const metrics = evaluateScores({
    ...scored,
    labels: Uint8Array.from(samples, (sample) => labels[sample]),
    classes,
  });
  return {
    ...scored,
    samples: Uint32Array.from(samples),
    metrics,
    history: [],
    weightsSha256: "",
    seconds: 0,
  };
}

// Sample 3, of class b, is taken for a. The first fold's matrix is [[1, 0], [1, 0]], the second's [[1, 0], [0, 1]].
const folds = [
  result([0, 3], [0.8, 0.2, 0.6, 0.4], [0.2, 0.9]),
  result([1, 2], [0.1, 0.9, 0.55, 0.45], [0.1, 0.4]),
];

describe("summarizeFolds", () => {
  const { mean, standardDeviation, interval, pooled } = summarizeFolds(folds, labels, classes);

  it("has the means of two folds worked by hand, to 1e-7", () => {
    const byHand = {
      accuracy: 0.75, // of 1/2 and 1
      errorRate: 0.25,
      precision: 0.625, // of (1/2 + 0) / 2 and 1
      recall: 0.75, // of (1 + 0) / 2 and 1
      f1: 2 / 3, // of (2/3 + 0) / 2 and 1
      auc: 1, // in each fold the samples of a class are the ones that score highest for it
      crossEntropy: 0.4, // of (0.2 + 0.9) / 2 and (0.1 + 0.4) / 2
      meanSquaredError: 0.153125, // of (0.08 + 0.72) / 4 and (0.02 + 0.405) / 4
    };
    expect(Object.keys(mean)).toEqual(Object.keys(byHand));
    for (const [name, value] of Object.entries(byHand)) {
      expect(mean[name as keyof typeof byHand], name).toBeCloseTo(value, 7);
    }
  });

  // Two values x and y have the deviation |x - y| / √2; with one degree of freedom t is Cauchy's: tan(0.475 π).
  it("has their deviation and 95 % interval, accuracy to 1e-10", () => {
    expect(standardDeviation.accuracy).toBeCloseTo(0.5 / Math.SQRT2, 12);
    const halfWidth = 12.706204736174698 / 4;
    expect(interval.accuracy?.[0]).toBeCloseTo(0.75 - halfWidth, 10);
    expect(interval.accuracy?.[1]).toBeCloseTo(0.75 + halfWidth, 10);
    expect(standardDeviation.auc).toBe(0);
    expect(interval.auc).toEqual([1, 1]);
  });

  it("pools the scores out of fold, which rank across folds as they do not within them", () => {
    expect(pooled.confusionMatrix).toEqual([
      [2, 0],
      [1, 1],
    ]);
    expect(pooled.accuracy).toBe(0.75);
    // a: 0.8 and 0.55 against 0.1 and 0.6, one pair of four the wrong way round; b likewise
    expect(pooled.macro.auc).toBe(0.75);
    expect(pooled.crossEntropy).toBeCloseTo(0.4, 12);
    expect(pooled.meanSquaredError).toBeCloseTo(0.153125, 7);
  });

  it("has no spread of one fold, and nothing where nothing was measured", () => {
    const one = summarizeFolds([result([0, 2], [0.8, 0.2, 0.6, 0.4])], labels, classes);
    expect(one.mean).toMatchObject({ accuracy: 1, auc: null, crossEntropy: null });
    expect(one.standardDeviation.accuracy).toBeNull();
    expect(one.interval.accuracy).toBeNull();
    expect(one.pooled.crossEntropy).toBeNull();
  });

  it("refuses no results, and results of other samples, naming the sample", () => {
    expect(() => summarizeFolds([], labels, classes)).toThrow(ShapeError);
    expect(() => summarizeFolds(folds, labels.subarray(0, 3), classes)).toThrow(
      "Expected folds of 3 samples, got sample 3.",
    );
  });
});

describe("poolScores", () => {
  it("puts the samples into ascending order, each with its label, its scores and its fold", () => {
    const { samples, labels: pooled, scores, fold, crossEntropies } = poolScores(folds, labels, classes);
    expect(Array.from(samples)).toEqual([0, 1, 2, 3]);
    expect(Array.from(pooled)).toEqual([0, 1, 0, 1]);
    expect(Array.from(fold)).toEqual([0, 1, 1, 0]);
    expect(Array.from(scores)).toEqual(Array.from(Float32Array.of(0.8, 0.2, 0.1, 0.9, 0.55, 0.45, 0.6, 0.4)));
    expect(Array.from(crossEntropies ?? [])).toEqual([0.2, 0.1, 0.4, 0.9]);
  });

  it("takes part of the samples, as of folds that were stopped", () => {
    const { samples, labels: pooled } = poolScores(folds.slice(1), labels, classes);
    expect(Array.from(samples)).toEqual([1, 2]);
    expect(Array.from(pooled)).toEqual([1, 0]);
  });
});

describe("flatMetrics", () => {
  it("has every metric that folds are summarized by", () => {
    const error = { meanSquaredError: 4, rootMeanSquaredError: 2, meanAbsoluteError: 1, r2: null };
    const regression = flatMetrics({ ...error, perTarget: [{ target: "y", ...error }] });
    expect(regression).toEqual(error);
    const names = new Set([...Object.keys(flatMetrics(folds[0].metrics)), ...Object.keys(regression)]);
    expect([...names]).toEqual(Object.keys(foldMetrics));
  });
});
