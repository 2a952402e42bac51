import type { Dataset, Experiment, Fold, FoldResult, Weights } from "percept";
import { type ErrorCode, PerceptError } from "percept/errors";
import { Piscina } from "piscina";

/** One fold to train. */
export interface FoldTask {
  readonly experiment: Experiment;
  /** in shared memory: `shareDataset` */
  readonly dataset: Dataset;
  readonly fold: Fold;
  /** instead of the experiment's `init` */
  readonly initialWeights?: Weights | undefined;
  /** of its engine */
  readonly threads: number;
}

export type NumberedTask = FoldTask & { readonly id: number };

/** Samples that a fold has been trained on so far, over all its epochs. */
export interface FoldProgress {
  readonly id: number;
  readonly samples: number;
}

/** What a worker says of a fold. Errors lose their class between threads, so that it goes along as a word. */
export type FoldAnswer =
  | { readonly result: FoldResult }
  | { readonly name: string; readonly code: ErrorCode | "internal"; readonly message: string };

/** How a fold ended; `stopped` where the pool was closed before that. */
export type FoldOutcome =
  | { readonly kind: "done"; readonly result: FoldResult }
  | { readonly kind: "failed"; readonly error: Error }
  | { readonly kind: "stopped" };

export interface FoldPool {
  /** Never rejects. */
  run(task: FoldTask, onSamples?: (samples: number) => void): Promise<FoldOutcome>;
  /** Stops what is under way and what is waiting. */
  close(): Promise<void>;
}

/** An error from a worker, under the name that it had there. */
class WorkerError extends PerceptError {
  override readonly name: string;

  constructor(name: string, code: ErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, undefined, options);
    this.name = name;
  }
}

/**
 * Trains folds in worker threads, one at a time in each, in the order that they are given.
 * @param worker  the module that a thread runs: built JavaScript
 */
export function createFoldPool(
  workers: number,
  worker: URL = new URL("./fold-worker.js", import.meta.url),
): FoldPool {
  const pool = new Piscina({ filename: worker.href, minThreads: workers, maxThreads: workers });
  const listeners = new Map<number, (samples: number) => void>();
  pool.on("message", ({ id, samples }: FoldProgress) => listeners.get(id)?.(samples));
  pool.on("error", () => {}); // a worker that dies with nothing to do is no loss
  let ids = 0;
  let closed = false;
  return {
    async run(task, onSamples) {
      if (closed) return { kind: "stopped" };
      const id = ids++;
      if (onSamples) listeners.set(id, onSamples);
      try {
        const answer: FoldAnswer = await pool.run({ ...task, id } satisfies NumberedTask);
        if ("result" in answer) return { kind: "done", result: answer.result };
        return { kind: "failed", error: errorOf(answer) };
      } catch (cause) {
        return closed ? { kind: "stopped" } : { kind: "failed", error: deathOf(cause) };
      } finally {
        listeners.delete(id);
      }
    },
    async close() {
      if (closed) return;
      closed = true;
      await pool.destroy();
    },
  };
}

function errorOf({ name, code, message }: Exclude<FoldAnswer, { result: FoldResult }>): Error {
  return code === "internal" ? new Error(message) : new WorkerError(name, code, message);
}

/** A thread ended without an answer: what it throws it sends, so that this is the end of its memory or worse. */
function deathOf(cause: unknown): Error {
  const { code, message } = cause as NodeJS.ErrnoException;
  const memory = code === "ERR_WORKER_OUT_OF_MEMORY";
  const reason = memory ? "it ran out of memory" : message;
  return new WorkerError(
    "PerceptError",
    memory ? "memory" : "worker",
    `expected the worker to end with a result, but it died: ${reason}.\n` +
      "  Fewer --workers need less memory; `percept train` with the same settings shows whether training itself fails.",
    { cause },
  );
}
