import type { Tally } from "../engine/engine.ts";
import type { Experiment } from "../experiment.ts";
import type { Weights } from "../network/network.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { samplesPerSecond } from "./history.ts";

/** A range of steps was carried out: where the training stands. */
export interface StepsProgress {
  readonly kind: "steps";
  readonly epoch: number;
  /** samples done in this epoch, and how many it has */
  readonly sample: number;
  readonly samples: number;
  /** of this epoch so far; none in a regression */
  readonly trainAccuracy?: number;
  readonly trainLoss: number;
  readonly samplesPerSecond: number;
}

/** Where a training is; weights and memory are the engine's. */
export type TrainingState = {
  -readonly [Key in Exclude<keyof Checkpoint, "weights" | "memory">]: Checkpoint[Key];
};

/** How the steps of an epoch are taken. */
export interface Descent {
  /** The rest of the epoch that the state is in, which goes on with it; ends early when the signal is raised. */
  epoch(state: TrainingState, signal?: AbortSignal): AsyncIterable<StepsProgress>;
  /** Ranges have at most so many steps from now on. */
  limit(steps: number): void;
  /** The learning rate of the last step of the state's epoch. */
  lastRate(state: TrainingState): number;
  /** What is remembered from step to step, for a checkpoint. */
  memory(): readonly Weights[];
}

/** Notes steps done in the state's epoch, and says where it stands. */
export function noteSteps(
  state: TrainingState,
  tally: Tally,
  seconds: number,
  samples: number,
  { task }: Pick<Experiment, "task">,
): StepsProgress {
  state.tally = tally;
  state.seconds += seconds;
  return {
    kind: "steps",
    epoch: state.epoch,
    sample: tally.samples,
    samples,
    ...(task === "classification" && { trainAccuracy: tally.hits / tally.samples }),
    trainLoss: tally.loss / tally.samples,
    samplesPerSecond: samplesPerSecond(tally, state.seconds),
  };
}
