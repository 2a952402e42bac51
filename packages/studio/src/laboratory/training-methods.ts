import { type EpochProgress, type Experiment, type Training, weightsSha256 } from "percept";
import { beginSession } from "./begin-session.ts";
import {
  type Bench,
  requireData,
  requireSession,
  type Session,
  type ShownWeights,
  takeTurn,
} from "./bench.ts";
import { eventLoopTurn } from "./event-loop-turn.ts";
import { createCheckpointKeeper } from "./keep-checkpoints.ts";
import type { DataSummary, RateChange, Standing, Until, Update, WeightsMoment } from "./protocol.ts";
import { summarize } from "./summarize.ts";
import { tellPage } from "./tell-page.ts";

export function trainingMethods(bench: Bench) {
  let pausing = false;
  const keepCheckpoint = createCheckpointKeeper(bench);
  return {
    /** Prepares a training from its first step; one that was under way is given up. */
    async prepare(experiment: Experiment): Promise<DataSummary> {
      return takeTurn(bench, async () => {
        const session = await beginSession(bench, experiment, requireData(bench));
        return summarize(session.training.dataset);
      });
    },

    /** Trains until it is told to pause, or has gone as far as it was to go. One call at a time. */
    async run(until: Until, onUpdate: (update: Update) => void): Promise<Standing> {
      const session = requireSession(bench);
      const { training, steps } = session;
      const updates = tellPage(onUpdate);
      pausing = false;
      training.limitRanges(until === "step" ? 1 : Number.POSITIVE_INFINITY);
      while (!pausing && !training.isComplete()) {
        const { value: progress, done } = await takeTurn(bench, () => steps.next());
        if (done) break;
        const isSteps = progress.kind === "steps";
        if (!isSteps) noteEpoch(session, progress);
        if (!training.isComplete()) keepCheckpoint(session, "due");
        updates.tell(
          isSteps ? { ...progress, step: stepOf(session, progress.epoch, progress.sample) } : progress,
        );
        if (!isSteps) session.shown = weightsToShow(training, { epoch: progress.epoch, sample: 0 });
        if (until === (isSteps ? "step" : "epoch")) break;
        await ((!isSteps && bench.breath?.()) || eventLoopTurn()); // so that the page is heard
      }
      if (!training.isComplete()) keepCheckpoint(session, until === "step" ? "due" : "always");
      await updates.heard();
      const { epoch, tally } = training.checkpoint();
      if (tally.samples > 0) session.shown = weightsToShow(training, { epoch, sample: tally.samples });
      return { complete: training.isComplete(), epoch, sample: tally.samples };
    },

    /** `run` comes back after the range under way. */
    pause(): void {
      pausing = true;
    },

    /** Between two runs: the training goes on from where it stands with another rate. */
    async setLearningRate(learningRate: number): Promise<RateChange> {
      const session = requireSession(bench);
      const checkpoint = session.training.checkpoint();
      const step = stepOf(session, checkpoint.epoch, checkpoint.tally.samples);
      const { dataset, initial, shown } = session;
      const change = { step, learningRate };
      const past = { ...session.past, rateChanges: [...session.past.rateChanges, change] };
      const experiment = { ...session.experiment, learningRate };
      const start = { checkpoint, past, initial, shown };
      await takeTurn(bench, () => beginSession(bench, experiment, dataset, start));
      return change;
    },

    /** SHA-256 of the weights of this moment. */
    async weightsSha256(): Promise<string> {
      return weightsSha256(requireSession(bench).training.model().weights);
    },
  };
}

function noteEpoch(session: Session, { kind, ...record }: EpochProgress): void {
  session.past = { ...session.past, history: [...session.past.history, record] };
}

/** A copy, which stays as it is while the training goes on. */
function weightsToShow(training: Training, at: Pick<WeightsMoment, "epoch" | "sample">): ShownWeights {
  const best = training.best();
  const moment = best ? { epoch: best.epoch, sample: 0, best: true } : { ...at, best: false };
  return { model: training.model(), moment };
}

/** Steps done since the beginning. */
function stepOf({ experiment, training }: Session, epoch: number, sample: number): number {
  const { count } = training.dataset.train;
  const { descent, batchSize = 1 } = experiment;
  const perStep = { stochastic: 1, minibatch: batchSize, batch: count }[descent];
  return (epoch - 1) * Math.ceil(count / perStep) + Math.ceil(sample / perStep);
}
