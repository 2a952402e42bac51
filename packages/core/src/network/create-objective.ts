import type { Samples } from "../dataset/samples.ts";
import { ParameterError } from "../errors.ts";
import type { Experiment } from "../experiment.ts";
import type { Objective } from "./objective.ts";
import { plainDescent, type UpdateRule } from "./optimizers.ts";

/**
 * What an experiment makes small, on its training samples.
 * @throws {ParameterError} where there is not one class weight a class
 */
export function createObjective(
  experiment: Experiment,
  train: Samples,
  classes: readonly string[],
): Objective {
  const {
    reduction,
    labelSmoothing = 0,
    classWeights = null,
    l1,
    l2,
    dropout,
    inputNoise,
    seed,
    hidden,
  } = experiment;
  const weights = classWeights === "balanced" ? balancedWeights(train, classes.length) : classWeights;
  const given = typeof weights === "number" ? [weights] : weights;
  if (given && given.length !== classes.length) {
    throw new ParameterError(
      `classWeights must be one for each of ${classes.length} classes, got ${given.length}.`,
      "Give as many as the data has classes, or balanced.",
    );
  }
  const shares = typeof dropout === "number" ? [0, ...hidden.map(() => dropout)] : dropout;
  return {
    reduction,
    labelSmoothing,
    ...(given && { classWeights: given }),
    l1,
    l2,
    dropout: shares.some((share) => share > 0) ? shares : [],
    inputNoise,
    seed,
  };
}

/** n / (classes · samples of the class): every class weighs alike, and the mean sample weighs 1. */
function balancedWeights({ labels, count }: Samples, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label]++;
  return counts.map((samples) => (samples === 0 ? 1 : count / (classes * samples)));
}

/** How an experiment makes it small. L-BFGS is carried out above the engine, from its gradients. */
export function createRule(experiment: Experiment): UpdateRule {
  const { optimizer, weightDecay, clipNorm, maxNorm } = experiment;
  const { momentum = 0, rho = 0, beta1 = 0, beta2 = 0, epsilon = 0 } = experiment;
  return {
    ...plainDescent,
    optimizer: optimizer === "lbfgs" ? "sgd" : optimizer,
    ...{ momentum, rho, beta1, beta2, epsilon, weightDecay, clipNorm, maxNorm },
  };
}
