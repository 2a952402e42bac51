import { engineFor, evaluateScores, type Model, predictedClasses, type Samples, scoreSamples } from "percept";
import { loadDataset } from "percept/node";
import { loadRunOrModel } from "../run/read-run.ts";
import { writeFileWhole } from "../run/write-file.ts";
import { classTable, furtherLines, reportLines } from "../terminal/metrics-table.ts";
import { grouped } from "../terminal/numbers.ts";
import { writeError, writeJsonLine, writeLine } from "../terminal/output.ts";
import { checkFit, chooseSplit, type EngineFlags, type Split } from "./model-options.ts";

export interface EvaluateOptions extends EngineFlags {
  readonly data?: string;
  readonly split: Split;
  readonly csv?: string;
  readonly json?: boolean;
}

export async function evaluate(given: string, options: EvaluateOptions): Promise<void> {
  const { model, path, run } = await loadRunOrModel(given);
  const dataset = await loadDataset(options.data ?? run?.experiment.data ?? "mnist");
  checkFit(model, path, dataset);
  const samples = chooseSplit(dataset, options.split);
  const engine = await engineFor(model, options);
  const scored = await scoreSamples(engine, model.network, samples);
  engine.close();
  const metrics = evaluateScores({ ...scored, labels: samples.labels, classes: model.classes });
  if (options.csv !== undefined) {
    writeFileWhole(options.csv, predictionsAsCsv(model, samples, scored.scores), "--csv");
    writeError(`Predictions written to ${options.csv}.`);
  }
  if (options.json) return writeJsonLine(metrics);
  writeLine(
    `${options.split === "test" ? "Test" : "Training"} set of ${dataset.name}, ${grouped(samples.count)} samples`,
  );
  writeLine(`${reportLines(metrics)}\n${furtherLines(metrics)}\n\n${classTable(metrics)}`);
}

/** A row a sample: index, label, prediction, then the score of each class. */
function predictionsAsCsv({ classes }: Model, { labels }: Samples, scores: Float32Array): string {
  const predictions = predictedClasses(scores, classes.length);
  const head = ["index", "label", "prediction", ...classes.map((label) => `score_${label}`)];
  const rows = Array.from(labels, (label, sample) => [
    sample,
    classes[label],
    classes[predictions[sample]],
    ...scores.subarray(sample * classes.length, (sample + 1) * classes.length),
  ]);
  return [head, ...rows].map((row) => `${row.join(",")}\n`).join("");
}
