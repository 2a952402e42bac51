// The report's dialogue: its prompts, its lines and its way of training, word for word on standard output.

import { join } from "node:path";
import type { Dataset, Experiment } from "percept";
import { predict } from "percept";
import { ParameterError } from "percept/errors";
import { checkSetting, type HyperparameterName, hyperparameters } from "percept/experiment";
import { loadDataset } from "percept/node";
import { experimentFrom } from "../experiment-options.ts";
import { interruptSignal } from "../interrupt.ts";
import { type CarriedOut, carryOut } from "../run/carry-out.ts";
import { checkOut } from "../run/run-folder.ts";
import { digitFor } from "../terminal/digit.ts";
import { aucLines, furtherLines, reportLines } from "../terminal/metrics-table.ts";
import { grouped, percent } from "../terminal/numbers.ts";
import { openFile } from "../terminal/open-file.ts";
import { writeError, writeLine } from "../terminal/output.ts";
import { createProgressBar } from "../terminal/progress-bar.ts";
import { createQuestions, type Questions } from "../terminal/questions.ts";
import { pixelsOf } from "./model-options.ts";

/** The report's program: the output layer is updated before the error goes back, in file order. */
const programsWay: Partial<Experiment> = { updateOrder: "output-first", shuffle: false };

/** The report's program draws its ROC curves from so many thresholds. */
const REPORT_THRESHOLDS = 100;

export interface StartOptions {
  readonly threads?: number;
  readonly out?: string;
  readonly force?: boolean;
  readonly open?: boolean;
  readonly unpackLimit?: number;
}

export async function start(options: StartOptions & Readonly<Record<string, unknown>>): Promise<void> {
  checkOut(options.out, options.force ?? false);
  const settings = await experimentFrom(options, programsWay);
  const dataset = await loadDataset(settings.data, { ...settings, unpackLimit: options.unpackLimit });
  const questions = createQuestions();
  try {
    const learningRate = await askSetting(questions, "Enter learning rate:", "learningRate");
    if (learningRate === undefined) return;
    const epochs = await askSetting(questions, "Enter number of iterations:", "epochs");
    if (epochs === undefined) return;
    writeError(
      "Training as the report's program does: samples in file order, and the output\n" +
        "layer updated before the error goes back through it. `percept train` shuffles,\n" +
        "and updates all layers together, as the report derives.",
    );
    const experiment = { ...settings, learningRate, epochs };
    const run = await trainAloud(experiment, dataset, options);
    if (options.open) await openFile(join(run.path, "report.html"));
    await answerQuestions(questions, dataset, run);
  } finally {
    questions.close();
  }
}

/** Asks until the answer is in the hyperparameter's range, or there is none. */
async function askSetting(
  questions: Questions,
  prompt: string,
  name: HyperparameterName,
): Promise<number | undefined> {
  for (;;) {
    const answer = await questions.ask(prompt, String(hyperparameters[name].default));
    if (answer === undefined) return undefined;
    try {
      const value = hyperparameters[name].parse(answer.trim());
      checkSetting(name, value, undefined, answer.trim() || "nothing");
      return value as number;
    } catch (error) {
      if (!(error instanceof ParameterError)) throw error;
      writeError(`${error.message} Please try again.`);
    }
  }
}

async function trainAloud(
  experiment: Experiment,
  dataset: Dataset,
  options: StartOptions,
): Promise<CarriedOut> {
  const { signal, release } = interruptSignal();
  const bar = createProgressBar(experiment.epochs);
  try {
    const run = await carryOut(experiment, dataset, {
      out: options.out,
      force: options.force ?? false,
      signal,
      threads: options.threads,
      unpackLimit: options.unpackLimit,
      rocThresholds: REPORT_THRESHOLDS,
      onSteps: bar.update,
      onEpoch(record) {
        bar.epoch(record, () =>
          writeLine(`Epoch ${record.epoch}: Accuracy = ${percent(record.trainAccuracy ?? 0)}`),
        );
      },
    });
    bar.end();
    const [train] = run.sets;
    const test = run.sets.find(({ name }) => name === "test");
    writeLine(`--- Manual Classification Metrics ---\n${reportLines(train.metrics)}`);
    if (test) {
      writeLine(`--- Test set: ${grouped(test.labels.length)} images that were not trained on ---`);
      writeLine(`${reportLines(test.metrics)}\n${furtherLines(test.metrics)}\n${aucLines(test.metrics)}`);
    } else {
      writeError(
        `${dataset.name} has no test set: the figures above are of the training set, which flatters.`,
      );
    }
    writeError(
      `The run is in ${run.path}:\n  charts/roc.png has the ROC curves, metrics.json every figure, report.html all of it on a page.`,
    );
    return run;
  } finally {
    bar.clear();
    release();
  }
}

async function answerQuestions(questions: Questions, dataset: Dataset, { model }: CarriedOut): Promise<void> {
  const { train, imageShape, classes } = dataset;
  const last = train.count - 1;
  for (;;) {
    const answer = await questions.ask(`Enter a number (0 - ${last}): `);
    if (answer === undefined) return;
    const index = /^\s*\d+\s*$/.test(answer) ? Number(answer) : Number.NaN;
    if (!(index <= last)) {
      writeError(
        `The number must be a whole number in [0, ${last}], got ${answer.trim() || "nothing"}. Please try again.`,
      );
      continue;
    }
    const pixels = pixelsOf(train, index);
    const [{ prediction }] = await predict(model, pixels);
    writeLine(`Label: ${classes[train.labels[index]]}\nPrediction: ${classes[prediction]}`);
    writeError(digitFor(process.stderr, pixels, imageShape));
  }
}
