import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { PerceptError } from "../../packages/core/src/errors.ts";
import { createRandom } from "../../packages/core/src/random.ts";
import type { Coverage } from "./coverage.ts";
import type { FuzzTarget } from "./fuzz-target.ts";
import { mutate, pick } from "./mutate.ts";

/** What a parser may take at most, beside ten times its file: 64 MiB. */
const ROOM_BYTES = 64 * 2 ** 20;
const MOST_MS = 1000;
const MOST_CORPUS = 2000;
/** Kinds of them that are told. */
const MOST_FAILURES = 10;
/** Files between two looks at the coverage, which are not free. */
const BATCH = 32;
/** After as many bytes garbage is collected, before a parser runs and not while it does. */
const GARBAGE_BYTES = 16 * 2 ** 20;

export interface FuzzResult {
  readonly files: number;
  /** of them the ones that the parser took */
  readonly accepted: number;
  /** files that ran what none had run before, seeds included */
  readonly corpus: number;
  readonly slowestMs: number;
  /** the most that a parser set aside, beyond ten times its file */
  readonly mostBytes: number;
  /** what is not as it should be, an example each */
  readonly failures: readonly FuzzFailure[];
}

export interface FuzzFailure {
  readonly what: string;
  readonly bytes: Uint8Array;
}

export interface FuzzOptions {
  readonly files: number;
  readonly seed: number;
  readonly coverage?: Coverage;
  /** Before each file, for whoever finds the program standing still. */
  readonly onFile?: (bytes: Uint8Array) => void;
}

/** Gives a parser changed files, and keeps the ones that lead it somewhere new. */
export async function fuzz(target: FuzzTarget, options: FuzzOptions): Promise<FuzzResult> {
  const random = createRandom({ seed: options.seed, stream: 0 });
  const corpus = [...(await target.seeds())];
  const failures = new Map<string, FuzzFailure>();
  let [accepted, slowestMs, mostBytes] = [0, 0, 0];
  const collect = garbageCollector();

  const fail = (what: string, bytes: Uint8Array) => {
    const kind = what.replaceAll(/\d+/g, "N").slice(0, 120);
    const before = failures.get(kind);
    if (before === undefined && failures.size >= MOST_FAILURES) return;
    if (before === undefined || bytes.length < before.bytes.length)
      failures.set(kind, { what, bytes: bytes.slice() });
  };

  const timed = async (bytes: Uint8Array): Promise<number> => {
    const begin = performance.now();
    try {
      await target.parse(bytes);
    } catch {}
    return performance.now() - begin;
  };

  const run = async (bytes: Uint8Array): Promise<void> => {
    options.onFile?.(bytes);
    collect();
    const before = usedBytes();
    const begin = performance.now();
    try {
      await target.parse(bytes);
      accepted++;
    } catch (error) {
      if (!(error instanceof PerceptError)) {
        const { stack } = error as Error;
        fail(`threw ${stack?.split("\n").slice(0, 4).join(" | ") ?? String(error)}`, bytes);
      }
    }
    let ms = performance.now() - begin;
    const used = usedBytes() - before;
    // Once more where it took long: others work on the machine too.
    for (let again = 0; again < 3 && ms > MOST_MS; again++) ms = Math.min(ms, await timed(bytes));
    slowestMs = Math.max(slowestMs, ms);
    if (ms > MOST_MS) fail(`took ${Math.round(ms)} ms`, bytes);
    const size = Math.max(bytes.length, target.declares?.(bytes) ?? 0);
    mostBytes = Math.max(mostBytes, used - 10 * size);
    if (used > 10 * size + ROOM_BYTES)
      fail(`set aside ${Math.round(used / 2 ** 20)} MB for a file of ${bytes.length} bytes`, bytes);
  };

  for (const seed of corpus) {
    const [wrong] = await Promise.allSettled([(async () => target.parse(seed))()]);
    if (wrong.status === "rejected") fail(`refuses a valid file: ${wrong.reason}`, seed);
  }
  const { coverage } = options;
  coverage?.note(coverage.take());
  let count = 0;
  while (count < options.files) {
    const batch: Uint8Array[] = [];
    for (; batch.length < BATCH && count < options.files; count++) {
      const bytes = changed(target, corpus, random);
      batch.push(bytes);
      await run(bytes);
    }
    const together = coverage?.take();
    if (!coverage || !together || !coverage.isNew(together) || corpus.length >= MOST_CORPUS) continue;
    // Which of them it was.
    for (const bytes of batch) {
      await timed(bytes);
      const executed = coverage.take();
      if (!coverage.isNew(executed)) continue;
      coverage.note(executed);
      corpus.push(bytes);
    }
    coverage.note(together); // with what does not come again, as where room was made in between
  }
  return {
    files: count,
    accepted,
    corpus: corpus.length,
    slowestMs,
    mostBytes,
    failures: [...failures.values()],
  };
}

function changed(
  target: FuzzTarget,
  corpus: readonly Uint8Array[],
  random: ReturnType<typeof createRandom>,
): Uint8Array {
  const base = pick(corpus, random);
  const change = (bytes: Uint8Array) => mutate(bytes, random, corpus, target.words ?? []);
  const layers = target.layers ?? [];
  const layer = random.integer(4) === 0 ? undefined : layers[random.integer(Math.max(1, layers.length))];
  return layer?.(base, change, random) ?? change(base);
}

/** The heap and the buffers beside it, of this thread alone. */
function usedBytes(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}

/** A function to be called before a parser runs: then there is room, and what it sets aside stays to be counted. */
function garbageCollector(): () => void {
  setFlagsFromString("--expose-gc");
  const gc: () => void = runInNewContext("gc");
  gc();
  let floor = usedBytes();
  return () => {
    if (usedBytes() < floor + GARBAGE_BYTES) return;
    gc();
    floor = usedBytes();
  };
}
