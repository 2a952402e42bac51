import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { planComparison } from "../src/compare/plan-comparison.ts";
import {
  jsonLines,
  listing,
  percept,
  perceptDone,
  readJson,
  temporaryFolders,
  until,
} from "./run-percept.ts";
import { counts, withTinyData } from "./tiny-dataset.ts";

const emptyFolder = temporaryFolders();
const folderWithData = withTinyData(emptyFolder);

const small = "compare --data tiny --hidden 3 --epochs 2".split(" ");
// Stochastic descent goes on to infinity with it, on the first layer's ReLU.
const huge = "4e37";

describe.concurrent("percept compare", () => {
  it("runs the three descents from the same weights, and leaves their points and a chart", async () => {
    const folder = folderWithData();
    const stdout = await perceptDone(folder, [...small, "--batch-size", "7", "--out", "three"]);
    expect(listing(join(folder, "three"))).toEqual([
      "charts",
      "charts/comparison.json",
      "charts/comparison.png",
      "charts/comparison.svg",
      "comparison.json",
    ]);
    const { formatVersion, status, runs, provenance } = readJson(join(folder, "three/comparison.json"));
    expect([formatVersion, status]).toEqual([1, "finished"]);
    expect(runs.map(({ name }: { name: string }) => name)).toEqual(["stochastic", "minibatch", "batch"]);
    expect(new Set(runs.map((run: { initialWeightsSha256: string }) => run.initialWeightsSha256)).size).toBe(
      1,
    );
    expect(provenance.data).toMatchObject([{ name: "tiny" }]);
    // 60 samples: 60 steps an epoch, 9 of 7 samples or fewer, or one.
    const steps = runs.map(({ points }: { points: { step: number }[] }) => points.map(({ step }) => step));
    expect(steps).toEqual([
      [0, 60, 120],
      [0, 9, 18],
      [0, 1, 2],
    ]);
    for (const { points, train, test, samples, experiment } of runs) {
      expect(samples).toBe(counts.train);
      expect(experiment.batchSize).toBe(experiment.descent === "minibatch" ? 7 : undefined);
      expect(points[0]).toMatchObject({
        epoch: 0,
        step: 0,
        seconds: 0,
        accuracy: runs[0].points[0].accuracy,
      });
      expect(points[1].seconds).toBeGreaterThan(0);
      expect(points[2].seconds).toBeGreaterThan(points[1].seconds);
      expect(train).toEqual({ accuracy: points[2].accuracy, loss: points[2].loss });
      expect(test.accuracy).toBeLessThanOrEqual(1);
    }
    expect(stdout).toMatch(/^3 experiments on tiny\n/);
    expect(stdout).toMatch(/\n {12}epochs {2}steps +time {2}samples\/s {2}training +loss +test\n/);
    expect(stdout).toMatch(/\nminibatch +2 +18 .*%\*? +\d\.\d{4}\*? +\d+\.\d\d%\*?\n/);
    expect(stdout).toContain("All began with the same weights (SHA-256 ");
    expect(stdout).toContain("All have learningRate 0.01.");
    expect(stdout).toContain("Comparison: three\n");
  });

  it("has the weights that train has, and the metrics that it writes, on either engine", async () => {
    const folder = folderWithData();
    const settings = "--data tiny --hidden 3 --epochs 3 --optimizer adam --dropout 0.3 --init glorot-normal";
    for (const engine of ["wasm", "reference"]) {
      const flags = [...settings.split(" "), "--engine", engine];
      await perceptDone(folder, ["compare", ...flags, "--out", `both-${engine}`]);
      const { runs } = readJson(join(folder, `both-${engine}`, "comparison.json"));
      const minibatch = [...flags, "--descent", "minibatch", "--out", `one-${engine}`];
      await perceptDone(folder, ["train", ...minibatch]);
      const { weightsSha256, train, test } = readJson(join(folder, `one-${engine}`, "metrics.json"));
      expect(runs[1].weightsSha256).toBe(weightsSha256);
      expect(runs[1].train.accuracy).toBe(train.accuracy);
      expect(runs[1].train.loss).toBeCloseTo(train.crossEntropy, 12);
      expect(runs[1].test.accuracy).toBe(test.accuracy);
    }
  });

  it("compares every combination of what varies, without settings that mean nothing there", async () => {
    const folder = folderWithData();
    const varied = "--vary optimizer=sgd,momentum --vary hidden=3,4-2 --momentum 0.5 --out varied".split(" ");
    await perceptDone(folder, ["compare", "--data", "tiny", "--epochs", "1", ...varied]);
    const { runs } = readJson(join(folder, "varied/comparison.json"));
    expect(
      runs.map(({ name, experiment }: { name: string; experiment: Record<string, unknown> }) => [
        name,
        experiment.hidden,
        experiment.momentum,
      ]),
    ).toEqual([
      ["optimizer sgd, hidden 3", [3], undefined],
      ["optimizer sgd, hidden 4-2", [4, 2], undefined],
      ["optimizer momentum, hidden 3", [3], 0.5],
      ["optimizer momentum, hidden 4-2", [4, 2], 0.5],
    ]);
  });

  it("compares experiment files, which flags overrule, and runs by the names of their folders", async () => {
    const folder = folderWithData();
    writeFileSync(join(folder, "slow.json"), '{"data":"tiny","hidden":[3],"learningRate":0.001,"epochs":9}');
    await perceptDone(folder, "train --data tiny --hidden 2 --epochs 1 --out runs/quick".split(" "));
    const files = ["slow.json", "runs/quick/experiment.json", "--epochs", "2", "--out", "files"];
    const stdout = await perceptDone(folder, ["compare", ...files]);
    expect(stdout).toMatch(/\nslow {3}.*\nquick {2}/);
    expect(stdout).toContain("They began with 2 different sets of weights.");
    const { runs } = readJson(join(folder, "files/comparison.json"));
    expect(runs.map(({ experiment }: { experiment: { epochs: number } }) => experiment.epochs)).toEqual([
      2, 2,
    ]);
  });

  it("measures the best weights where they are kept, and the validation set where there is one", async () => {
    const folder = folderWithData();
    const flags = "--validation 0.2 --keep-best --learning-rate 3 --epochs 5 --out best".split(" ");
    const stdout = await perceptDone(folder, [...small, ...flags]);
    expect(stdout).toMatch(/training +loss +validation +test\n/);
    expect(stdout).toContain("by the best epoch's where those are kept");
    const { runs } = readJson(join(folder, "best/comparison.json"));
    for (const { best, points, train, validation, samples } of runs) {
      expect(samples).toBe(48);
      expect({ accuracy: points[best.epoch].accuracy, loss: points[best.epoch].loss }).toEqual(train);
      expect(validation.loss).toBeCloseTo(best.value, 12);
    }
  });

  it("prints a line an epoch and run, and a summary, with --json", async () => {
    const folder = folderWithData();
    const { stdout, stderr } = await percept(folder, [...small, "--json", "--out", "json"]);
    expect(stderr).toBe("");
    const lines = jsonLines(stdout);
    const { runs } = readJson(join(folder, "json/comparison.json"));
    expect(lines.slice(0, 3)).toEqual(
      runs[0].points.map((point: object) => ({ event: "epoch", name: "stochastic", ...point })),
    );
    expect(lines).toHaveLength(10);
    expect(lines[9]).toMatchObject({ event: "summary", run: "json" });
    expect(lines[9].runs[2]).toMatchObject({
      name: "batch",
      status: "finished",
      epochs: 2,
      steps: 2,
      weightsSha256: runs[2].weightsSha256,
      test: runs[2].test,
    });
  });

  it("goes to runs/, where percept runs leaves it out", async () => {
    const folder = folderWithData();
    const stdout = await perceptDone(folder, small);
    const [, path] = /Comparison: (.*)\n/.exec(stdout) ?? [];
    expect(path).toMatch(/^runs\/compare-\d{4}-\d\d-\d\d-\d{6}$/);
    await perceptDone(folder, "train --data tiny --hidden 3 --epochs 1 --out runs/one".split(" "));
    const lines = jsonLines(await perceptDone(folder, ["runs", "--json"]));
    expect(lines.map(({ run }) => run)).toEqual(["runs/one"]);
    const again = await percept(folder, [...small, "--out", path]);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining("exists already")]);
    await perceptDone(folder, [...small, "--out", path, "--force"]);
  });
});

