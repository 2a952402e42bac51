import { threads } from "#threads";
import { PerceptError } from "../../errors.ts";
import type { Kernels } from "./kernels.ts";
import { compileKernels } from "./kernels.ts";
import type { Thread } from "./thread.ts";

/** Multiplications of a step, one thread's share, below which threads wait for each other longer than they gain. */
const WORTHWHILE = 1e6;

/** How many threads a step of so many multiplications is divided among, and why. The result does not depend on it. */
export interface CrewSize {
  readonly threads: number;
  readonly reason: string;
}

/**
 * @param wanted  a number of threads, or as many as gain time
 * @throws {PerceptError} where more than one is wanted and the platform has none
 */
export function crewSize(wanted: number | "auto", multiplications: number): CrewSize {
  const million = (multiplications / 1e6).toPrecision(2);
  if (wanted !== "auto") {
    if (wanted > 1 && threads.obstacle) {
      throw new PerceptError("unsupported", threads.obstacle, "Or ask for one thread.");
    }
    return { threads: wanted, reason: "as asked for" };
  }
  const useful = Math.max(1, Math.min(threads.available, Math.floor(multiplications / WORTHWHILE)));
  const cores = threads.obstacle ? "one thread, as no memory can be shared" : `${threads.available} cores`;
  return { threads: useful, reason: `${million} million multiplications a step, ${cores}` };
}

/** Threads that carry out a kernel together; see assembly/crew.ts. */
export class Crew {
  readonly #members: readonly Thread[];

  private constructor(members: readonly Thread[]) {
    this.#members = members;
  }

  static async start(count: number, memory: WebAssembly.Memory): Promise<Crew> {
    const module = await compileKernels();
    return new Crew(Array.from({ length: count }, () => threads.start(module, memory)));
  }

  get size(): number {
    return this.#members.length;
  }

  /**
   * Every member calls the kernel, the last argument being its own hand.
   * @throws {PerceptError} where a thread ends; the others are stopped
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
      throw new PerceptError("worker", "A thread of engine wasm ended.", "Choose --threads 1.", { cause });
    }
  }

  stop(): void {
    for (const thread of this.#members) thread.stop();
  }
}
