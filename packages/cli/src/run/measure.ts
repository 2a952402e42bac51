import {
  type Dataset,
  type Engine,
  evaluateScores,
  type Metrics,
  type Model,
  type Samples,
  scoreSamples,
  weightsSha256,
  writeNpz,
} from "percept";
import type { RunFolder } from "./run-folder.ts";

/** What is known of a trained model, and the scores that it was computed from. */
export interface Measured {
  readonly weightsSha256: string;
  readonly train: Metrics;
  readonly validation?: Metrics;
  readonly test?: Metrics;
  readonly scores: { readonly train: Float32Array; readonly test?: Float32Array };
}

/** Scores of every set, with every metric, into predictions.npz and metrics.json. */
export async function measure(
  folder: RunFolder,
  engine: Engine,
  model: Model,
  dataset: Dataset,
): Promise<Measured> {
  const score = async (samples: Samples) => {
    const scored = await scoreSamples(engine, model.network, samples);
    return { scored, metrics: evaluateScores({ ...scored, labels: samples.labels, classes: model.classes }) };
  };
  const arrays = (name: string, { labels, count }: Samples, scores: Float32Array) =>
    [
      [`${name}_scores`, { shape: [count, model.classes.length], data: scores }],
      [`${name}_labels`, { shape: [count], data: labels }],
    ] as const;
  const sha256 = await weightsSha256(model.weights);
  const train = await score(dataset.train);
  const validation = dataset.validation && (await score(dataset.validation));
  const test = dataset.test && (await score(dataset.test));
  folder.write(
    "predictions.npz",
    writeNpz([
      ...arrays("train", dataset.train, train.scored.scores),
      ...(dataset.validation && validation
        ? arrays("validation", dataset.validation, validation.scored.scores)
        : []),
      ...(dataset.test && test ? arrays("test", dataset.test, test.scored.scores) : []),
    ]),
  );
  const metrics = {
    weightsSha256: sha256,
    train: train.metrics,
    ...(validation && { validation: validation.metrics }),
    ...(test && { test: test.metrics }),
  };
  folder.write("metrics.json", `${JSON.stringify(metrics, null, 2)}\n`);
  return { ...metrics, scores: { train: train.scored.scores, ...(test && { test: test.scored.scores }) } };
}
