import type { Dataset, Samples } from "../dataset/samples.ts";
import type { Engine, Tally } from "../engine/engine.ts";
import { PerceptError } from "../errors.ts";
import { evaluateScores } from "../metrics/evaluate.ts";
import type { Network } from "../network/network.ts";
import { evaluatePredictions } from "../prediction/evaluate.ts";
import { scoreSamples } from "../prediction/score-samples.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { LayerStatistics } from "./layer-statistics.ts";

/** What is known of an epoch: a line of history.jsonl. Losses are the plain loss, without smoothing and penalties. */
export interface EpochRecord {
  readonly epoch: number;
  /** online: each sample's hit before its own update; none in a regression */
  readonly trainAccuracy?: number;
  /** in a regression of the standardised targets */
  readonly trainLoss: number;
  readonly trainMeanSquaredError?: number;
  readonly validationAccuracy?: number;
  readonly validationLoss?: number;
  readonly validationMeanSquaredError?: number;
  /** means over the classes, as in metrics.json */
  readonly validationPrecision?: number;
  readonly validationRecall?: number;
  readonly validationF1?: number;
  readonly validationAuc?: number | null;
  /** of a regression, as in metrics.json */
  readonly validationR2?: number | null;
  /** of the last step */
  readonly learningRate: number;
  /** of the training alone */
  readonly seconds: number;
  readonly samplesPerSecond: number;
  /** of the weights at the epoch's end, where the training is watched */
  readonly layers?: readonly LayerStatistics[];
}

/** What an epoch's training says of itself, and its validation set of the weights at its end. */
export async function summarizeEpoch(
  { epoch, tally, seconds }: Pick<Checkpoint, "epoch" | "tally" | "seconds">,
  learningRate: number,
  engine: Engine,
  network: Network,
  { validation, classes }: Dataset,
): Promise<EpochRecord> {
  const ofClasses = network.targets === undefined;
  return {
    epoch,
    ...(ofClasses && { trainAccuracy: tally.hits / tally.samples }),
    trainLoss: tally.loss / tally.samples,
    ...(ofClasses && { trainMeanSquaredError: tally.squaredError / tally.samples }),
    ...(validation && (await validate(epoch, engine, network, validation, classes))),
    learningRate,
    seconds,
    samplesPerSecond: samplesPerSecond(tally, seconds),
  };
}

async function validate(
  epoch: number,
  engine: Engine,
  network: Network,
  samples: Samples,
  classes: readonly string[],
) {
  const scored = await scoreSamples(engine, network, samples);
  // Finite weights can be so large that a sum overflows: the training set would show it in the next step only.
  const units = scored.scores.length / samples.count;
  const broken = scored.losses.findIndex(
    (loss, sample) =>
      !Number.isFinite(loss) ||
      !scored.scores.subarray(sample * units, (sample + 1) * units).every(Number.isFinite),
  );
  if (broken >= 0) {
    throw new PerceptError(
      "diverged",
      `Training diverged in epoch ${epoch}: expected finite numbers at its end, got scores of ` +
        `${scored.scores.subarray(broken * units, (broken + 1) * units).join(", ")} and a loss of ${scored.losses[broken]} ` +
        `for validation sample ${broken}.`,
      "Try a smaller learning rate, or --clip-norm 1, which shortens gradients that explode.",
    );
  }
  const validationLoss = scored.losses.reduce((sum, loss) => sum + loss, 0) / samples.count;
  if (network.targets)
    return { validationLoss, validationR2: evaluatePredictions({ network }, samples, scored.scores).r2 };
  const { accuracy, macro, meanSquaredError } = evaluateScores({
    ...scored,
    labels: samples.labels,
    classes,
  });
  return {
    validationAccuracy: accuracy,
    validationLoss,
    validationMeanSquaredError: meanSquaredError,
    validationPrecision: macro.precision,
    validationRecall: macro.recall,
    validationF1: macro.f1,
    validationAuc: macro.auc,
  };
}

/** A browser's clock may stand still for a moment: the rate is then very large, but a number. */
export function samplesPerSecond({ samples }: Tally, seconds: number): number {
  return samples / Math.max(seconds, 1e-6);
}
