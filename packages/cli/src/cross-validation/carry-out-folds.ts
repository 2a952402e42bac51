import { PerceptError } from "percept/errors";
import { Interrupted } from "../failure.ts";
import type { RunRecord } from "../run/read-run.ts";
import type { RunFolder } from "../run/run-folder.ts";
import { grouped } from "../terminal/numbers.ts";
import { createFoldPool } from "./fold-pool.ts";
import { type FoldsRecord, foldRecord, recordWriter, writeBest } from "./folds-folder.ts";
import { createFoldsProgress } from "./folds-progress.ts";
import type { FoldsReport } from "./folds-report.ts";
import { metricNames, withDeviation } from "./folds-text.ts";
import type { BestCandidate, TriedCandidate } from "./rank-candidates.ts";
import { type Plan, tryCandidates } from "./try-candidates.ts";

/**
 * Trains the folds and leaves them in a folder: folds.jsonl grows by a fold a line, in their order. Whatever ends it
 * early, the folds that were complete stay, and the error says where.
 * @throws {Interrupted} when the signal stopped it
 */
export async function carryOutFolds(
  plan: Plan,
  folder: RunFolder,
  report: FoldsReport,
  { signal, ...record }: FoldsRecord & { readonly signal: AbortSignal },
): Promise<void> {
  const wanted = plan.candidates.length * plan.folds.length;
  const writeRecord = recordWriter(folder, plan, record);
  const progress = createFoldsProgress(plan);
  const pool = createFoldPool(record.workers);
  const stop = () => void pool.close();
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  let kept = 0;
  try {
    writeRecord("running");
    report.begin();
    const { ranked, best, ended } = await tryCandidates(plan, pool, {
      onSamples: progress.update,
      onEnd: progress.end,
      onFold(done) {
        const { history } = done.result;
        folder.append("folds.jsonl", JSON.stringify({ ...foldRecord(done), history }));
        kept += 1;
        progress.clear();
        report.onFold(done);
      },
      onCandidate(tried) {
        progress.clear();
        report.onCandidate(tried);
      },
    });
    progress.clear();
    if (ended < wanted) throw new Interrupted(`Stopped after ${grouped(ended)} of ${grouped(wanted)} folds.`);
    if (best === undefined) throw allDiverged(ranked);
    await writeBest(folder, plan, best, ranked, whyBest(plan, best));
    writeRecord("finished");
    folder.finish();
    report.end(best, ranked, folder.path);
  } catch (error) {
    progress.clear();
    keepFolds(error, kept, folder, writeRecord);
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
    await pool.close();
  }
}

function whyBest({ candidates, folds, dataset, rankBy }: Plan, { summary }: BestCandidate): string {
  return (
    `The best of ${candidates.length} by ${metricNames[rankBy]} in a cross-validation of ${folds.length} folds ` +
    `of ${dataset.name}: ${withDeviation(summary, rankBy)}.`
  );
}

function allDiverged(ranked: readonly TriedCandidate[]): PerceptError {
  const said = ranked.flatMap((tried) => ("error" in tried ? [tried.error.message] : []));
  return new PerceptError("diverged", `All ${ranked.length} candidates diverged.\n${said.join("\n")}`);
}

/** What a cross-validation that ends early leaves: the folds that were complete, or nothing. */
function keepFolds(
  error: unknown,
  kept: number,
  folder: RunFolder,
  writeRecord: (status: RunRecord["status"]) => void,
): void {
  if (kept === 0) {
    folder.discard();
    return;
  }
  const diverged = error instanceof PerceptError && error.code === "diverged";
  const status = diverged ? "diverged" : error instanceof Interrupted ? "interrupted" : "failed";
  try {
    writeRecord(status);
  } catch {
    // the error that is on its way says more
  }
  const path = folder.keep();
  if (!(error instanceof Error)) return;
  const folds =
    kept === 1 ? "The fold that was complete is" : `The ${grouped(kept)} folds that were complete are`;
  error.message += `\n  ${folds} in ${path}/folds.jsonl.`;
}
