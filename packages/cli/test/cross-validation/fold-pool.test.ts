import { PerceptError } from "percept/errors";
import { afterEach, describe, expect, it } from "vitest";
import { createFoldPool, type FoldPool, type FoldTask } from "../../src/cross-validation/fold-pool.ts";

const worker = new URL("fixtures/worker.mjs", import.meta.url);
const task = (experiment: string) => ({ experiment }) as unknown as FoldTask;

describe("a pool of fold workers", () => {
  const pools: FoldPool[] = [];
  const poolOf = (workers: number) => {
    const pool = createFoldPool(workers, worker);
    pools.push(pool);
    return pool;
  };
  afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

  it("answers every task with its own result, more tasks than workers", async () => {
    const pool = poolOf(2);
    const outcomes = await Promise.all(["a", "b", "c", "d", "e"].map((name) => pool.run(task(name))));
    expect(outcomes).toEqual([0, 1, 2, 3, 4].map((result) => ({ kind: "done", result })));
  });

  it("gives an error of ours back under its name, and one of nobody's as it is", async () => {
    const pool = poolOf(1);
    const ours = await pool.run(task("throws"));
    expect(ours).toMatchObject({ kind: "failed", error: { name: "DivergenceError", code: "diverged" } });
    const nobodys = await pool.run(task("breaks"));
    const { error } = nobodys as { error: Error };
    expect(error).not.toBeInstanceOf(PerceptError);
    expect(error.message).toBe("x is not a function");
  });

  it("says in a sentence that a worker died, and goes on with another", async () => {
    const pool = poolOf(1);
    const outcome = await pool.run(task("dies"));
    expect(outcome).toMatchObject({ kind: "failed", error: { code: "worker" } });
    const { error } = outcome as { error: Error };
    expect(error).toBeInstanceOf(PerceptError);
    expect(error.message).toMatch(
      /^expected the worker to end with a result, but it died: worker exited with code: 3\.\n {2}Fewer --workers /,
    );
    expect(await pool.run(task("a"))).toMatchObject({ kind: "done" });
  });

  it("stops what is under way and what waits when it is closed, and takes nothing more", async () => {
    const pool = poolOf(1);
    let under: () => void;
    const begun = new Promise<void>((resolve) => {
      under = resolve;
    });
    const outcomes = Promise.all([pool.run(task("hangs"), () => under()), pool.run(task("waits"))]);
    await begun;
    await pool.close();
    expect(await outcomes).toEqual([{ kind: "stopped" }, { kind: "stopped" }]);
    expect(await pool.run(task("late"))).toEqual({ kind: "stopped" });
  });
});
