// What a thread of the pool runs.

import { parentPort } from "node:worker_threads";
import { DivergenceError, trainFold } from "percept";
import { PerceptError } from "percept/errors";
import type { FoldAnswer, FoldProgress, NumberedTask } from "./fold-pool.ts";

export default async function carryOutFold(task: NumberedTask): Promise<FoldAnswer> {
  const { id, experiment, dataset, fold, initialWeights, threads } = task;
  try {
    const result = await trainFold(experiment, dataset, fold, {
      ...(initialWeights && { initialWeights }),
      threads,
      onProgress(progress) {
        if (progress.kind !== "steps") return;
        const { epoch, sample, samples } = progress;
        const message: FoldProgress = { id, samples: (epoch - 1) * samples + sample };
        parentPort?.postMessage(message);
      },
    });
    return { result };
  } catch (error) {
    if (!(error instanceof PerceptError)) {
      const message = error instanceof Error ? error.message : String(error);
      return { name: "Error", code: "internal", message };
    }
    // Nothing is kept of a fold that diverged.
    const message = error instanceof DivergenceError ? withoutKept(error.message) : error.message;
    return { name: error.name, code: error.code, message };
  }
}

function withoutKept(message: string): string {
  return message.replace(" The weights from before that step are kept.", "");
}
