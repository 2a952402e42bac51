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
    let under: { readonly done: () => void; readonly fail: (error: Error) => void } | undefined;
    let ended: Error | undefined;
    const end = (error: Error) => {
      ended ??= error;
      under?.fail(ended);
    };
    worker.onmessage = () => under?.done();
    // A program that cannot be loaded is an event without a message.
    worker.onerror = ({ message = "its program could not be loaded" }) => end(new Error(message));
    worker.postMessage({ module, memory });
    return {
      run: (call) =>
        new Promise((done, fail) => {
          if (ended) throw ended;
          under = { done, fail };
          worker.postMessage(call);
        }),
      stop() {
        worker.terminate();
        end(new Error("it was stopped"));
      },
    };
  },
};
