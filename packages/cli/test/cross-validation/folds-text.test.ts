import { evaluateScores, type FoldResult, summarizeFolds } from "percept";
import { describe, expect, it } from "vitest";
import type { Candidate } from "../../src/cross-validation/candidates.ts";
import {
  candidateLine,
  confusionTable,
  foldLine,
  foldsHead,
  rankingTable,
  summaryTable,
} from "../../src/cross-validation/folds-text.ts";

const classes = ["a", "b"];
const labels = Uint8Array.of(0, 1, 0, 1);
const result = (samples: number[], scores: number[]): FoldResult => ({
  samples: Uint32Array.from(samples),
  scores: Float32Array.from(scores),
  crossEntropies: Float64Array.from(samples, () => 0.25),
  metrics: evaluateScores({
    scores: Float32Array.from(scores),
    labels: Uint8Array.from(samples, (sample) => labels[sample]),
    classes,
    crossEntropies: Float64Array.from(samples, () => 0.25),
  }),
  history: [],
  weightsSha256: "",
  seconds: 64,
});
const results = [result([0, 3], [0.8, 0.2, 0.6, 0.4]), result([1, 2], [0.1, 0.9, 0.7, 0.3])];
const summary = summarizeFolds(results, labels, classes);
const candidate = (number: number, label: string): Candidate => ({ number, label }) as Candidate;

describe("what people read of a cross-validation", () => {
  it("has a row a fold, as wide as its head", () => {
    const line = foldLine({ candidate: candidate(1, ""), fold: 1, result: results[0] });
    expect(foldsHead()).toBe(
      "fold  accuracy  precision   recall       F1     AUC  cross-entropy        time",
    );
    expect(line).toBe("1       50.00%     25.00%   50.00%   33.33%  1.0000         0.2500   1 min 4 s");
    expect(line).toHaveLength(foldsHead().length);
  });

  it("has a row a metric, its interval within what the metric can be", () => {
    const lines = summaryTable(summary).split("\n");
    expect(lines[0]).toMatch(/^ +mean +± sd +95 % interval$/);
    expect(lines[1]).toMatch(/^accuracy +75\.00% +35\.36% +0\.00% to 100\.00%$/);
    expect(lines[6]).toMatch(/^AUC +1\.0000 +0\.0000 +1\.0000 to 1\.0000$/);
    expect(lines[8]).toMatch(/^mean squared error /);
  });

  it("has the confusion matrix with dots for nothing", () => {
    expect(confusionTable(summary.pooled, classes)).toBe("   a  b\na  2  .\nb  1  1");
  });

  it("has a line a candidate, and the ranking with what diverged below", () => {
    const measured = { candidate: candidate(2, "hidden 300-100"), seconds: 3, summary };
    const diverged = { candidate: candidate(10, "hidden 9"), seconds: 1, error: new Error("no") };
    expect(candidateLine(measured, 12, "accuracy")).toBe(
      " 2 of 12  hidden 300-100: accuracy 75.00% ± 35.36% (3.00 s)",
    );
    expect(candidateLine(diverged, 12, "accuracy")).toBe("10 of 12  hidden 9: diverged");
    const lines = rankingTable([measured, diverged], "crossEntropy").split("\n");
    expect(lines[0]).toMatch(/^rank {2}candidate {7}cross-entropy +± sd +95 % interval +time$/);
    expect(lines[1]).toMatch(/^1 {5}hidden 300-100 +0\.2500 +0\.0000 +0\.2500 to 0\.2500 +3\.00 s$/);
    expect(lines[2]).toMatch(/^- {5}hidden 9 +diverged$/);
  });
});