describe.concurrent("percept compare, when training goes wrong", () => {
  it("lists a training that diverges with its diagnosis, and the others go on", async () => {
    const folder = folderWithData();
    const flags = ["--activation", "relu", "--vary", `learningRate=${huge},0.01`, "--out", "two"];
    const { code, stdout, stderr } = await percept(folder, [...small, ...flags]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/\nlearningRate 4e\+37 +0 +\d+ .* diverged\n/);
    expect(stdout).toMatch(/\nlearningRate 0\.01 +2 +120 .*%\* +\d\.\d{4}\* +\d+\.\d\d%\*\n/);
    expect(stdout).toMatch(/\nlearningRate 4e\+37: Training diverged in epoch 1, step \d+ \(training sample/);
    expect(stdout).not.toContain("are kept.");
    const { status, runs } = readJson(join(folder, "two/comparison.json"));
    expect([status, ...runs.map((run: { status: string }) => run.status)]).toEqual([
      "finished",
      "diverged",
      "finished",
    ]);
    const [{ points, divergence }] = runs;
    expect(points).toHaveLength(2);
    expect(points[1]).toMatchObject({
      step: divergence.step,
      epoch: divergence.step / counts.train,
      loss: null,
    });
  });

  it("ends with exit code 1 where all diverge, and keeps what there is", async () => {
    const folder = folderWithData();
    const flags = ["--activation", "relu", "--learning-rate", huge, "--out", "none"];
    const { code, stderr } = await percept(folder, [...small, ...flags]);
    expect(code).toBe(1);
    expect(stderr).toContain("PerceptError: All 3 trainings diverged: there is nothing to compare.");
    expect(readJson(join(folder, "none/comparison.json")).status).toBe("diverged");
    expect(existsSync(join(folder, "none/charts/comparison.png"))).toBe(true);
  });

  it("keeps and draws what was complete when it is stopped, exit code 130", async () => {
    const folder = folderWithData();
    const flags = "compare --data tiny --hidden 3 --epochs 2000000 --json --out stopped".split(" ");
    const { code, stdout } = await percept(folder, flags, {
      async during(kill, stdout) {
        await until(() => stdout().includes('"epoch":3,'), "three epochs");
        kill("SIGINT");
      },
    });
    expect(code).toBe(130);
    const [summary, error] = jsonLines(stdout).slice(-2);
    const [{ epochs }] = summary.runs;
    expect(epochs).toBeGreaterThanOrEqual(3);
    expect(error.message).toBe(
      `Stopped in "stochastic" after ${epochs} whole epochs of 2000000.\n  What was complete is in stopped.`,
    );
    const { status, runs } = readJson(join(folder, "stopped/comparison.json"));
    expect([status, runs.length, runs[0].status]).toEqual(["interrupted", 1, "interrupted"]);
    expect(runs[0].points).toHaveLength(1 + epochs);
    expect(readFileSync(join(folder, "stopped/charts/comparison.svg"), "utf8")).toContain("stochastic");
  });
});

describe("percept compare, when the command line is wrong", () => {
  it("refuses fewer than two experiments with exit code 2, before anything is read", async () => {
    const { code, stderr } = await percept(emptyFolder(), ["compare", "--vary", "seed=1", "--data", "none"]);
    expect(stderr).toContain(
      "ParameterError: expected two experiments or more to compare, got seed 1 alone.\n",
    );
    expect(code).toBe(2);
  });

  it.each([
    [[], { descent: "batch" }, [], "expected to compare all three descents, got descent batch"],
    [[], { seed: 3 }, ["seed=1,2"], "seed must be given once, got it with --vary and with --seed."],
    [[], {}, ["sed=1,2"], "sed is not a setting of an experiment (from --vary)"],
    [[], { optimizer: "lbfgs" }, [], "stochastic: optimizer lbfgs needs batch descent"],
    [["a.json", "a.json"], {}, [], "a.json is given twice."],
    [["a.json"], { config: "a.json" }, [], "expected experiment files or --config, got both."],
    [["none.json"], {}, [], "none.json: expected a file of settings"],
  ])("refuses files %j with flags %j and --vary %j", async (files, flags, varied, message) => {
    await expect(planComparison(files, flags, varied)).rejects.toThrow(message);
  });
});
