import type { Fold } from "../dataset/folds.ts";
import { type Dataset, selectSamples } from "../dataset/samples.ts";
import { ParameterError } from "../errors.ts";
import type { Experiment } from "../experiment.ts";
import { weightsSha256 } from "../format/weights-sha256.ts";
import { evaluateScores, type Metrics } from "../metrics/evaluate.ts";
import type { RegressionMetrics } from "../metrics/regression.ts";
import type { Weights } from "../network/network.ts";
import { evaluatePredictions } from "../prediction/evaluate.ts";
import { type SampleScores, scoreSamples } from "../prediction/score-samples.ts";
import { DivergenceError } from "./divergence.ts";
import type { EpochRecord } from "./history.ts";
import { createTraining, type Progress, type Training } from "./train.ts";

/** What came of one fold. Scores and metrics are of samples that the weights were not trained on. */
export interface FoldResult extends Pick<SampleScores, "scores" | "crossEntropies"> {
  /** [m], the samples that were set aside, as indices of the dataset's training samples; `scores` are [m, classes] */
  readonly samples: Uint32Array;
  readonly history: readonly EpochRecord[];
  /** of a regression those of its targets, and `scores` are predictions [m, targets] in their units */
  readonly metrics: Metrics | RegressionMetrics;
  readonly weightsSha256: string;
  /** of the training alone */
  readonly seconds: number;
}

export interface FoldOptions {
  /** instead of the experiment's `init` */
  readonly initialWeights?: Weights;
  /** stops the fold, which then has no result */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** how many threads the engine works with; as many as gain time unless given */
  readonly threads?: number | "auto" | undefined;
}

/** A fold as a dataset of its own. The test set stays out of it: nothing is chosen on that. */
export function foldDataset({ test, ...dataset }: Dataset, { train, validation }: Fold): Dataset {
  return {
    ...dataset,
    train: selectSamples(dataset.train, train),
    validation: selectSamples(dataset.train, validation),
  };
}

/**
 * Trains an experiment on one fold and measures it on the samples that the fold sets aside. They only measure: what
 * stops early or keeps the best epoch does so by the training samples, as an estimate that chose for itself flatters.
 *
 *     const folds = splitFolds(dataset.train.labels, 10, { stratified: true, seed: experiment.seed });
 *     const results = [];
 *     for (const fold of folds) results.push(await trainFold(experiment, dataset, fold));
 *     const { mean, interval } = summarizeFolds(results, dataset.train.labels, dataset.classes);
 *
 * @throws {ParameterError} where the experiment has a validation set of its own
 * @throws {DivergenceError} at the first number that is not finite, naming the sample as the dataset counts it
 * @throws the signal's reason, where it was raised before the end
 */
export async function trainFold(
  experiment: Experiment,
  dataset: Dataset,
  fold: Fold,
  { initialWeights, signal, onProgress, threads }: FoldOptions = {},
): Promise<FoldResult> {
  checkNoValidation(experiment, dataset);
  const training = await createTraining(experiment, foldDataset(dataset, fold), {
    ...(initialWeights && { initialWeights }),
    ...(signal && { signal }),
    threads,
  });
  try {
    const history = await carryOut(training, fold, onProgress);
    if (!training.isComplete()) signal?.throwIfAborted();
    return await measure(training, fold, history);
  } finally {
    training.engine.close();
  }
}

/** @throws {ParameterError} where there is a validation set beside the folds */
export function checkNoValidation({ validation }: Experiment, dataset?: Dataset): void {
  if (validation === null && dataset?.validation === undefined) return;
  throw new ParameterError(
    `validation must be none in a cross-validation, which validates on each fold in turn, got ${validation ?? "a dataset with its own"}.`,
    "Leave validation out.",
  );
}

async function carryOut(
  training: Training,
  fold: Fold,
  onProgress: FoldOptions["onProgress"],
): Promise<EpochRecord[]> {
  const history: EpochRecord[] = [];
  try {
    for await (const progress of training) {
      if (progress.kind === "epoch") {
        const { kind, ...record } = progress;
        history.push(record);
      }
      onProgress?.(progress);
    }
  } catch (error) {
    if (!(error instanceof DivergenceError)) throw error;
    const divergence = { ...error.divergence, sample: fold.train[error.divergence.sample] };
    throw new DivergenceError(divergence, error.lastGood, training.model().network);
  }
  return history;
}

/** By the weights that the experiment gives back, which need not be the engine's last ones. */
async function measure(
  { engine, dataset, model }: Training,
  fold: Fold,
  history: readonly EpochRecord[],
): Promise<FoldResult> {
  const trained = model();
  const { network, weights, classes } = trained;
  const validation = dataset.validation ?? dataset.train;
  engine.restore(weights);
  const { scores, crossEntropies } = await scoreSamples(engine, network, validation);
  return {
    samples: fold.validation,
    history,
    metrics: network.targets
      ? evaluatePredictions(trained, validation, scores)
      : evaluateScores({ scores, crossEntropies, labels: validation.labels, classes }),
    scores,
    crossEntropies,
    weightsSha256: await weightsSha256(weights),
    seconds: history.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}
