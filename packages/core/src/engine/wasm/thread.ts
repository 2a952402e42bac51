import type { BlasForThreads } from "./blas.ts";
import type { Kernels } from "./kernels.ts";

/** A kernel that a whole crew carries out, and what it is called with. */
export type KernelCall = {
  readonly [Name in "descend" | "score"]: { readonly kernel: Name; readonly args: Parameters<Kernels[Name]> };
}["descend" | "score"];

/** A long-lived worker with kernels over a shared memory. It sleeps until it is called. */
export interface Thread {
  /** @throws the worker's error */
  run(call: KernelCall): Promise<void>;
  stop(): void;
}

/** Threads as this platform has them: `#threads` is threads.node.ts in Node and threads.web.ts elsewhere. */
export interface Threads {
  /** how many can be of use: the machine's cores; 1 where no memory can be shared */
  readonly available: number;
  /** what keeps memory from being shared, as a sentence; undefined where it can be */
  readonly obstacle: string | undefined;
  /** @param blas  the system's BLAS, where it multiplies */
  start(module: WebAssembly.Module, memory: WebAssembly.Memory, blas?: BlasForThreads): Thread;
}
