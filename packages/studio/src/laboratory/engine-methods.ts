import { type Bench, requireSession } from "./bench.ts";

/** What does the arithmetic. */
export function engineMethods(bench: Bench) {
  return {
    /** The engine of the training that is looked at, and on how many threads it takes a step. */
    engineAtWork(): { readonly name: string; readonly threads: number } {
      const { name, work } = requireSession(bench).training.engine;
      return { name, threads: work.threads };
    },
  };
}
