import type { Tally } from "../engine/engine.ts";

/** What is known of an epoch: a line of history.jsonl. Accuracies are online: each hit before its own update. */
export interface EpochRecord {
  readonly epoch: number;
  readonly trainAccuracy: number;
  readonly trainLoss: number;
  readonly trainMeanSquaredError: number;
  readonly learningRate: number;
  /** of the training alone */
  readonly seconds: number;
  readonly samplesPerSecond: number;
}

export function epochRecord(epoch: number, tally: Tally, learningRate: number, seconds: number): EpochRecord {
  return {
    epoch,
    trainAccuracy: tally.hits / tally.samples,
    trainLoss: tally.loss / tally.samples,
    trainMeanSquaredError: tally.squaredError / tally.samples,
    learningRate,
    seconds,
    samplesPerSecond: samplesPerSecond(tally, seconds),
  };
}

/** A browser's clock may stand still for a moment: the rate is then very large, but a number. */
export function samplesPerSecond({ samples }: Tally, seconds: number): number {
  return samples / Math.max(seconds, 1e-6);
}
