import type { Engine } from "percept";
import { writeError } from "./output.ts";

type Working = Pick<Engine, "name" | "work">;

/** "engine wasm, 2 threads (82 million multiplications a step, 2 cores)" */
export function engineLine({ name, work: { threads, reason } }: Working): string {
  return `engine ${name}, ${threads} ${threads === 1 ? "thread" : "threads"} (${reason})`;
}

/** Says what works, on standard error and only on a terminal. */
export function sayEngine(engine: Working): void {
  if (process.stderr.isTTY === true) writeError(engineLine(engine));
}
