import { loadDataset } from "percept/node";
import { experimentFrom } from "../experiment-options.ts";
import { interruptSignal } from "../interrupt.ts";
import { carryOut } from "../run/carry-out.ts";
import { checkOut } from "../run/run-folder.ts";
import { classTable, furtherLines, reportLines } from "../terminal/metrics-table.ts";
import { duration, grouped, percent } from "../terminal/numbers.ts";
import { writeJsonLine, writeLine } from "../terminal/output.ts";
import { createProgressBar } from "../terminal/progress-bar.ts";

export interface TrainOptions {
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export async function train(options: TrainOptions & Readonly<Record<string, unknown>>): Promise<void> {
  const { out, force = false, json = false } = options;
  const experiment = experimentFrom(options);
  checkOut(out, force);
  const { signal, release } = interruptSignal();
  const bar = createProgressBar(experiment.epochs);
  try {
    const dataset = await loadDataset(experiment.data);
    const run = await carryOut(experiment, dataset, {
      out,
      force,
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
