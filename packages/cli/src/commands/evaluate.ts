import {
  auc,
  engineFor,
  evaluatePredictions,
  evaluateScores,
  isRegression,
  type Metrics,
  type Model,
  predictedClasses,
  type RegressionMetrics,
  rocCurve,
  type Samples,
  scoreSamples,
  sortedScores,
} from "percept";
import { ParameterError } from "percept/errors";
import { loadRunOrModel } from "../run/read-run.ts";
import { writeFileWhole } from "../run/write-file.ts";
import { confusionTable } from "../terminal/confusion-table.ts";
import { classTable, furtherLines, reportLines } from "../terminal/metrics-table.ts";
import { grouped } from "../terminal/numbers.ts";
import { writeError, writeJsonLine, writeLine } from "../terminal/output.ts";
import { screenOf } from "../terminal/screen.ts";
import { targetTable } from "../terminal/target-table.ts";
import {
  chooseSplit,
  type DataFlags,
  type EngineFlags,
  loadModelData,
  refuseRegression,
  type Split,
} from "./model-options.ts";

/** More curves cannot be told apart in a terminal. */
const MOST_CURVES = 6;

export interface EvaluateOptions extends EngineFlags, DataFlags {
  readonly data?: string;
  readonly split: Split;
  readonly csv?: string;
  /** the classes whose ROC curves are drawn, with commas between; true: those with the smallest AUC */
  readonly roc?: string | true;
  readonly json?: boolean;
}

export async function evaluate(given: string, options: EvaluateOptions): Promise<void> {
  if (options.roc !== undefined && options.json) {
    throw new ParameterError(
      "--roc draws in the terminal and --json prints numbers alone, got both.",
      "--csv FILE has every score that the curves are made of.",
    );
  }
  const loaded = await loadRunOrModel(given, options);
  const { model } = loaded;
  if (options.roc !== undefined) refuseRegression(model, "--roc");
  const wanted = typeof options.roc === "string" ? chooseClasses(options.roc, model.classes) : undefined;
  const dataset = await loadModelData(loaded, options);
  const samples = chooseSplit(dataset, options.split);
  const engine = await engineFor(model, options);
  const scored = await scoreSamples(engine, model.network, samples);
  engine.close();
  const heading = `${options.split === "test" ? "Test" : "Training"} set of ${dataset.name}, ${grouped(samples.count)} samples`;
  if (isRegression(model)) return sayRegression(model, samples, scored.scores, heading, options);
  const metrics = evaluateScores({ ...scored, labels: samples.labels, classes: model.classes });
  if (options.csv !== undefined) {
    writeFileWhole(options.csv, predictionsAsCsv(model, samples, scored.scores), "--csv");
    writeError(`Predictions written to ${options.csv}.`);
  }
  if (options.json) return writeJsonLine(metrics);
  writeLine(heading);
  const screen = screenOf(process.stdout);
  const table = confusionTable(metrics.confusionMatrix, model.classes, screen).join("\n");
  writeLine(`${reportLines(metrics)}\n${furtherLines(metrics)}`);
  writeLine(`\n${classTable(metrics, screen.columns)}\n\n${table}`);
  if (options.roc === undefined) return;
  const curves = (wanted ?? worstClasses(metrics)).map((k) => {
    const sorted = sortedScores(scored.scores, samples.labels, model.classes.length, k);
    return { label: model.classes[k], ...rocCurve(sorted), auc: auc(sorted) };
  });
  const { rocPlot } = await import("../terminal/roc-plot.ts"); // loads the charts
  writeLine(`\n${rocPlot(curves, screen).join("\n")}`);
}

function sayRegression(
  model: Model,
  samples: Samples,
  predictions: Float32Array,
  heading: string,
  { csv, json }: EvaluateOptions,
): void {
  const metrics = evaluatePredictions(model, samples, predictions);
  if (csv !== undefined) {
    writeFileWhole(csv, targetsAsCsv(metrics, samples, predictions), "--csv");
    writeError(`Predictions written to ${csv}.`);
  }
  if (json) writeJsonLine(metrics);
  else writeLine(`${heading}\n${targetTable(metrics)}`);
}

/** A row a sample: index, then each target and its prediction. */
function targetsAsCsv(
  { perTarget }: RegressionMetrics,
  { targets = new Float32Array() }: Samples,
  predictions: Float32Array,
) {
  const columns = perTarget.length;
  const head = ["index", ...perTarget.flatMap(({ target }) => [target, `prediction_${target}`])];
  const rows = Array.from({ length: targets.length / columns }, (_, sample) => [
    sample,
    ...perTarget.flatMap((_, k) => [targets[sample * columns + k], predictions[sample * columns + k]]),
  ]);
  return [head, ...rows].map((row) => `${row.join(",")}\n`).join("");
}

/** Ten curves in a terminal lie on each other: these are the ones to look at. */
function worstClasses({ perClass }: Metrics): number[] {
  const drawable = [...perClass.keys()].filter((k) => perClass[k].auc !== null);
  return drawable.sort((a, b) => (perClass[a].auc ?? 0) - (perClass[b].auc ?? 0)).slice(0, 3);
}

function chooseClasses(text: string, classes: readonly string[]): number[] {
  const names = text.split(",").map((name) => name.trim());
  const wanted = names.map((name) => classes.indexOf(name));
  const unknown = names[wanted.indexOf(-1)];
  if (unknown !== undefined) {
    throw new ParameterError(
      `roc must be classes of the model (${classes.join(", ")}), got ${unknown || "nothing"} (from --roc).`,
    );
  }
  if (wanted.length > MOST_CURVES) {
    throw new ParameterError(
      `roc must be ${MOST_CURVES} classes at most, got ${wanted.length} (from --roc).`,
      "A run's charts/roc.svg has the curves of all.",
    );
  }
  return wanted;
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
