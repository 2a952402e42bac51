import type { ComparisonRun } from "percept-charts";
import type { KeptRun } from "./kept-run.ts";

/** A run's history as the points of a comparison: what its training said of itself, epoch by epoch. */
export function comparisonRunOf({ name, history, experiment }: KeptRun): ComparisonRun {
  const { descent, batchSize = 1 } = experiment;
  let seconds = 0;
  const points = history.map((record) => {
    seconds += record.seconds;
    const samples = Math.max(1, Math.round(record.samplesPerSecond * record.seconds));
    const perStep = descent === "batch" ? samples : descent === "minibatch" ? batchSize : 1;
    return {
      epoch: record.epoch,
      step: record.epoch * Math.ceil(samples / perStep),
      seconds,
      accuracy: record.trainAccuracy ?? 0,
      loss: record.trainLoss,
    };
  });
  return { name, points };
}
