import { findBlas } from "percept/node";
import { describe, expect, it } from "vitest";
import { jsonLines, percept, perceptDone, temporaryFolders } from "./run-percept.ts";

const emptyFolder = temporaryFolders();
const short = ["--samples", "500", "--rounds", "1"];

describe.concurrent("percept bench", () => {
  it("measures what --tasks names, in the tasks' order, as JSON: the machine, then a line a case", async () => {
    const said = jsonLines(
      await perceptDone(emptyFolder(), ["bench", "--tasks", "t5,t1", ...short, "--json"]),
    );
    expect(said).toHaveLength(3);
    expect(said[0]).toMatchObject({
      event: "machine",
      node: process.versions.node,
      cores: expect.any(Number),
    });
    expect(said[1]).toMatchObject({ event: "case", task: "t1", case: "t1", engine: "wasm", unit: "s/epoch" });
    expect(said[2]).toMatchObject({ event: "case", task: "t5", case: "t5", engine: null, unit: "ms" });
    for (const { threads, measured, median } of said.slice(1)) {
      expect(threads).toBe(1);
      expect(median).toBeGreaterThan(0);
      expect(measured).toHaveLength(1);
    }
    expect(said[1].measured[0].samples).toBeGreaterThanOrEqual(500);
    expect(said[2].measured[0].samples).toBe(60_000); // whole, as it is defined
  });

  it("prints a table, a row for each number of threads where the work is shared", async () => {
    const args = ["bench", "--tasks", "t2,t4-one", "--threads", "2,1,2", ...short];
    const { stdout, stderr } = await percept(emptyFolder(), args);
    expect(stderr).toBe("");
    const rows = stdout.split("\n").slice(2, -1);
    expect(rows.map((row) => row.split(/ {2,}/).filter((_, column) => [0, 2, 3].includes(column)))).toEqual([
      ["task", "engine", "threads"],
      ["t2", "wasm", "2"],
      ["t2", "wasm", "1"],
      ["t4-one", "wasm", "1"],
    ]);
    expect(stdout).toMatch(/^percept \d.*, Node \d.*, \d+ cores\n\n/);
  });

  it.skipIf(findBlas() === undefined)("names the library of --engine blas", async () => {
    const args = ["bench", "--tasks", "t2", "--threads", "1", "--engine", "blas", ...short, "--json"];
    const [machine, t2] = jsonLines(await perceptDone(emptyFolder(), args));
    expect(machine.blas).toEqual(expect.any(String));
    expect(t2.engine).toBe("blas");
  });

  it.each([
    [
      ["--tasks", "t1,t9"],
      "tasks must be some of t1, t2, t3, t3-128, t3-512, t4, t4-all, t4-one, t5, got t9 (from --tasks).",
    ],
    [["--tasks", ""], "got nothing (from --tasks)."],
    [["--engine", "reference"], "engine must be wasm or blas, got reference (from --engine)."],
    [["--threads", "1,0"], "threads must be a whole number in [1, 64], got 0 (from --threads)."],
    [["--rounds", "0"], "rounds must be a whole number in [1, 1000], got 0 (from --rounds)."],
    [["--samples", "many"], "got many (from --samples)."],
  ])("refuses %j with exit code 2 and a sentence", async (args, sentence) => {
    const { code, stdout, stderr } = await percept(emptyFolder(), ["bench", ...args]);
    expect(stderr).toContain(sentence);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});
