import { describe, expect, it } from "vitest";
import { buildWorker } from "./build-worker.ts";
import { describeFailures, runTarget } from "./run-target.ts";
import { targets } from "./targets.ts";

const files = 300;

describe(`${files} damaged files of each kind are read or refused with a sentence, soon and in little memory`, async () => {
  const worker = await buildWorker("test");
  it.each(targets.map(({ name }) => name))("%s", async (name) => {
    const result = await runTarget(worker, { target: name, files, seed: 1 });
    expect(describeFailures(name, result)).toBe("");
    expect(result.files).toBe(files);
  });
});
