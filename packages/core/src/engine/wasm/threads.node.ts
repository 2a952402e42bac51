import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Thread, Threads } from "./thread.ts";

/** The worker's program is text: it has no file that a bundler or a test would have to find. */
const program = `
const { parentPort, workerData: { module, memory } } = require("node:worker_threads");
const ready = WebAssembly.instantiate(module, { env: { memory } });
parentPort.on("message", async ({ kernel, args }) => {
  const { exports } = await ready;
  exports[kernel](...args);
  parentPort.postMessage("done");
});
`;

export const threads: Threads = {
  available: availableParallelism(),
  obstacle: undefined,
  start(module, memory): Thread {
    const worker = new Worker(program, { eval: true, workerData: { module, memory } });
    worker.unref(); // an idle thread does not keep the process alive
    return {
      run: (call) =>
        new Promise((resolve, reject) => {
          const end = () => {
            worker.off("message", done).off("error", failed).unref();
          };
          const done = () => {
            end();
            resolve();
          };
          const failed = (error: Error) => {
            end();
            reject(error);
          };
          worker.on("message", done).on("error", failed).ref();
          worker.postMessage(call);
        }),
      stop: () => void worker.terminate(),
    };
  },
};
