import type { Thread, Threads } from "./thread.ts";

const isolated = globalThis.crossOriginIsolated === true;

export const threads: Threads = {
  available: isolated ? globalThis.navigator.hardwareConcurrency : 1,
  obstacle: isolated
    ? undefined
    : "Threads share memory, which browsers allow only on a cross-origin isolated page: serve it with " +
      "Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp.",
  start(module, memory): Thread {
    const worker = new Worker(new URL("./thread-worker.js", import.meta.url), { type: "module" });
    worker.postMessage({ module, memory });
    return {
      run: (call) =>
        new Promise((resolve, reject) => {
          worker.onmessage = () => resolve();
          worker.onerror = ({ message }) => reject(new Error(message));
          worker.postMessage(call);
        }),
      stop: () => worker.terminate(),
    };
  },
};
