import { Worker } from "node:worker_threads";
import type { FuzzResult } from "./fuzz.ts";
import type { FuzzTask } from "./worker.ts";

/** A file under way for so long will not end. */
const STANDSTILL_MS = 20_000;
const HEAP_MB = 1024;

/** Fuzzes a parser on a thread. A file that never ends or takes all memory is a failure of the result. */
export function runTarget(
  worker: string,
  task: Omit<FuzzTask, "current">,
  standstillMs = STANDSTILL_MS,
): Promise<FuzzResult> {
  const current = new SharedArrayBuffer(8 + 2 ** 20);
  const [counts, place] = [new Uint32Array(current, 0, 2), new Uint8Array(current, 8)];
  const thread = new Worker(worker, {
    workerData: { ...task, current } satisfies FuzzTask,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: 256 },
  });
  return new Promise((resolve, reject) => {
    let [last, since] = [0, performance.now()];
    const end = (what: string) => {
      const bytes = place.slice(0, counts[0]);
      const nothing = { accepted: 0, corpus: 0, slowestMs: 0, mostBytes: 0 };
      resolve({ files: counts[1], ...nothing, failures: [{ what, bytes }] });
    };
    const watch = setInterval(() => {
      if (counts[1] !== last) [last, since] = [counts[1], performance.now()];
      if (last === 0 || performance.now() - since < standstillMs) return;
      end("never ends");
      void thread.terminate();
    }, 500);
    thread.on("message", resolve);
    thread.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") end(`takes more than ${HEAP_MB} MB`);
      else reject(error);
    });
    thread.on("exit", () => {
      clearInterval(watch);
      reject(new Error(`The thread of ${task.target} ended without a result.`)); // no effect after a result
    });
  });
}

/** A failure as it is to be read, with all that repeats it. */
export function describeFailures(name: string, { failures }: FuzzResult): string {
  return failures
    .map(({ what, bytes }) => {
      const shown = Buffer.from(bytes.subarray(0, 4096)).toString("base64");
      return `${name}: ${what}\n  the file, ${bytes.length} bytes: ${shown}`;
    })
    .join("\n");
}
