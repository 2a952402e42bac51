import type { Dataset, Experiment } from "percept";
import { ParameterError } from "percept/errors";
import { loadExperimentData } from "percept/node";
import { carryOutComparison } from "../compare/carry-out-comparison.ts";
import { createJsonReport, createTextReport } from "../compare/comparison-report.ts";
import { type Contestant, type Prepared, planComparison } from "../compare/plan-comparison.ts";
import { printExperiment } from "../experiment-file.ts";
import { interruptSignal } from "../interrupt.ts";
import { checkOut, createRunFolder, timeName } from "../run/run-folder.ts";
import { writeError } from "../terminal/output.ts";

export interface CompareOptions {
  /** NAME=VALUE,VALUE,... each */
  readonly vary?: readonly string[];
  readonly threads?: number;
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly printConfig?: boolean;
  readonly unpackLimit?: number;
}

/** @param files  experiment files; without them what --vary says, or the three descents */
export async function compare(
  files: readonly string[],
  options: CompareOptions & Readonly<Record<string, unknown>>,
): Promise<void> {
  const { vary = [], threads, out, force = false, json = false, printConfig = false } = options;
  const contestants = await planComparison(files, options, vary);
  if (printConfig) return printExperiments(contestants, json);
  for (const { experiment } of contestants) checkTask(experiment);
  checkOut(out, force);
  const { signal, release } = interruptSignal();
  try {
    const prepared = await loadData(contestants, options.unpackLimit);
    const folder = createRunFolder(`compare-${timeName(new Date())}`, out, force);
    const report = json ? createJsonReport() : createTextReport(prepared);
    await carryOutComparison(prepared, folder, report, { signal, threads, unpackLimit: options.unpackLimit });
  } finally {
    release();
  }
}

function checkTask({ task }: Experiment): void {
  if (task === "classification") return;
  throw new ParameterError(
    `compare measures accuracies, got task ${task}.`,
    "`percept cross-validate --grid` finds the best of several regressions.",
  );
}

function printExperiments(contestants: readonly Contestant[], json: boolean): void {
  for (const { name, experiment } of contestants) {
    writeError(name);
    printExperiment(experiment, json);
  }
}

/** Experiments on the same data share them. */
async function loadData(
  contestants: readonly Contestant[],
  unpackLimit: number | undefined,
): Promise<Prepared[]> {
  const loaded = new Map<string, Dataset>();
  const prepared: Prepared[] = [];
  for (const contestant of contestants) {
    const { data, validation, labelColumn, missing, transpose } = contestant.experiment;
    const other = typeof validation === "string" ? validation : null;
    const key = JSON.stringify([data, other, labelColumn, missing, transpose]);
    const dataset = loaded.get(key) ?? (await loadExperimentData({ ...contestant.experiment, unpackLimit }));
    loaded.set(key, dataset);
    prepared.push({ contestant, dataset });
  }
  return prepared;
}
