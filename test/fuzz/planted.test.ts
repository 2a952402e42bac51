import { beforeAll, describe, expect, it } from "vitest";
import { buildWorker } from "./build-worker.ts";
import { runTarget } from "./run-target.ts";

describe("fuzzing finds planted mistakes", () => {
  let worker = "";
  beforeAll(async () => {
    worker = await buildWorker("planted");
  });
  const failuresOf = async (target: string, files = 2000, standstillMs?: number) => {
    const result = await runTarget(worker, { target: `planted: ${target}`, files, seed: 1 }, standstillMs);
    return result.failures.map(({ what }) => what);
  };

  it("an error that is none of percept's, and nothing where there is nothing", async () => {
    expect(await failuresOf("an error without a type")).toEqual([
      expect.stringContaining("threw TypeError: cannot read properties of undefined"),
    ]);
    expect(await failuresOf("nothing")).toEqual([]);
  });

  it("an error behind three branches, each of one byte in 256, led by coverage", async () => {
    expect(await failuresOf("an error only behind three bytes, one after another", 20_000)).toEqual([
      expect.stringContaining("threw TypeError: found"),
    ]);
  });

  it("240 MB for a file of 64 bytes", async () => {
    const [what] = await failuresOf("memory by a length that is believed");
    expect(what).toMatch(/^set aside \d{2,3} MB for a file of \d+ bytes$/);
  });

  it("a file that never ends, with the file", async () => {
    expect(await failuresOf("a loop without an end", 2000, 3000)).toEqual(["never ends"]);
  });
});
