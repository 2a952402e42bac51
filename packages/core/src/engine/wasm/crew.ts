import { threads } from "#threads";
import { ParameterError, PerceptError } from "../../errors.ts";
import type { BlasForThreads } from "./blas.ts";
import type { Kernels } from "./kernels.ts";
import { compileKernels } from "./kernels.ts";
import type { Thread } from "./thread.ts";

/** Multiplications of a step, one thread's share, below which threads wait for each other longer than they gain. */
const WORTHWHILE = 1e6;
/** More is taken for a slip; it is also as far as "auto" goes. */
const MOST_THREADS = 64;

/** How many threads a step of so many multiplications is divided among, and why. The result does not depend on it. */
export interface CrewSize {
  readonly threads: number;
  readonly reason: string;
}

/**
 * @param wanted  a number of threads, or as many as gain time
 * @throws {ParameterError} for a number that is none
 * @throws {PerceptError} where more than one is wanted and the platform has none
 */
export function crewSize(wanted: number | "auto", multiplications: number): CrewSize {
  if (wanted !== "auto") return { threads: checkThreads(wanted), reason: "as asked for" };
  const million = multiplications / 1e6;
  const most = Math.min(threads.available, MOST_THREADS);
  const useful = Math.max(1, Math.min(most, Math.floor(multiplications / WORTHWHILE)));
  const cores = threads.obstacle ? "one thread, as no memory can be shared" : `${threads.available} cores`;
  const about = million < 10 ? million.toFixed(1) : Math.round(million);
  return { threads: useful, reason: `${about} million multiplications a step, ${cores}` };
}

function checkThreads(wanted: number): number {
  if (!(Number.isInteger(wanted) && wanted >= 1 && wanted <= MOST_THREADS)) {
    throw new ParameterError(
      `threads must be auto or a whole number in [1, ${MOST_THREADS}], got ${wanted}.`,
    );
  }
  if (wanted > 1 && threads.obstacle) {
    throw new PerceptError("unsupported", threads.obstacle, "Or ask for one thread.");
  }
  return wanted;
}

/** As many threads as a crew can ever have. */
export function mostThreads(wanted: number | "auto"): number {
  return wanted === "auto" ? Math.min(threads.available, MOST_THREADS) : checkThreads(wanted);
}

/** Threads that carry out a kernel together; see assembly/crew.ts. They are started when they are first needed. */
export class Crew {
  readonly #memory: WebAssembly.Memory;
  readonly #blas: BlasForThreads | undefined;
  readonly #members: Thread[] = [];

  /** @param blas  the system's BLAS, where it multiplies */
  constructor(memory: WebAssembly.Memory, blas?: BlasForThreads) {
    this.#memory = memory;
    this.#blas = blas;
  }

  /**
   * So many members call the kernel, the last argument being the member's own hand.
   * @throws {PerceptError} where a thread ends; the others, which would wait for it, are stopped
   */
  async run<Name extends "descend" | "score">(
    members: number,
    kernel: Name,
    argsOf: (member: number) => Parameters<Kernels[Name]>,
  ): Promise<void> {
    const module = await compileKernels();
    while (this.#members.length < members)
      this.#members.push(threads.start(module, this.#memory, this.#blas));
    try {
      await Promise.all(
        this.#members
          .slice(0, members)
          .map((thread, member) =>
            thread.run({ kernel, args: argsOf(member) } as Parameters<Thread["run"]>[0]),
          ),
      );
    } catch (cause) {
      this.stop();
      const reason = cause instanceof Error ? cause.message : String(cause);
      const next = "Choose --threads 1, which needs none.";
      throw new PerceptError("worker", `A thread of engine wasm ended: ${reason}.`, next, { cause });
    }
  }

  stop(): void {
    for (const thread of this.#members) thread.stop();
  }
}
