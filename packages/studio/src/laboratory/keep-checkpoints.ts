import { saveCheckpoint } from "percept";
import { dataRecordOf } from "./begin-session.ts";
import type { Bench, Session } from "./bench.ts";

/** Seconds between two checkpoints: so much work may be lost with a worker or a page. */
const INTERVAL = 5;

/**
 * Gives the page a checkpoint where the training has none yet or its last one is long ago; with `always`, in any case.
 * To be called between two ranges of steps.
 */
export function createCheckpointKeeper(bench: Bench): (session: Session, when: "due" | "always") => void {
  let kept: { readonly session: Session; readonly at: number } | undefined;
  return (session, when) => {
    const now = performance.now();
    const isDue = kept?.session !== session || now - kept.at >= 1000 * INTERVAL;
    if (bench.keep === undefined || (when === "due" && !isDue)) return;
    kept = { session, at: now };
    const { experiment, dataset, training, past, initial } = session;
    const checkpoint = training.checkpoint();
    bench.keep({
      bytes: saveCheckpoint(checkpoint),
      epochs: checkpoint.epoch - 1,
      samples: checkpoint.tally.samples,
      experiment,
      past,
      ...(initial && { initial }),
      data: dataRecordOf(dataset),
    });
  };
}
