import { evaluateScores, type Metrics, type Samples, scoreSamples } from "percept";
import { type Bench, type ShownWeights, takeTurn } from "./bench.ts";

export interface ScoredSet {
  /** [n, classes] */
  readonly scores: Float32Array;
  readonly metrics: Metrics;
}

/**
 * Scores by the training's own engine, between two of its ranges: it takes the shown weights in and goes back, weights
 * and memory, to where it was, so that the training does not notice.
 * @returns undefined where other weights are shown when its turn comes
 */
export async function scoreSet(
  bench: Bench,
  shown: ShownWeights,
  samples: Samples,
): Promise<ScoredSet | undefined> {
  const { model } = shown;
  const scored = await takeTurn(bench, async () => {
    if (bench.session?.shown !== shown) return undefined;
    const { engine } = bench.session.training;
    engine.keep();
    try {
      engine.restore(model.weights);
      return await scoreSamples(engine, model.network, samples);
    } finally {
      engine.revert();
    }
  });
  if (scored === undefined) return undefined;
  const metrics = evaluateScores({ ...scored, labels: samples.labels, classes: model.classes });
  return { scores: scored.scores, metrics };
}
