import { fillMissing } from "../dataset/imputation.ts";
import type { Samples } from "../dataset/samples.ts";
import { ParameterError } from "../errors.ts";
import type { Model } from "../format/model.ts";
import { evaluateScores, type Metrics } from "../metrics/evaluate.ts";
import { evaluateTargets, type RegressionMetrics } from "../metrics/regression.ts";
import { checkTargets } from "../network/sample-target.ts";
import { type EngineOptions, engineFor, type SampleScores, scoreSamples } from "./score-samples.ts";

/**
 * Every metric of a model on samples.
 * @throws {ShapeError} where samples do not fit the network
 * @throws {ParameterError} for a regression: `evaluateRegression` is for those
 */
export async function evaluate(
  model: Model,
  samples: Samples,
  options: EngineOptions = {},
): Promise<Metrics> {
  if (isRegression(model)) {
    throw new ParameterError(
      "evaluate is for models that tell classes apart, got a regression.",
      "evaluateRegression(model, samples) measures it.",
    );
  }
  return scored(model, samples, options, (scores) =>
    evaluateScores({ ...scores, labels: samples.labels, classes: model.classes }),
  );
}

/**
 * Every metric of a regression on samples, in the targets' own units.
 * @throws {ShapeError} where samples do not fit the network, or have no targets
 * @throws {ParameterError} for a model that tells classes apart: `evaluate` is for those
 */
export async function evaluateRegression(
  model: Model,
  samples: Samples,
  options: EngineOptions = {},
): Promise<RegressionMetrics> {
  if (!isRegression(model)) {
    throw new ParameterError(
      "evaluateRegression is for regressions, got a model that tells classes apart.",
      "evaluate(model, samples) measures it.",
    );
  }
  return scored(model, samples, options, ({ scores }) => evaluatePredictions(model, samples, scores));
}

/** @param predictions  [n, targets], as `scoreSamples` gives them */
export function evaluatePredictions(
  { network, targetNames }: Pick<Model, "network" | "targetNames">,
  samples: Samples,
  predictions: Float32Array,
): RegressionMetrics {
  const { units } = network.layers[network.layers.length - 1];
  const names = targetNames ?? Array.from({ length: units }, (_, target) => `target ${target}`);
  return evaluateTargets({ predictions, targets: checkTargets(units, samples), targetNames: names });
}

export function isRegression({ network }: Pick<Model, "network">): boolean {
  return network.targets !== undefined;
}

async function scored<Result>(
  model: Model,
  samples: Samples,
  options: EngineOptions,
  measure: (scores: SampleScores) => Result,
): Promise<Result> {
  const engine = await engineFor(model, options);
  try {
    return measure(await scoreSamples(engine, model.network, fillMissing(samples, model.imputation)));
  } finally {
    engine.close();
  }
}
