import {
  type Dataset,
  type Engine,
  evaluateScores,
  type Model,
  type NpyArray,
  scoreSamples,
  weightsSha256,
  writeNpz,
} from "percept";
import type { RunFolder } from "./run-folder.ts";
import { type ScoredSet, setNames } from "./scored-set.ts";

/** What is known of a trained model, and the scores that it was computed from. */
export interface Measured {
  readonly weightsSha256: string;
  /** training, validation, test, as far as there are any */
  readonly sets: readonly ScoredSet[];
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
  for (const name of setNames) {
    const samples = dataset[name];
    if (samples === undefined) continue;
    const { labels } = samples;
    const scored = await scoreSamples(engine, model.network, samples);
    const metrics = evaluateScores({ ...scored, labels, classes: model.classes });
    sets.push({ name, metrics, scores: scored.scores, labels });
  }
  folder.write("predictions.npz", writeNpz(sets.flatMap(arraysOf)));
  const metrics = Object.fromEntries(sets.map(({ name, metrics }) => [name, metrics]));
  folder.write("metrics.json", `${JSON.stringify({ weightsSha256: sha256, ...metrics }, null, 2)}\n`);
  return { weightsSha256: sha256, sets };
}

function arraysOf({ name, scores, labels }: ScoredSet): [string, NpyArray][] {
  return [
    [`${name}_scores`, { shape: [labels.length, scores.length / labels.length], data: scores }],
    [`${name}_labels`, { shape: [labels.length], data: labels }],
  ];
}
