import { join } from "node:path";
import { ParameterError } from "percept/errors";
import { loadDataset } from "percept/node";
import { experimentFrom, flagOf } from "../experiment-options.ts";
import { interruptSignal } from "../interrupt.ts";
import { carryOut } from "../run/carry-out.ts";
import type { CheckpointEvery } from "../run/checkpoint-every.ts";
import { readJson } from "../run/read-run.ts";
import { checkSameData, readStoppedRun, type StoppedRun } from "../run/resume.ts";
import { checkOut } from "../run/run-folder.ts";
import { classTable, furtherLines, reportLines } from "../terminal/metrics-table.ts";
import { duration, grouped, percent } from "../terminal/numbers.ts";
import { writeJsonLine, writeLine } from "../terminal/output.ts";
import { createProgressBar } from "../terminal/progress-bar.ts";

export interface TrainOptions {
  readonly resume?: string;
  readonly checkpointEvery?: CheckpointEvery;
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** @param given  the names of the options that were given */
export async function train(
  options: TrainOptions & Readonly<Record<string, unknown>>,
  given: readonly string[],
): Promise<void> {
  const { out, force = false, json = false, checkpointEvery } = options;
  const resume = await stoppedRun(options, given);
  if (resume?.finished) return sayFinished(resume, json);
  const experiment = resume?.experiment ?? experimentFrom(options);
  checkOut(out, force);
  const { signal, release } = interruptSignal();
  const bar = createProgressBar(experiment.epochs);
  try {
    const dataset = await loadDataset(experiment.data);
    if (resume) checkSameData(resume, dataset);
    const run = await carryOut(experiment, dataset, {
      out,
      force,
      resume,
      checkpointEvery,
      signal,
      onSteps: bar.update,
      onEpoch(record) {
        if (json) return writeJsonLine({ event: "epoch", ...record });
        bar.clear();
        writeLine(
          `Epoch ${record.epoch}: accuracy ${percent(record.trainAccuracy)}, loss ${record.trainLoss.toFixed(4)} ` +
            `(${duration(record.seconds)}, ${grouped(record.samplesPerSecond)} samples/s)`,
        );
      },
    });
    if (json) return writeJsonLine({ event: "end", run: run.path, weightsSha256: run.weightsSha256 });
    const { train: training, test } = run;
    writeLine(
      `\nTraining set, ${grouped(dataset.train.count)} samples\n${reportLines(training)}\n${furtherLines(training)}`,
    );
    if (dataset.test && test) {
      writeLine(
        `\nTest set, ${grouped(dataset.test.count)} samples\n${reportLines(test)}\n${furtherLines(test)}`,
      );
      writeLine(`\n${classTable(test)}`);
    }
    writeLine(`\nRun: ${run.path}\nWeights: SHA-256 ${run.weightsSha256}`);
  } finally {
    bar.clear();
    release();
  }
}

/** The run of --resume; everything else comes from it, but that there may be more epochs. */
async function stoppedRun(
  { resume, epochs }: TrainOptions & { readonly epochs?: number },
  given: readonly string[],
): Promise<StoppedRun | undefined> {
  if (resume === undefined) return undefined;
  const stray = given.find((name) => !["resume", "epochs", "json", "checkpointEvery"].includes(name));
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
