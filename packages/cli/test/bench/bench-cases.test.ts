import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { benchCases, benchNames, chooseCases } from "../../src/bench/bench-cases.ts";

const folder = fileURLToPath(new URL("../../../../bench/tasks/", import.meta.url));

/** The cases of bench/tasks, as bench/runner/read-cases.mjs reads them: what a case does not say, its task says. */
function casesOfBench() {
  return readdirSync(folder)
    .filter((file) => /^t\d+\.json$/.test(file))
    .sort()
    .flatMap((file) => {
      const task = basename(file, ".json");
      const { cases = [{}], ...shared } = JSON.parse(readFileSync(join(folder, file), "utf8"));
      return cases.map((own: object) => ({ id: task, task, ...shared, ...own }));
    });
}

describe("the cases of percept bench", () => {
  it("are those of bench/tasks, in what both say", () => {
    const expected = casesOfBench().map(
      ({ id, task, kind, layers, activation, output, threads, ...training }) => {
        const { optimizer, learningRate, momentum, shuffle, batchSize } = training;
        return {
          ...{ id, task, kind, layers, activation, output },
          sharesWork: threads.length > 1,
          ...(kind === "train" && {
            descent: {
              ...{ optimizer, learningRate, shuffle, batchSize },
              ...(momentum !== undefined && { momentum }),
            },
          }),
        };
      },
    );
    expect(expected.length).toBe(7);
    expect(benchCases.map(({ what, samples, ...shared }) => shared)).toEqual(expected);
  });

  it("say in words what their numbers are", () => {
    for (const { what, kind, layers } of benchCases)
      expect(what).toContain(kind === "metrics" ? "60,000 x 10" : layers.join("-"));
  });

  it("are chosen by task or by case, and come once, in their order", () => {
    const ids = (...names: string[]) => chooseCases(names).map(({ id }) => id);
    expect(ids("t5", "t1")).toEqual(["t1", "t5"]);
    expect(ids("t3-512", "t3")).toEqual(["t3-128", "t3-512"]);
    expect(ids("t4-one")).toEqual(["t4-one"]);
    expect(ids(...benchNames)).toHaveLength(7);
    expect(() => chooseCases(["t1", "t6"])).toThrow(
      "tasks must be some of t1, t2, t3, t3-128, t3-512, t4, t4-all, t4-one, t5, got t6 (from --tasks).",
    );
  });
});
