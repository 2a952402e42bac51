import {
  type Dataset,
  type Engine,
  evaluatePredictions,
  evaluateScores,
  type Model,
  type NpyArray,
  scoreSamples,
  weightsSha256,
  writeNpz,
} from "percept";
import type { RunFolder } from "./run-folder.ts";
import { type PredictedSet, type ScoredSet, setNames } from "./scored-set.ts";

/** What is known of a trained model, and the scores that it was computed from. */
export interface Measured {
  readonly weightsSha256: string;
  /** training, validation, test, as far as there are any; none of a regression */
  readonly sets: readonly ScoredSet[];
  /** the same of a regression; none otherwise */
  readonly predicted: readonly PredictedSet[];
}

/** Scores of every set, with every metric, into predictions.npz and metrics.json. */
export async function measure(
  folder: RunFolder,
  engine: Engine,
  model: Model,
  dataset: Dataset,
): Promise<Measured> {
  const sha256 = await weightsSha256(model.weights);
  const sets: ScoredSet[] = [];
  const predicted: PredictedSet[] = [];
  for (const name of setNames) {
    const samples = dataset[name];
    if (samples === undefined) continue;
    const { labels, targets } = samples;
    const scored = await scoreSamples(engine, model.network, samples);
    const { scores } = scored;
    if (model.network.targets && targets) {
      predicted.push({
        name,
        metrics: evaluatePredictions(model, samples, scores),
        predictions: scores,
        targets,
      });
    } else {
      const metrics = evaluateScores({ ...scored, labels, classes: model.classes });
      sets.push({ name, metrics, scores, labels });
    }
  }
  folder.write("predictions.npz", writeNpz([...sets.flatMap(arraysOf), ...predicted.flatMap(targetArrays)]));
  const metrics = Object.fromEntries([...sets, ...predicted].map(({ name, metrics }) => [name, metrics]));
  folder.write("metrics.json", `${JSON.stringify({ weightsSha256: sha256, ...metrics }, null, 2)}\n`);
  return { weightsSha256: sha256, sets, predicted };
}

function arraysOf({ name, scores, labels }: ScoredSet): [string, NpyArray][] {
  return [
    [`${name}_scores`, { shape: [labels.length, scores.length / labels.length], data: scores }],
    [`${name}_labels`, { shape: [labels.length], data: labels }],
  ];
}

function targetArrays({ name, metrics, predictions, targets }: PredictedSet): [string, NpyArray][] {
  const columns = metrics.perTarget.length;
  const shape = [targets.length / columns, columns];
  return [
    [`${name}_predictions`, { shape, data: predictions }],
    [`${name}_targets`, { shape, data: targets }],
  ];
}
