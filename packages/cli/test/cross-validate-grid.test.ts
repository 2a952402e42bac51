import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonLines, percept, perceptDone, readJson, temporaryFolders } from "./run-percept.ts";
import { withTinyData } from "./tiny-dataset.ts";

const emptyFolder = temporaryFolders();
const folderWithData = withTinyData(emptyFolder);

const small = "cross-validate --data tiny --epochs 8 --folds 3".split(" ");
const grid = ["--grid", "learningRate=0.001,0.2", "--grid", "hidden=5,8-4"];

describe.concurrent("percept cross-validate --grid", () => {
  it("ranks every combination and writes the best for train", async () => {
    const folder = folderWithData();
    const stdout = await perceptDone(folder, [...small, ...grid, "--out", "cv"]);
    expect(stdout).toMatch(/^4 candidates on the same 3 folds of tiny, 60 samples, stratified, seed 0; /);
    expect(stdout).toMatch(
      /\n1 of 4 {2}learningRate 0\.001, hidden 5: accuracy \S+% ± \S+% \(\d+\.\d\d s\)\n/,
    );
    const [, ranking] = stdout.split("Ranked by accuracy, mean of 3 folds\n\n");
    expect(ranking.split("\n")[1]).toMatch(/^1 +learningRate 0\.2, hidden 5 +\d+\.\d\d% /);
    expect(stdout).toContain("\nThe best: learningRate 0.2, hidden 5\n");
    expect(stdout).toContain("\nTrain the best: percept train --config cv/best.json\n");

    const { why, experiment } = readJson(join(folder, "cv/best.json"));
    expect(why).toMatch(
      /^The best of 4 by accuracy in a cross-validation of 3 folds of tiny: \S+% ± \S+%\.$/,
    );
    expect(experiment).toMatchObject({ data: "tiny", epochs: 8, learningRate: 0.2, hidden: [5] });
    const metrics = readJson(join(folder, "cv/metrics.json"));
    const means = metrics.candidates.map(({ mean }: { mean: { accuracy: number } }) => mean.accuracy);
    expect(means).toEqual(means.toSorted((a: number, b: number) => b - a));
    expect(metrics.mean.accuracy).toBe(means[0]);
    expect(readJson(join(folder, "cv/experiment.json"))).toMatchObject({
      grid: ["learningRate=0.001,0.2", "hidden=5,8-4"],
      rankBy: "accuracy",
    });
    await perceptDone(folder, ["train", "--config", "cv/best.json", "--out", "run"]);
    expect(readJson(join(folder, "run/experiment.json")).experiment).toEqual(experiment);
  });

  it("prints folds, candidates, the best one's summary and the ranking with --json", async () => {
    const folder = folderWithData();
    const args = [...small, ...grid, "--rank-by", "crossEntropy", "--out", "cv", "--json"];
    const lines = jsonLines(await perceptDone(folder, args));
    const events = ["fold", "fold", "fold", "candidate"];
    expect(lines.map(({ event }) => event)).toEqual([
      ...[...events, ...events, ...events, ...events],
      ...["summary", "end"],
    ]);
    expect(lines.slice(0, 4).map(({ candidate, fold }) => [candidate, fold])).toEqual([
      [1, 1],
      [1, 2],
      [1, 3],
      [1, undefined],
    ]);
    expect(lines[7].settings).toEqual({ learningRate: 0.001, hidden: [8, 4] });
    const losses = lines
      .filter(({ event }) => event === "candidate")
      .map(({ candidate, mean }) => [mean.crossEntropy, candidate])
      .sort(([a], [b]) => a - b);
    const [summary, end] = lines.slice(-2);
    expect(end).toEqual({
      event: "end",
      run: "cv",
      ranking: losses.map(([, candidate]) => candidate),
      best: "cv/best.json",
    });
    expect(summary).toMatchObject({ candidate: losses[0][1], mean: { crossEntropy: losses[0][0] } });
    expect(jsonLines(readFileSync(join(folder, "cv/folds.jsonl"), "utf8"))).toHaveLength(12);
  });

  it("gives each candidate what it gets alone, on the same folds, with any number of workers", async () => {
    const folder = folderWithData();
    const sums = async (...args: string[]) =>
      jsonLines(await perceptDone(folder, [...small, "--json", ...args]))
        .filter(({ event }) => event === "fold")
        .map(({ weightsSha256 }) => weightsSha256);
    const [one, three] = await Promise.all(
      ["1", "3"].map((workers) => sums(...grid, "--workers", workers, "--out", workers)),
    );
    expect(three).toEqual(one);
    expect(await sums("--learning-rate", "0.2", "--hidden", "8,4", "--out", "alone")).toEqual(one.slice(9));
  });

  it("puts a candidate that diverges last, with its diagnosis, and goes on", async () => {
    const folder = folderWithData();
    const wild = ["--update-order", "output-first", "--grid", "learningRate=1e30,0.1"];
    const stdout = await perceptDone(folder, [...small, ...wild, "--out", "cv"]);
    expect(stdout).toContain("\n1 of 2  learningRate 1e+30: diverged\n");
    expect(stdout).toMatch(/\n1 +learningRate 0\.1 +\S+% .*\n- +learningRate 1e\+30 +diverged\n/);
    expect(stdout).toMatch(
      /\nCandidate 1 \(learningRate 1e\+30\), fold 1 of 3: Training diverged in epoch 1, /,
    );
    expect(readJson(join(folder, "cv/best.json")).experiment.learningRate).toBe(0.1);
    expect(readJson(join(folder, "cv/metrics.json")).candidates[1]).toMatchObject({
      candidate: 1,
      diverged: expect.stringMatching(/^Candidate 1 /),
    });
  });

  it("ends with exit code 1 where all diverge, saying why of each", async () => {
    const folder = folderWithData();
    const wild = ["--update-order", "output-first", "--grid", "learningRate=1e30,1e32"];
    const { code, stderr } = await percept(folder, [...small, ...wild, "--out", "cv"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^PerceptError: All 2 candidates diverged\.\nCandidate 1 .*\n(.*\n)+Candidate 2 /);
  });

  it("overrules an experiment file, and leaves out of it what means nothing then", async () => {
    const folder = folderWithData();
    await perceptDone(folder, [
      ...["train", "--data", "tiny", "--epochs", "8", "--optimizer", "momentum", "--out", "run"],
    ]);
    const args = [
      "cross-validate",
      "--config",
      "run/experiment.json",
      "--folds",
      "3",
      "--json",
      "--out",
      "cv",
    ];
    const lines = jsonLines(await perceptDone(folder, [...args, "--grid", "optimizer=sgd,adam"]));
    expect(lines.at(-1).ranking).toHaveLength(2);
    expect(readJson(join(folder, "cv/best.json")).experiment).not.toHaveProperty("momentum");
    const refused = await percept(folder, [...args, "--optimizer", "sgd", "--grid", "optimizer=sgd,adam"]);
    expect(refused.code).toBe(2);
    expect(refused.stdout).toContain(
      "optimizer must be given once, got it with --grid and with --optimizer.",
    );
  });
});
