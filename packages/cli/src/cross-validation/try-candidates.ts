import {
  type Dataset,
  type Fold,
  type FoldMetric,
  type FoldResult,
  summarizeFolds,
  summarizeRegressionFolds,
  type Weights,
} from "percept";
import { PerceptError } from "percept/errors";
import type { BlasProvenance } from "../run/blas-provenance.ts";
import type { Candidate } from "./candidates.ts";
import type { FoldOutcome, FoldPool } from "./fold-pool.ts";
import { type BestCandidate, isMeasured, rankCandidates, type TriedCandidate } from "./rank-candidates.ts";

/** What is to be trained: every candidate on every fold. */
export interface Plan {
  readonly candidates: readonly Candidate[];
  /** of each candidate, where its `init` is a file */
  readonly initialWeights: readonly (Weights | undefined)[];
  readonly folds: readonly Fold[];
  /** in shared memory */
  readonly dataset: Dataset;
  /** what candidates are ranked by */
  readonly rankBy: FoldMetric;
  /** of each fold's engine */
  readonly threads: number;
  /** where a candidate's engine is blas */
  readonly blas?: BlasProvenance | undefined;
}

/** A fold of a candidate that is trained; both count from 1. */
export interface FoldDone {
  readonly candidate: Candidate;
  readonly fold: number;
  readonly result: FoldResult;
}

export interface Tried {
  /** the best first; only those with all their folds */
  readonly ranked: readonly TriedCandidate[];
  readonly best: BestCandidate | undefined;
  /** folds that ended, by themselves or in divergence */
  readonly ended: number;
}

export interface Listeners {
  /** @param task  from 0, fold by fold of candidate after candidate */
  readonly onSamples?: (task: number, samples: number) => void;
  readonly onEnd?: (task: number) => void;
  readonly onFold?: (done: FoldDone) => void;
  readonly onCandidate?: (tried: TriedCandidate) => void;
}

/**
 * Trains every fold of every candidate in the pool's threads. Whatever order they end in, they are told of in theirs:
 * fold by fold, candidate after candidate. A pool that was closed meanwhile leaves out what is not complete.
 * @throws what a fold threw, its message naming the fold; of a grid's candidates a divergence is kept instead
 */
export async function tryCandidates(plan: Plan, pool: FoldPool, listeners: Listeners = {}): Promise<Tried> {
  const { candidates, initialWeights, folds, dataset, rankBy, threads } = plan;
  const { onSamples, onEnd, onFold, onCandidate } = listeners;
  // Answers are taken off as they are used: a large grid's scores do not pile up.
  const answers = candidates.flatMap(({ experiment }, index) =>
    folds.map(async (fold, place) => {
      const task = index * folds.length + place;
      const outcome = await pool.run(
        { experiment, dataset, fold, initialWeights: initialWeights[index], threads },
        (samples) => onSamples?.(task, samples),
      );
      if (outcome.kind !== "stopped") onEnd?.(task);
      return outcome;
    }),
  );
  const tried: TriedCandidate[] = [];
  let best: BestCandidate | undefined;
  let ended = 0;
  for (const candidate of candidates) {
    const outcomes: FoldOutcome[] = [];
    for (let fold = 1; fold <= folds.length; fold++) {
      const outcome = (await answers.shift()) ?? { kind: "stopped" };
      outcomes.push(outcome);
      if (outcome.kind === "done") onFold?.({ candidate, fold, result: outcome.result });
      if (outcome.kind !== "failed") continue;
      inFold(outcome.error, fold, folds.length, candidate);
      if (candidates.length === 1 || !isDivergence(outcome.error)) throw outcome.error;
    }
    ended += outcomes.filter(({ kind }) => kind !== "stopped").length;
    const results = outcomes.flatMap((outcome) => (outcome.kind === "done" ? [outcome.result] : []));
    const end = whatBecame(candidate, outcomes, results, dataset);
    if (end === undefined) continue;
    tried.push(end);
    onCandidate?.(end);
    if (isMeasured(end) && rankCandidates([...(best ? [best] : []), end], rankBy)[0] === end)
      best = { ...end, results };
  }
  return { ranked: rankCandidates(tried, rankBy), best, ended };
}

/** Undefined where not all of its folds came to an end. */
function whatBecame(
  candidate: Candidate,
  outcomes: readonly FoldOutcome[],
  results: readonly FoldResult[],
  { train, classes, targetNames }: Dataset,
): TriedCandidate | undefined {
  if (outcomes.some(({ kind }) => kind === "stopped")) return undefined;
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
  const failed = outcomes.find((outcome) => outcome.kind === "failed");
  if (failed) return { candidate, seconds, error: failed.error };
  const summary = targetNames
    ? summarizeRegressionFolds(results, train, targetNames)
    : summarizeFolds(results, train.labels, classes);
  return { candidate, seconds, summary };
}

function isDivergence(error: Error): boolean {
  return error instanceof PerceptError && error.code === "diverged";
}

/** Says in which fold an error was met. */
function inFold(error: Error, fold: number, folds: number, { number, label }: Candidate): void {
  const place = label === "" ? "Fold" : `Candidate ${number} (${label}), fold`;
  error.message = `${place} ${fold} of ${folds}: ${error.message}`;
}
