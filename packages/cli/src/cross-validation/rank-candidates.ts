import {
  type FoldMetric,
  type FoldResult,
  type FoldsSummary,
  foldMetrics,
  type Metrics,
  type RegressionMetrics,
} from "percept";
import type { Candidate } from "./candidates.ts";

/** A candidate whose folds have all been trained. */
export interface MeasuredCandidate {
  readonly candidate: Candidate;
  /** of its folds' training alone */
  readonly seconds: number;
  readonly summary: FoldsSummary<Metrics | RegressionMetrics>;
}

/** A candidate with a fold that ran into NaN or infinity. */
export interface DivergedCandidate {
  readonly candidate: Candidate;
  readonly seconds: number;
  /** of its first such fold */
  readonly error: Error;
}

export type TriedCandidate = MeasuredCandidate | DivergedCandidate;

/** A measured candidate with what its folds gave. */
export type BestCandidate = MeasuredCandidate & { readonly results: readonly FoldResult[] };

export function isMeasured(tried: TriedCandidate): tried is MeasuredCandidate {
  return "summary" in tried;
}

/** The best first, by the mean over the folds; of equals the first. Those that diverged come last. */
export function rankCandidates(tried: readonly TriedCandidate[], metric: FoldMetric): TriedCandidate[] {
  return tried.toSorted(
    (a, b) => merit(b, metric) - merit(a, metric) || a.candidate.number - b.candidate.number,
  );
}

/** Larger is better; a metric that was not measured is worse than any, and worse than that is to have diverged. */
function merit(tried: TriedCandidate, metric: FoldMetric): number {
  if (!isMeasured(tried)) return -Number.MAX_VALUE;
  const mean = tried.summary.mean[metric];
  if (mean === null || mean === undefined) return -Number.MAX_VALUE / 2;
  return foldMetrics[metric] === "larger" ? mean : -mean;
}
