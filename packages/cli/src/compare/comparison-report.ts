import type { StepsProgress } from "percept";
import { duration, grouped, percent } from "../terminal/numbers.ts";
import { writeJsonLine, writeLine } from "../terminal/output.ts";
import { createProgressBar, type ProgressBar } from "../terminal/progress-bar.ts";
import { type ComparedRun, epochsOf, lastPoint, paceOf } from "./compared-run.ts";
import { comparisonTable, tableNotes } from "./comparison-table.ts";
import type { Contestant, Prepared } from "./plan-comparison.ts";

/** What a comparison says while it goes on, and at its end. */
export interface ComparisonReport {
  begin(contestant: Contestant): void;
  onSteps(progress: StepsProgress): void;
  /** the run's last point is new */
  onPoint(run: ComparedRun): void;
  onEnd(run: ComparedRun): void;
  end(runs: readonly ComparedRun[], path: string): void;
  /** Makes room for an error. */
  clear(): void;
}

/** A bar a run, on standard error; what both ways of reporting share. */
function createBars() {
  let bar: ProgressBar | undefined;
  return {
    begin({ name, experiment }: Contestant) {
      bar = createProgressBar(experiment.epochs, { name });
    },
    onSteps: (progress: StepsProgress) => bar?.update(progress),
    clear: () => bar?.clear(),
  };
}

export function createTextReport(prepared: readonly Prepared[]): ComparisonReport {
  const bars = createBars();
  const widest = Math.max(...prepared.map(({ contestant }) => contestant.name.length));
  const data = new Set(prepared.map(({ dataset }) => dataset.name));
  writeLine(`${prepared.length} experiments on ${[...data].join(" and ")}\n`);
  return {
    ...bars,
    onPoint() {},
    onEnd(run) {
      bars.clear();
      if (run.status === "interrupted") return;
      const { step, seconds, accuracy } = lastPoint(run);
      const spent = `${grouped(step)} ${step === 1 ? "step" : "steps"}, ${duration(seconds)}`;
      const end = run.divergence ? `diverged in epoch ${run.divergence.epoch}` : percent(accuracy);
      writeLine(`${run.name.padEnd(widest)}  ${end} (${spent})`);
    },
    end(runs, path) {
      writeLine(`\n${comparisonTable(runs)}\n\n${tableNotes(runs)}`);
      for (const { name, divergence } of runs) if (divergence) writeLine(`\n${name}: ${divergence.message}`);
      writeLine(
        `\nComparison: ${path}\n  charts/comparison.png  accuracy and loss over epochs, steps and time`,
      );
      writeLine("  comparison.json        every experiment, with all its points");
    },
  };
}

export function createJsonReport(): ComparisonReport {
  const bars = createBars();
  return {
    ...bars,
    onPoint(run) {
      bars.clear();
      writeJsonLine({ event: "epoch", name: run.name, ...lastPoint(run) });
    },
    onEnd({ name, divergence }) {
      bars.clear();
      if (divergence) writeJsonLine({ event: "diverged", name, ...divergence });
    },
    end: (runs, path) => writeJsonLine({ event: "summary", run: path, runs: runs.map(summary) }),
  };
}

function summary(run: ComparedRun) {
  const { name, status, train, validation, test, weightsSha256 } = run;
  const { step, seconds } = lastPoint(run);
  const spent = { epochs: epochsOf(run), steps: step, seconds, samplesPerSecond: paceOf(run) };
  return {
    name,
    status,
    ...spent,
    ...(train && { train }),
    ...(validation && { validation }),
    ...(test && { test }),
    ...(weightsSha256 && { weightsSha256 }),
  };
}
