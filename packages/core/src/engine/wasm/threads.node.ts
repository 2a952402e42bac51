import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Thread, Threads } from "./thread.ts";

/** The worker's program is text: it has no file that a bundler or a test would have to find. */
const program = `
const { parentPort, workerData: { module, memory, blas } } = require("node:worker_threads");
const rowMajor = 101, opOf = [111, 112], one = 1;
function product() {
  if (!blas) return () => {};
  const koffi = require(blas.koffi);
  const sgemm = koffi.load(blas.path).func("cblas_sgemm", "void", blas.parameters);
  const base = Number(koffi.address(new Uint8Array(memory.buffer)));
  return (transposeA, transposeB, m, n, k, a, lda, b, ldb, beta, c, ldc) =>
    sgemm(rowMajor, opOf[transposeA], opOf[transposeB], m, n, k, one, base + (a >>> 0), lda, base + (b >>> 0), ldb,
      beta, base + (c >>> 0), ldc);
}
const ready = WebAssembly.instantiate(module, { env: { memory, sgemm: product() } });
parentPort.on("message", async ({ kernel, args }) => {
  const { exports } = await ready;
  exports[kernel](...args);
  parentPort.postMessage("done");
});
`;

export const threads: Threads = {
  available: availableParallelism(),
  obstacle: undefined,
  start(module, memory, blas): Thread {
    // Without the process's own flags: --input-type=module would make a module of the program.
    const workerData = { module, memory, blas };
    const worker = new Worker(program, { eval: true, execArgv: [], workerData });
    let under: { readonly done: () => void; readonly fail: (error: Error) => void } | undefined;
    let ended: Error | undefined;
    const end = (error: Error) => {
      ended ??= error;
      under?.fail(ended);
    };
    worker
      .on("message", () => {
        worker.unref();
        under?.done();
      })
      .on("error", end)
      .on("exit", () => end(new Error("it was stopped")))
      .unref(); // an idle thread does not keep the process alive
    return {
      run: (call) =>
        new Promise((done, fail) => {
          if (ended) throw ended;
          under = { done, fail };
          worker.ref();
          worker.postMessage(call);
        }),
      stop: () => void worker.terminate(),
    };
  },
};
