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

/** Threads that carry out a kernel together; see assembly/crew.ts. */
export class Crew {
  readonly #members: readonly Thread[];

  private constructor(members: readonly Thread[]) {
    this.#members = members;
  }

  static async start(count: number, memory: WebAssembly.Memory, blas?: BlasForThreads): Promise<Crew> {
    const module = await compileKernels();
    return new Crew(Array.from({ length: count }, () => threads.start(module, memory, blas)));
  }

  get size(): number {
    return this.#members.length;
  }

  /**
   * Every member calls the kernel, the last argument being its own hand.
   * @throws {PerceptError} where a thread ends; the others, which would wait for it, are stopped
   */
  async run<Name extends "descend" | "score">(
    kernel: Name,
    argsOf: (member: number) => Parameters<Kernels[Name]>,
  ): Promise<void> {
    try {
      await Promise.all(
        this.#members.map((thread, member) =>
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
