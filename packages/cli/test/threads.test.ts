import { availableParallelism } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonLines, percept, perceptDone, readJson, temporaryFolders } from "./run-percept.ts";
import { withTinyData } from "./tiny-dataset.ts";

const folderWithData = withTinyData(temporaryFolders());

const network = "--data tiny --hidden 30 --activation relu --dropout 0.1,0.5 --epochs 2".split(" ");
const minibatch = [...network, "--descent", "minibatch", "--batch-size", "32"];
const sha256Of = (folder: string, run: string) => readJson(join(folder, run, "metrics.json")).weightsSha256;
const provenanceOf = (folder: string, run: string) =>
  readJson(join(folder, run, "experiment.json")).provenance;

describe.concurrent("--threads", () => {
  it("changes no bit of a training, and is no part of the experiment but of what carried it out", async () => {
    const folder = folderWithData();
    for (const threads of ["1", "2", "3"])
      await perceptDone(folder, ["train", ...minibatch, "--threads", threads, "--out", threads]);
    expect(new Set(["1", "2", "3"].map((run) => sha256Of(folder, run))).size).toBe(1);
    expect(provenanceOf(folder, "3")).toMatchObject({
      engine: "wasm",
      threads: 3,
      threadsReason: "as asked for",
    });
    const [one, three] = ["1", "3"].map((run) => readJson(join(folder, run, "experiment.json")).experiment);
    expect(three).toEqual(one);
    expect(one).not.toHaveProperty("threads");
  });

  it("is one where a step is small, one sample, or the reference's, and the run says why", async () => {
    const folder = folderWithData();
    await perceptDone(folder, ["train", ...minibatch, "--out", "small"]);
    // 32 samples through 785 x 30 + 31 x 10 weights
    expect(provenanceOf(folder, "small")).toMatchObject({
      threads: 1,
      threadsReason: expect.stringMatching(/^0\.8 million multiplications a step, \d+ cores$/),
    });
    await perceptDone(folder, ["train", ...network, "--dropout", "0", "--threads", "2", "--out", "single"]);
    expect(provenanceOf(folder, "single")).toMatchObject({ threads: 1, threadsReason: "one sample a step" });
    await perceptDone(folder, ["train", ...minibatch, "--engine", "reference", "--out", "reference"]);
    expect(provenanceOf(folder, "reference")).toMatchObject({ engine: "reference", threads: 1 });
  });

  it("may be another when a run is resumed", async () => {
    const folder = folderWithData();
    await perceptDone(folder, ["train", ...minibatch, "--epochs", "4", "--threads", "1", "--out", "whole"]);
    await perceptDone(folder, ["train", ...minibatch, "--threads", "2", "--out", "run"]);
    await perceptDone(folder, ["train", "--resume", "run", "--epochs", "4", "--threads", "3"]);
    expect(sha256Of(folder, "run")).toBe(sha256Of(folder, "whole"));
    expect(provenanceOf(folder, "run").threads).toBe(3);
  });

  it("is each compared experiment's own, recorded beside its engine", async () => {
    const folder = folderWithData();
    const args = ["compare", ...network, "--vary", "descent=minibatch,batch", "--threads", "2"];
    await perceptDone(folder, [...args, "--out", "compared"]);
    const { runs } = readJson(join(folder, "compared/comparison.json"));
    for (const run of runs)
      expect(run).toMatchObject({ engine: "wasm", threads: 2, threadsReason: "as asked for" });
  });

  it("is one for each fold of a cross-validation unless it is given", async () => {
    const folder = folderWithData();
    const args = ["cross-validate", ...minibatch, "--folds", "2"];
    const plain = await perceptDone(folder, [...args, "--workers", "2", "--out", "plain"]);
    expect(plain.split("\n")[0]).toMatch(/; 2 workers$/);
    const given = await perceptDone(folder, [...args, "--threads", "3", "--out", "given"]);
    // Two folds, and as many workers as the cores have threads for.
    const workers = availableParallelism() < 6 ? 1 : 2;
    expect(given.split("\n")[0]).toContain(
      workers === 1 ? "; 1 worker of 3 threads" : "; 2 workers of 3 threads",
    );
    expect(provenanceOf(folder, "plain")).toMatchObject({ workers: 2, threads: 1 });
    expect(provenanceOf(folder, "given")).toMatchObject({ workers, threads: 3 });
    const [one, many] = ["plain", "given"].map((run) => readJson(join(folder, run, "metrics.json")));
    expect(many).toEqual(one);
  });

  it("changes nothing that evaluate, predict and start say", async () => {
    const folder = folderWithData();
    await perceptDone(folder, ["train", ...minibatch, "--out", "run"]);
    const indices = Array.from({ length: 40 }, (_, index) => String(index));
    for (const args of [
      ["evaluate", "run", "--split", "train", "--json"],
      ["predict", "run", ...indices, "--json"],
    ]) {
      const said = await Promise.all(
        ["1", "3"].map((threads) => perceptDone(folder, [...args, "--threads", threads])),
      );
      expect(jsonLines(said[0]).length).toBeGreaterThan(0);
      expect(said[1]).toBe(said[0]);
    }
    const start = ["start", "--data", "tiny", "--hidden", "5"];
    const input = "0.01\n2\n7\n";
    const said = [
      await perceptDone(folder, [...start, "--out", "a"], { input }),
      await perceptDone(folder, [...start, "--threads", "3", "--out", "b"], { input }),
    ];
    expect(said[1]).toBe(said[0]);
    expect(sha256Of(folder, "b")).toBe(sha256Of(folder, "a"));
  });

  it("says nothing of the engine where standard error is no terminal", async () => {
    const folder = folderWithData();
    const { stderr } = await percept(folder, ["train", ...minibatch, "--out", "run"]);
    expect(stderr).toBe("");
  });
});
