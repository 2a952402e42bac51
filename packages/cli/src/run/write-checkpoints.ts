import { saveCheckpoint, type Training } from "percept";
import type { CheckpointEvery } from "./checkpoint-every.ts";
import type { RunFolder } from "./run-folder.ts";

/** Keeps checkpoint.npz of a training up to date. */
export function writeCheckpoints(folder: RunFolder, training: Training, every: CheckpointEvery) {
  let last = performance.now();
  const write = () => {
    folder.write("checkpoint.npz", saveCheckpoint(training.checkpoint()));
    last = performance.now();
  };
  return {
    afterSteps() {
      if (every !== "never" && "seconds" in every && performance.now() - last >= 1000 * every.seconds)
        write();
    },
    /** What a finished run needs to go on with more epochs, where its model alone would not do. */
    atEnd() {
      const { memory, best, stopping } = training.checkpoint();
      if (memory.length > 0 || best || stopping.best) write();
      else folder.remove("checkpoint.npz");
    },
    afterEpoch(epoch: number) {
      if (every !== "never" && "epochs" in every && epoch % every.epochs === 0) write();
    },
  };
}
