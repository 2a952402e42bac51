import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createExperiment, readNpz, splitFolds, trainFold } from "percept";
import { loadDataset } from "percept/node";
import { describe, expect, it } from "vitest";
import {
  jsonLines,
  linesOf,
  listing,
  percept,
  perceptDone,
  readJson,
  temporaryFolders,
  until,
} from "./run-percept.ts";
import { withTinyData } from "./tiny-dataset.ts";

const emptyFolder = temporaryFolders();
const folderWithData = withTinyData(emptyFolder);

const small = "cross-validate --data tiny --hidden 4 --epochs 3 --learning-rate 0.1 --folds 3".split(" ");
const diverging = ["--update-order", "output-first", "--learning-rate", "1e30"];
const foldsOf = (folder: string, run: string) =>
  jsonLines(readFileSync(join(folder, run, "folds.jsonl"), "utf8"));
const bytesOf = (folder: string, run: string, file: string) => readFileSync(join(folder, run, file));

describe.concurrent("percept cross-validate", () => {
  it("leaves folds, metrics, scores out of fold and charts, and says so to people", async () => {
    const folder = folderWithData();
    const stdout = await perceptDone(folder, [...small, "--workers", "2", "--out", "cv"]);
    const lines = stdout.split("\n");
    expect(lines[0]).toBe("3 folds of tiny, 60 samples, stratified, seed 0; 2 workers");
    expect(lines[2]).toMatch(/^fold +accuracy +precision +recall +F1 +AUC +cross-entropy +time$/);
    for (const fold of [1, 2, 3]) expect(lines[2 + fold]).toMatch(new RegExp(`^${fold} +\\d+\\.\\d\\d% `));
    expect(stdout).toMatch(/\n +mean +± sd +95 % interval\naccuracy +\d+\.\d\d% +\d+\.\d\d% +\S+% to \S+%\n/);
    expect(stdout).toMatch(/\nOut of fold, all 60 samples together: accuracy \d+\.\d\d%\n/);
    expect(stdout).toMatch(/\nRun: cv\n {2}folds\.jsonl /);

    expect(listing(join(folder, "cv"))).toEqual([
      "charts",
      ...["json", "png", "svg"].map((ending) => `charts/confusion-matrix.${ending}`),
      ...["json", "png", "svg"].map((ending) => `charts/fold-curves.${ending}`),
      ...["experiment.json", "folds.jsonl", "metrics.json", "predictions.npz"],
    ]);
    expect(readJson(join(folder, "cv/experiment.json"))).toMatchObject({
      formatVersion: 1,
      kind: "cross-validation",
      status: "finished",
      experiment: { data: "tiny", hidden: [4], epochs: 3, learningRate: 0.1 },
      folds: { count: 3, stratified: true },
      provenance: { engine: "wasm", workers: 2, data: { name: "tiny" } },
    });
    const folds = foldsOf(folder, "cv");
    expect(folds.map(({ fold, samples, epochs }) => [fold, samples, epochs])).toEqual([
      [1, 20, 3],
      [2, 20, 3],
      [3, 20, 3],
    ]);
    expect(folds[1].history[2]).toMatchObject({ epoch: 3, validationAccuracy: folds[1].accuracy });
    const { mean, pooled } = readJson(join(folder, "cv/metrics.json"));
    const total = folds.reduce((sum, { accuracy }) => sum + accuracy, 0);
    expect(mean.accuracy).toBeCloseTo(total / 3, 12);
    expect(pooled.accuracy).toBeCloseTo(mean.accuracy, 12); // folds of one size
    expect(pooled.confusionMatrix.flat().reduce((sum: number, count: number) => sum + count, 0)).toBe(60);

    const runs = ["runs", "--json"];
    await perceptDone(folder, [...small, "--out", "runs/cv"]);
    expect(jsonLines(await perceptDone(folder, runs))).toEqual([
      { run: "runs/cv", status: "finished", epochs: 3, folds: 3, validationAccuracy: mean.accuracy },
    ]);
    expect(await perceptDone(folder, ["runs"])).toMatch(/\nruns\/cv +finished, 3 folds +3 +\d+\.\d\d%\n$/);
    const evaluated = await percept(folder, ["evaluate", "cv"]);
    expect(evaluated.stderr).toContain("`percept train --config cv/experiment.json` trains one");
    const resumed = await percept(folder, ["train", "--resume", "cv"]);
    expect(resumed.stderr).toMatch(
      /^FileError: cv: expected a run of percept train, got a cross-validation\./,
    );
  });

  it("gives the same bits with 1, 2 and 3 workers, and those that the library gives fold by fold", async () => {
    const folder = folderWithData();
    const runs = await Promise.all(
      ["1", "2", "3"].map(async (workers) => {
        await perceptDone(folder, [...small, "--workers", workers, "--out", workers]);
        return foldsOf(folder, workers).map(({ fold, weightsSha256 }) => [fold, weightsSha256]);
      }),
    );
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).toEqual(runs[0]);
    for (const file of ["metrics.json", "predictions.npz", "charts/fold-curves.svg"]) {
      for (const workers of ["2", "3"]) {
        expect(bytesOf(folder, workers, file).equals(bytesOf(folder, "1", file)), file).toBe(true);
      }
    }
    const dataset = await loadDataset(join(folder, "tiny"));
    const folds = splitFolds(dataset.train.labels, 3, { stratified: true, seed: 0 });
    const experiment = createExperiment({ hidden: [4], epochs: 3, learningRate: 0.1 });
    const own = [];
    for (const fold of folds) own.push((await trainFold(experiment, dataset, fold)).weightsSha256);
    expect(runs[0]).toEqual(own.map((sha256, index) => [index + 1, sha256]));
  });

  it("deals the classes out evenly, 2 of each to a fold, unless it is told not to", async () => {
    const folder = folderWithData();
    const counts = async (...more: string[]) => {
      const run = `cv${more.length}`;
      await perceptDone(folder, [...small, "--epochs", "1", "--out", run, ...more]);
      const arrays = readNpz(bytesOf(folder, run, "predictions.npz"), run);
      expect(arrays.get("scores")?.shape).toEqual([60, 10]);
      const [fold, labels] = ["fold", "labels"].map((name) =>
        Array.from(arrays.get(name)?.data ?? [], Number),
      );
      return [1, 2, 3].map((number) =>
        Array.from({ length: 10 }, (_, label) =>
          labels.filter((value, sample) => value === label && fold[sample] === number),
        ).map(({ length }) => length),
      );
    };
    expect(await counts()).toEqual(Array.from({ length: 3 }, () => new Array(10).fill(2)));
    const plain = await counts("--no-stratified");
    expect(plain.map((fold) => fold.reduce((sum, count) => sum + count, 0))).toEqual([20, 20, 20]);
    expect(plain.flat().some((count) => count !== 2)).toBe(true);
  });

  it("prints a fold a line, a summary and an end with --json, in order, and nothing else", async () => {
    const folder = folderWithData();
    const { code, stdout, stderr } = await percept(folder, [...small, "--json", "--out", "cv"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = jsonLines(stdout);
    expect(lines.map(({ event, fold }) => [event, fold])).toEqual([
      ["fold", 1],
      ["fold", 2],
      ["fold", 3],
      ["summary", undefined],
      ["end", undefined],
    ]);
    const kept = foldsOf(folder, "cv").map(({ history, ...fold }) => ({ event: "fold", ...fold }));
    expect(lines.slice(0, 3)).toEqual(kept);
    const { mean, standardDeviation, interval } = readJson(join(folder, "cv/metrics.json"));
    expect(lines[3]).toEqual({ event: "summary", mean, standardDeviation, interval });
    expect(Object.keys(mean)).toEqual([
      ...["accuracy", "errorRate", "precision", "recall", "f1", "auc", "crossEntropy", "meanSquaredError"],
    ]);
    expect(lines[4]).toEqual({ event: "end", run: "cv" });
  });

  it("replaces a run with --force alone, and takes weights from a file", async () => {
    const folder = folderWithData();
    await perceptDone(folder, "train --data tiny --hidden 4 --epochs 1 --out run".split(" "));
    const init = ["--init", "run/model.npz", "--epochs", "1", "--out", "run"];
    const refused = await percept(folder, [...small, ...init]);
    expect(refused.stderr).toMatch(/^FileError: run: exists already\./);
    expect(refused.code).toBe(1);
    const folds = jsonLines(await perceptDone(folder, [...small, ...init, "--force", "--json"]));
    const other = jsonLines(await perceptDone(folder, [...small, "--epochs", "1", "--json"]));
    expect(folds[0].weightsSha256).not.toBe(other[0].weightsSha256);
    expect(existsSync(join(folder, "run/model.npz"))).toBe(false);
  });

  it("names the fold that diverges, exit code 1, and leaves nothing where none was complete", async () => {
    const folder = folderWithData();
    const { code, stderr } = await percept(folder, [...small, ...diverging, "--out", "cv"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^DivergenceError: Fold 1 of 3: Training diverged in epoch 1, step \d+ /);
    expect(stderr).not.toContain("are kept");
    expect(existsSync(join(folder, "cv"))).toBe(false);
  });

  it.skipIf(process.platform === "win32")("keeps the folds that are complete at Ctrl-C", async () => {
    const folder = folderWithData();
    const args = [...small, "--epochs", "2000", "--workers", "1", "--out", "cv"];
    const { code, stderr } = await percept(folder, args, {
      async during(kill) {
        await until(() => linesOf(join(folder, "cv/folds.jsonl")) > 0, "a fold");
        kill("SIGINT");
      },
    });
    expect(stderr).toMatch(
      /^Stopped after 1 of 3 folds\.\n {2}The fold that was complete is in cv\/folds\.jsonl\.\n$/,
    );
    expect(code).toBe(130);
    expect(listing(join(folder, "cv"))).toEqual(["experiment.json", "folds.jsonl"]);
    expect(readJson(join(folder, "cv/experiment.json")).status).toBe("interrupted");
  });

  it.each([
    [["--folds", "1"], /folds must be a whole number in \[2, 1000000000\], got 1 \(from --folds\)/],
    [
      ["--folds", "7"],
      /folds must be in \[2, 6\] where they are stratified, as the largest class has 6 samples, got 7/,
    ],
    [["--workers", "0"], /workers must be a whole number in \[1, 1024\], got 0 \(from --workers\)/],
    [["--validation", "0.1"], /validation must be none in a cross-validation, .* got 0\.1/],
    [["--rank-by", "speed"], /rankBy must be one of accuracy, .*, got speed \(from --rank-by\)/],
    [["--class-weights", "1,2"], /classWeights must be one for each of 10 classes, got 2/],
    [["--grid", "hiden=3"], /hiden is not a setting of an experiment \(from --grid\); the nearest is hidden/],
    [["--grid", "hidden=3,0"], /hidden must be whole numbers in .* got 0 \(from --grid\)/],
  ])("refuses %j with exit code 2", async (args, message) => {
    const folder = folderWithData();
    const given = args[0] === "--grid" ? small.filter((word) => word !== "--hidden" && word !== "4") : small;
    const { code, stderr } = await percept(folder, [...given, ...args]);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(existsSync(join(folder, "runs"))).toBe(false);
  });
});
