import { join } from "node:path";
import type { EpochRecord, Experiment } from "percept";
import { ParameterError } from "percept/errors";
import { loadExperimentData } from "percept/node";
import { printExperiment } from "../experiment-file.ts";
import { experimentFrom, flagOf } from "../experiment-options.ts";
import { interruptSignal } from "../interrupt.ts";
import { type CarriedOut, carryOut } from "../run/carry-out.ts";
import type { CheckpointEvery } from "../run/checkpoint-every.ts";
import { makeFolders } from "../run/make-folder.ts";
import { readJson } from "../run/read-run.ts";
import { checkSameData, readStoppedRun, type StoppedRun } from "../run/resume.ts";
import { checkOut } from "../run/run-folder.ts";
import { setTitles } from "../run/scored-set.ts";
import { sayEngine } from "../terminal/engine-line.ts";
import { createLayerWatch } from "../terminal/layer-watch.ts";
import { classTable, furtherLines, reportLines } from "../terminal/metrics-table.ts";
import { duration, grouped, percent } from "../terminal/numbers.ts";
import { openFile } from "../terminal/open-file.ts";
import { writeJsonLine, writeLine } from "../terminal/output.ts";
import { createProgressBar } from "../terminal/progress-bar.ts";
import { screenOf } from "../terminal/screen.ts";
import { targetTable } from "../terminal/target-table.ts";

export interface TrainOptions {
  readonly resume?: string;
  readonly threads?: number;
  readonly checkpointEvery?: CheckpointEvery;
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly watch?: boolean;
  readonly printConfig?: boolean;
  readonly open?: boolean;
  readonly tensorboard?: string;
  readonly unpackLimit?: number;
}

/** @param given  the names of the options that were given */
export async function train(
  options: TrainOptions & Readonly<Record<string, unknown>>,
  given: readonly string[],
): Promise<void> {
  const {
    out,
    force = false,
    json = false,
    watch = false,
    printConfig,
    checkpointEvery,
    threads,
    tensorboard,
    unpackLimit,
  } = options;
  const resume = await stoppedRun(options, given);
  if (resume?.finished) return sayFinished(resume, json);
  const experiment = resume?.experiment ?? (await experimentFrom(options));
  if (printConfig) return printExperiment(experiment, json);
  checkOut(out, force);
  if (tensorboard !== undefined) makeFolders(tensorboard, "--tensorboard");
  const { signal, release } = interruptSignal();
  const bar = createProgressBar(experiment.epochs, { history: resume?.history, curve: !json });
  const watchLayers = createLayerWatch(resume?.history);
  try {
    const data = await loadExperimentData({ ...experiment, unpackLimit });
    if (resume) checkSameData(resume, data);
    const run = await carryOut(experiment, data, {
      out,
      force,
      resume,
      checkpointEvery,
      signal,
      watch,
      threads,
      tensorboard,
      unpackLimit,
      onEngine: (engine) => sayEngine(engine, experiment),
      onSteps: bar.update,
      onEpoch(record) {
        bar.epoch(record, () => {
          if (json) writeJsonLine({ event: "epoch", ...record });
          else writeLine(epochLine(record));
          watchLayers(record);
        });
      },
    });
    bar.end();
    if (json) writeJsonLine({ event: "end", run: run.path, weightsSha256: run.weightsSha256 });
    else sayResults(run, experiment);
    if (options.open) await openFile(join(run.path, "report.html"));
  } finally {
    bar.clear();
    release();
  }
}

function sayResults(run: CarriedOut, { monitor }: Experiment): void {
  for (const { name, metrics, labels } of run.sets) {
    const title = setTitles[name].replace(/^./, (letter) => letter.toUpperCase());
    writeLine(`
${title}, ${grouped(labels.length)} samples
${reportLines(metrics)}
${furtherLines(metrics)}`);
    if (name === "test")
      writeLine(`
${classTable(metrics, screenOf(process.stdout).columns)}`);
  }
  for (const { name, metrics, targets } of run.predicted) {
    const title = setTitles[name].replace(/^./, (letter) => letter.toUpperCase());
    const samples = grouped(targets.length / metrics.perTarget.length);
    writeLine(`\n${title}, ${samples} samples\n${targetTable(metrics)}`);
  }
  if (run.best)
    writeLine(`\nWeights of epoch ${run.best.epoch}, the best: ${monitor} ${run.best.value.toFixed(4)}`);
  if (run.tensorboard) writeLine(`\nTensorBoard: ${run.tensorboard}`);
  writeLine(`\nRun: ${run.path}\nWeights: SHA-256 ${run.weightsSha256}`);
}

/** The run of --resume; everything else comes from it, but that there may be more epochs. */
async function stoppedRun(
  { resume, epochs }: TrainOptions & { readonly epochs?: number },
  given: readonly string[],
): Promise<StoppedRun | undefined> {
  if (resume === undefined) return undefined;
  const stray = given.find(
    (name) =>
      ![
        "resume",
        "epochs",
        "json",
        "watch",
        "threads",
        "checkpointEvery",
        "open",
        "tensorboard",
        "unpackLimit",
      ].includes(name),
  );
  if (stray !== undefined) {
    throw new ParameterError(
      `--resume goes on with the run's own settings, got ${flagOf(stray)} too.`,
      "Only --epochs may be given beside it, to raise their number.",
    );
  }
  return readStoppedRun(resume, epochs);
}

function sayFinished({ path, experiment }: StoppedRun, json: boolean): void {
  const { weightsSha256 } = readJson(join(path, "metrics.json")) as { weightsSha256: string };
  if (json) writeJsonLine({ event: "end", run: path, weightsSha256 });
  else
    writeLine(`${path} has finished its ${grouped(experiment.epochs)} epochs; more --epochs go on with it.`);
}

function epochLine(record: EpochRecord): string {
  const { epoch, trainAccuracy, trainLoss, validationAccuracy, validationLoss, validationR2 } = record;
  const right = trainAccuracy === undefined ? "" : `accuracy ${percent(trainAccuracy)}, `;
  const training = `${right}loss ${trainLoss.toFixed(4)}`;
  const validation =
    validationLoss === undefined
      ? ""
      : validationAccuracy === undefined
        ? `; validation ${validationLoss.toFixed(4)}${validationR2 == null ? "" : `, R² ${validationR2.toFixed(4)}`}`
        : `; validation ${percent(validationAccuracy)}, ${validationLoss.toFixed(4)}`;
  const pace = `${duration(record.seconds)}, ${grouped(record.samplesPerSecond)} samples/s`;
  return `Epoch ${epoch}: ${training}${validation} (${pace})`;
}
