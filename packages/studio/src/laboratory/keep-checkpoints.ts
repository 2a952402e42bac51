import { type EpochProgress, saveCheckpoint } from "percept";
import { dataRecordOf } from "./begin-session.ts";
import type { Bench, Session } from "./bench.ts";

/** Seconds between two checkpoints: so much work may be lost with a worker. */
const INTERVAL = 5;

/** Notes an epoch that has ended, and gives the page a checkpoint if the last one is long ago. */
export function createCheckpointKeeper(bench: Bench): (session: Session, progress: EpochProgress) => void {
  let keptAt = Number.NEGATIVE_INFINITY;
  return (session, { kind, ...record }) => {
    const { experiment, dataset, training, initial } = session;
    session.past = { ...session.past, history: [...session.past.history, record] };
    const now = performance.now();
    if (bench.keep === undefined || (record.epoch > 1 && now - keptAt < 1000 * INTERVAL)) return;
    keptAt = now;
    bench.keep({
      bytes: saveCheckpoint(training.checkpoint()),
      epochs: record.epoch,
      experiment,
      past: session.past,
      ...(initial && { initial }),
      data: dataRecordOf(dataset),
    });
  };
}
