import { describe, expect, it } from "vitest";
import { buildWorker } from "./build-worker.ts";
import { describeFailures, runTarget } from "./run-target.ts";
import { targets } from "./targets.ts";

/** PERCEPT_FUZZ_FILES=1000000 PERCEPT_FUZZ_SEED=7 look further. */
const files = Number(process.env.PERCEPT_FUZZ_FILES ?? 100_000);
const seed = Number(process.env.PERCEPT_FUZZ_SEED ?? 2);

describe(`${files} damaged files of each kind are read or refused with a sentence, soon and in little memory`, async () => {
  const worker = await buildWorker("long");
  it.each(targets.map(({ name }) => name))("%s", async (name) => {
    const result = await runTarget(worker, { target: name, files, seed });
    const { accepted, corpus, slowestMs, mostBytes } = result;
    console.log(
      `${name}: ${files} files, ${accepted} read, ${corpus} ways found; slowest ${slowestMs.toFixed(0)} ms, ` +
        `most ${(mostBytes / 2 ** 20).toFixed(1)} MB beyond ten times the file`,
    );
    expect(describeFailures(name, result)).toBe("");
    expect(result.files).toBe(files);
  });
});
