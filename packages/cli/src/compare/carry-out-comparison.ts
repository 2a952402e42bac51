// Experiments carried out one after the other, measured, drawn and kept in a folder.

import { PerceptError } from "percept/errors";
import { Interrupted } from "../failure.ts";
import type { RunFolder } from "../run/run-folder.ts";
import { type ComparedRun, epochsOf } from "./compared-run.ts";
import { type ComparisonStatus, comparisonWriter, drawComparison } from "./comparison-folder.ts";
import type { ComparisonReport } from "./comparison-report.ts";
import type { Prepared } from "./plan-comparison.ts";
import { type ContestantOptions, trainContestant } from "./train-contestant.ts";

type Write = ReturnType<typeof comparisonWriter>;

/**
 * Trains the experiments and leaves comparison.json, which grows with every epoch, and a chart. A training that
 * diverges is one of the results; whatever ends it early, the epochs that were complete stay.
 * @throws {Interrupted} when the signal stopped it
 * @throws {PerceptError} where every training diverged
 */
export async function carryOutComparison(
  prepared: readonly Prepared[],
  folder: RunFolder,
  report: ComparisonReport,
  { signal, threads, unpackLimit }: Pick<ContestantOptions, "signal" | "threads" | "unpackLimit">,
): Promise<void> {
  const datasets = [...new Set(prepared.map(({ dataset }) => dataset))];
  const write = comparisonWriter(folder, datasets);
  const runs: ComparedRun[] = [];
  let status: ComparisonStatus;
  try {
    await trainAll(prepared, runs, { write, report, signal, threads, unpackLimit });
    status = statusOf(runs, prepared.length);
    const drawn = runs.filter(hasCome);
    if (drawn.length > 0) {
      await drawComparison(folder, drawn, datasets);
      write(status, drawn);
    }
  } catch (error) {
    report.clear();
    const path = leave(folder, runs, () => write("failed", runs.filter(hasCome)));
    if (path !== undefined && error instanceof Error) error.message += `\n  What was complete is in ${path}.`;
    throw error;
  }
  const path = status === "finished" ? finish(folder) : leave(folder, runs);
  if (path !== undefined) report.end(runs.filter(hasCome), path);
  if (status === "diverged") throw allDiverged(runs.length);
  if (status === "interrupted") throw stopped(runs, path);
}

/** Each run as far as it has come is in `runs`. */
async function trainAll(
  prepared: readonly Prepared[],
  runs: ComparedRun[],
  {
    write,
    report,
    signal,
    threads,
    unpackLimit,
  }: Pick<ContestantOptions, "signal" | "threads" | "unpackLimit"> & {
    readonly write: Write;
    readonly report: ComparisonReport;
  },
): Promise<void> {
  for (const [place, { contestant, dataset }] of prepared.entries()) {
    if (signal.aborted) return;
    report.begin(contestant);
    runs[place] = await trainContestant(contestant, dataset, {
      signal,
      threads,
      unpackLimit,
      onSteps: report.onSteps,
      onPoint(run) {
        runs[place] = run;
        write("running", runs);
        report.onPoint(run);
      },
    });
    report.onEnd(runs[place]);
  }
}

function statusOf(runs: readonly ComparedRun[], wanted: number): ComparisonStatus {
  if (runs.length < wanted || runs.some(({ status }) => status === "interrupted")) return "interrupted";
  return runs.every(({ status }) => status === "diverged") ? "diverged" : "finished";
}

/** Whether there is more of a run than its start. */
function hasCome({ points }: ComparedRun): boolean {
  return points.length > 1;
}

function finish(folder: RunFolder): string {
  folder.finish();
  return folder.path;
}

/** What a comparison that did not finish leaves, and where: the runs as far as they had come, or nothing. */
function leave(folder: RunFolder, runs: readonly ComparedRun[], write?: () => void): string | undefined {
  if (!runs.some(hasCome)) {
    folder.discard();
    return undefined;
  }
  try {
    write?.();
  } catch {
    // the error that is on its way says more
  }
  return folder.keep();
}

function stopped(runs: readonly ComparedRun[], path: string | undefined): Interrupted {
  const last = runs[runs.length - 1];
  if (path === undefined || last === undefined)
    return new Interrupted("Stopped before the first epoch was complete: nothing is kept.");
  const whole = epochsOf(last);
  return new Interrupted(
    `Stopped in "${last.name}" after ${whole} whole ${whole === 1 ? "epoch" : "epochs"} of ${last.experiment.epochs}.\n` +
      `  What was complete is in ${path}.`,
  );
}

function allDiverged(count: number): PerceptError {
  return new PerceptError(
    "diverged",
    `All ${count} trainings diverged: there is nothing to compare.`,
    "Try a smaller learning rate, or --clip-norm 1.",
  );
}
