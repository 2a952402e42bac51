import type { Engine, Experiment } from "percept";
import { findBlas } from "percept/node";
import { writeError } from "./output.ts";

type Working = Pick<Engine, "name" | "work">;
type Step = Pick<Experiment, "hidden" | "descent" | "batchSize">;

/** Two neighbouring hidden layers of so many units are a product in which a BLAS gains; so are that many samples. */
const WIDE_UNITS = 512;
const WIDE_BATCH = 64;

/** "engine wasm, 2 threads (82 million multiplications a step, 2 cores)" */
export function engineLine({ name, work: { threads, reason } }: Working): string {
  return `engine ${name}, ${threads} ${threads === 1 ? "thread" : "threads"} (${reason})`;
}

/** Whether a step has a large product of dense numbers: the samples are mostly zero, hidden layers less so. */
export function isWideForBlas({ hidden, descent, batchSize = 1 }: Step): boolean {
  const samples = { stochastic: 1, minibatch: batchSize, batch: Number.POSITIVE_INFINITY }[descent];
  const isWide = (units: number | undefined) => units !== undefined && units >= WIDE_UNITS;
  return samples >= WIDE_BATCH && hidden.some((units, l) => isWide(units) && isWide(hidden[l + 1]));
}

/**
 * What is to be said of engine blas, or undefined.
 * @param library  the file of a BLAS, where there is one
 */
export function blasLine({ name }: Working, step: Step, library: string | undefined): string | undefined {
  if (name === "blas" && step.descent === "stochastic")
    return "One sample a step has no large products: engine blas gains nothing here.";
  if (name !== "wasm" || library === undefined || !isWideForBlas(step)) return undefined;
  return `${titleOf(library)} is here: --engine blas is faster on networks this wide, without the promise of the same bits everywhere.`;
}

/** The make of a library, by the name of its file. */
function titleOf(file: string): string {
  const name = file.split(/[/\\]/).at(-1) ?? file;
  const makes = { openblas: "OpenBLAS", mkl: "MKL", flexiblas: "FlexiBLAS", accelerate: "Accelerate" };
  return Object.entries(makes).find(([part]) => name.toLowerCase().includes(part))?.[1] ?? `A BLAS (${name})`;
}

/** Says what works, and what might work faster, on standard error and only on a terminal. */
export function sayEngine(engine: Working, step: Step): void {
  if (process.stderr.isTTY !== true) return;
  const hint = blasLine(engine, step, findBlas());
  writeError(hint === undefined ? engineLine(engine) : `${engineLine(engine)}\n${hint}`);
}
