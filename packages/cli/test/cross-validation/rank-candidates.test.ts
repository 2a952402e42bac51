import type { FoldsSummary } from "percept";
import { describe, expect, it } from "vitest";
import type { Candidate } from "../../src/cross-validation/candidates.ts";
import { rankCandidates, type TriedCandidate } from "../../src/cross-validation/rank-candidates.ts";

const candidate = (number: number) => ({ number, label: `n ${number}` }) as Candidate;
const measured = (number: number, accuracy: number, crossEntropy: number | null): TriedCandidate => ({
  candidate: candidate(number),
  seconds: 1,
  summary: { mean: { accuracy, crossEntropy } } as FoldsSummary,
});
const tried: TriedCandidate[] = [
  { candidate: candidate(1), seconds: 0, error: new Error("diverged") },
  measured(2, 0.9, 0.4),
  measured(3, 0.95, null),
  measured(4, 0.95, 0.3),
  measured(5, 0.93, 0.2),
];
const order = (metric: Parameters<typeof rankCandidates>[1]) =>
  rankCandidates(tried, metric).map((end) => end.candidate.number);

describe("rankCandidates", () => {
  it("puts the largest accuracy first, of equals the first, and what diverged last", () => {
    expect(order("accuracy")).toEqual([3, 4, 5, 2, 1]);
  });

  it("puts the smallest loss first, and what has none before what diverged", () => {
    expect(order("crossEntropy")).toEqual([5, 4, 2, 3, 1]);
  });
});
