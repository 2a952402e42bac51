// Threads as a browser has them; Node stands in for a page, first one that is not isolated.

import { afterEach, describe, expect, it, vi } from "vitest";
import { createEngine } from "../../../src/engine/create-engine.ts";
import { type EngineSettings, emptyTally } from "../../../src/engine/engine.ts";
import { crewSize } from "../../../src/engine/wasm/crew.ts";
import type { KernelCall } from "../../../src/engine/wasm/thread.ts";
import { PerceptError } from "../../../src/errors.ts";
import { inOrder, levelWeights, someNetwork, someSamples } from "../small-network.ts";

vi.mock("#threads", () => import("../../../src/engine/wasm/threads.web.ts"));

afterEach(() => {
  vi.unstubAllGlobals();
});

const sentence =
  "Threads share memory, which browsers allow only on a cross-origin isolated page: serve it with " +
  "Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp.\n  Or ask for one thread.";

describe("on a page that is not cross-origin isolated", () => {
  it("auto is one thread, and says why", () => {
    expect(crewSize("auto", 1e9)).toEqual({
      threads: 1,
      reason: "1000 million multiplications a step, one thread, as no memory can be shared",
    });
  });

  it("one thread can be asked for, more are refused with what to serve the page with", () => {
    expect(crewSize(1, 1e9).threads).toBe(1);
    expect(() => crewSize(2, 1e9)).toThrow(PerceptError);
    expect(() => crewSize(2, 1e9)).toThrow(sentence);
  });

  it("an engine trains on one thread unless it is asked for more", async () => {
    const network = someNetwork([20, 10], [], "softmax");
    const settings = { network, weights: levelWeights(network), precision: "float32" as const };
    const samples = someSamples(40, 20, 10);
    const train = async (threads: EngineSettings["threads"]) => {
      const engine = await createEngine("wasm", { ...settings, updateOrder: "together", threads });
      return engine.train({ samples, order: inOrder(samples), batchSize: 20, learningRate: 0.1 }, emptyTally);
    };
    expect((await train("auto")).samples).toBe(40);
    await expect(train(2)).rejects.toThrow(sentence);
  });
});

describe("on a page that is", () => {
  const worker = {
    posted: [] as unknown[],
    terminate: vi.fn(),
    postMessage: (message: unknown) => void worker.posted.push(message),
    onmessage: (_: { data: unknown }) => {},
    onerror: (_: { message?: string }) => {},
  };
  const call: KernelCall = { kernel: "descend", args: [1, 2, 3, 4] };

  async function startThread() {
    vi.resetModules();
    vi.stubGlobal("crossOriginIsolated", true);
    vi.stubGlobal("navigator", { hardwareConcurrency: 6 });
    vi.stubGlobal(
      "Worker",
      vi.fn(function Worker() {
        return worker;
      }),
    );
    const { threads } = await import("../../../src/engine/wasm/threads.web.ts");
    expect([threads.available, threads.obstacle]).toEqual([6, undefined]);
    const memory = new WebAssembly.Memory({ initial: 1 });
    // The smallest module: magic and version.
    const module = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    worker.posted = [];
    return { thread: threads.start(module, memory), start: { module, memory } };
  }

  it("a thread is given kernels and memory first, then call after call", async () => {
    const { thread, start } = await startThread();
    for (let calls = 1; calls <= 2; calls++) {
      const done = thread.run(call);
      expect(worker.posted).toEqual([start, ...Array(calls).fill(call)]);
      worker.onmessage({ data: "done" });
      await done;
    }
  });

  it("a thread that fails, that cannot be loaded, or that is stopped ends its call and refuses the next", async () => {
    for (const [end, reason] of [
      [() => worker.onerror({ message: "memory access out of bounds" }), "memory access out of bounds"],
      [() => worker.onerror({}), "its program could not be loaded"],
      [undefined, "it was stopped"],
    ] as const) {
      const { thread } = await startThread();
      const under = thread.run(call);
      if (end) end();
      else thread.stop();
      await expect(under).rejects.toThrow(reason);
      await expect(thread.run(call)).rejects.toThrow(reason);
    }
  });
});
