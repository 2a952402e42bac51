import { join } from "node:path";
import { findBlas } from "percept/node";
import { describe, expect, it } from "vitest";
import { jsonLines, percept, perceptDone, readJson, temporaryFolders } from "./run-percept.ts";
import { withTinyData } from "./tiny-dataset.ts";

const folderWithData = withTinyData(temporaryFolders());

const network = "--data tiny --activation relu --descent minibatch --batch-size 30 --epochs 2".split(" ");
const minibatch = [...network, "--hidden", "64,64"];
const blas = ["--engine", "blas"];
const library = {
  engine: "blas",
  blas: expect.any(String),
  repeats: "on this machine, with this library and as many threads",
};

describe.skipIf(findBlas() === undefined)("--engine blas", { concurrent: true }, () => {
  it("trains, evaluates and predicts, and the run records library and promise", async () => {
    const folder = folderWithData();
    await perceptDone(folder, ["train", ...minibatch, ...blas, "--out", "run"]);
    expect(readJson(join(folder, "run/experiment.json")).provenance).toMatchObject(library);
    for (const command of [
      ["evaluate", "run", "--split", "train", "--json"],
      ["predict", "run", "1", "2", "--json"],
    ]) {
      const lines = jsonLines(await perceptDone(folder, [...command, ...blas]));
      expect(lines.length).toBeGreaterThan(0);
    }
  });

  it("compares and cross-validates, and their records say so, too", async () => {
    const folder = folderWithData();
    await perceptDone(folder, [
      "compare",
      ...network,
      ...blas,
      "--vary",
      "hidden=20,30",
      "--out",
      "compared",
    ]);
    const { runs } = readJson(join(folder, "compared/comparison.json"));
    for (const run of runs) expect(run).toMatchObject(library);
    await perceptDone(folder, ["cross-validate", ...minibatch, ...blas, "--folds", "2", "--out", "folds"]);
    expect(readJson(join(folder, "folds/experiment.json")).provenance).toMatchObject(library);
  });

  it("trains sample by sample as engine wasm does, bit for bit", async () => {
    const folder = folderWithData();
    const stochastic = ["train", "--data", "tiny", "--hidden", "20"];
    await perceptDone(folder, [...stochastic, ...blas, "--out", "blas"]);
    await perceptDone(folder, [...stochastic, "--engine", "wasm", "--out", "wasm"]);
    const [one, other] = ["blas", "wasm"].map((run) => readJson(join(folder, run, "metrics.json")));
    expect(one.weightsSha256).toBe(other.weightsSha256);
  });
});

describe.concurrent("engine blas", () => {
  it("is not recorded where another engine works", async () => {
    const folder = folderWithData();
    await perceptDone(folder, ["train", ...minibatch, "--out", "run"]);
    const { provenance } = readJson(join(folder, "run/experiment.json"));
    expect(provenance.engine).toBe("wasm");
    expect(provenance).not.toHaveProperty("blas");
    expect(provenance).not.toHaveProperty("repeats");
  });

  it("is refused for float64 with exit code 2", async () => {
    const { code, stderr } = await percept(folderWithData(), [
      "train",
      ...minibatch,
      ...blas,
      "--precision",
      "float64",
    ]);
    expect(stderr).toContain("engine blas works in float32, got precision float64");
    expect(code).toBe(2);
  });

  it.each([
    ["train", ...minibatch],
    ["compare", ...network, "--vary", "hidden=20,30"],
    ["cross-validate", ...minibatch, "--folds", "2"],
    ["bench", "--tasks", "t2"],
  ])("%s without a library ends with a sentence and leaves nothing behind", async (...args) => {
    const folder = folderWithData();
    const out = args[0] === "bench" ? [] : ["--out", "run"];
    const env = { PERCEPT_BLAS: "/nonexistent" };
    const { code, stderr } = await percept(folder, [...args, ...blas, ...out], { env });
    expect(stderr).toMatch(/PERCEPT_BLAS: expected a BLAS library|needs the package koffi/);
    expect(code).toBe(1);
    await expect(percept(folder, ["runs"])).resolves.toMatchObject({ code: 0 });
    expect(() => readJson(join(folder, "run/experiment.json"))).toThrow("ENOENT");
  });
});
