import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readNpz, writeNpy, writeNpz } from "percept";
import { beforeAll, describe, expect, it } from "vitest";
import { jsonLines, percept, perceptDone, readJson, temporaryFolders } from "./run-percept.ts";

const emptyFolder = temporaryFolders();
const folder = emptyFolder();

/** y = 100 + 20 x0 - 3 x1 over a table whose columns differ by a thousand; y2 = x0 x1. */
function table(n: number, from: number) {
  const x = Float32Array.from({ length: 2 * n }, (_, at) => {
    const i = from + Math.floor(at / 2);
    return at % 2 === 0 ? ((i * 37) % 101) / 101 : 1000 + ((i * 53) % 97);
  });
  const y = Float32Array.from({ length: n }, (_, i) => 100 + 20 * x[2 * i] - 3 * (x[2 * i + 1] - 1000));
  return { x: { shape: [n, 2], data: x }, y: { shape: [n], data: y } };
}
const [train, test] = [table(200, 0), table(50, 200)];

beforeAll(async () => {
  writeFileSync(
    join(folder, "plane.npz"),
    writeNpz([
      ["x_train", train.x],
      ["y_train", train.y],
      ["x_test", test.x],
      ["y_test", test.y],
    ]),
  );
  writeFileSync(join(folder, "two.npy"), writeNpy({ shape: [2, 2], data: test.x.data.slice(0, 4) }));
  writeFileSync(join(folder, "nan.npy"), writeNpy({ shape: [2], data: Float32Array.of(1, Number.NaN) }));
  await perceptDone(
    folder,
    "train --data plane.npz --task regression --hidden 8 --activation tanh --epochs 30 --validation 0.1 --keep-best --out runs/plane".split(
      " ",
    ),
  );
});

describe.concurrent("a regression from the command", () => {
  it("leaves a run with losses, metrics, predictions and pictures of its own, and none of classes", () => {
    const [first] = readFileSync(join(folder, "runs/plane/history.jsonl"), "utf8").split("\n");
    expect(Object.keys(JSON.parse(first))).toEqual([
      "epoch",
      "trainLoss",
      "validationLoss",
      "validationR2",
      "learningRate",
      "seconds",
      "samplesPerSecond",
    ]);
    const metrics = readJson(join(folder, "runs/plane/metrics.json"));
    expect(Object.keys(metrics)).toEqual(["weightsSha256", "train", "validation", "test"]);
    expect(metrics.test.r2).toBeGreaterThan(0.99);
    const arrays = readNpz(new Uint8Array(readFileSync(join(folder, "runs/plane/predictions.npz"))), "p");
    expect([...arrays].map(([name, { shape }]) => [name, ...shape])).toEqual([
      ["train_predictions", 180, 1],
      ["train_targets", 180, 1],
      ["validation_predictions", 20, 1],
      ["validation_targets", 20, 1],
      ["test_predictions", 50, 1],
      ["test_targets", 50, 1],
    ]);
    const chart = (name: string) => existsSync(join(folder, "runs/plane/charts", `${name}.svg`));
    expect(["learning-curve", "network", "predicted-actual", "residuals"].map(chart)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(["roc", "confusion-matrix", "weights", "samples"].map(chart)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    const page = readFileSync(join(folder, "runs/plane/report.html"), "utf8");
    for (const words of [
      "R², test set",
      "Residuals",
      "Each dot is a sample",
      "What differs from the defaults",
    ])
      expect(page).toContain(words);
    expect(page).not.toContain("Confusion");
    expect(page).not.toContain("undefined");
    expect(page).not.toMatch(/>(NaN|undefined)</);
  });

  it("is evaluated in the target's unit, as its run was, for people, as JSON and as CSV", async () => {
    const said = await perceptDone(folder, ["evaluate", "runs/plane"]);
    expect(said).toMatch(
      /^Test set of plane, 50 samples\ntarget +RMSE +MAE +R²\ny +[\d.]+ +[\d.]+ +0\.99\d\d\n$/,
    );
    const [metrics] = jsonLines(
      await perceptDone(folder, ["evaluate", "runs/plane", "--json", "--csv", "said.csv"]),
    );
    expect(metrics).toEqual(readJson(join(folder, "runs/plane/metrics.json")).test);
    const [head, first] = readFileSync(join(folder, "said.csv"), "utf8").split("\n");
    expect(head).toBe("index,y,prediction_y");
    const [, actual, predicted] = first.split(",").map(Number);
    expect(actual).toBe(test.y.data[0]);
    expect(Math.abs(actual - predicted)).toBeLessThan(30);
  });

  it("predicts samples by index, with what they are, and rows of an .npy file", async () => {
    const said = await perceptDone(folder, ["predict", "runs/plane", "0", "--split", "test"]);
    expect(said).toMatch(/^Index: 0\nPrediction of y: -?[\d.]+ \(actual -?[\d.]+\)\n$/);
    const lines = jsonLines(
      await perceptDone(folder, ["predict", "runs/plane", "--json", "--split", "test", "0", "1", "two.npy"]),
    );
    expect(lines[2]).toEqual({ file: "two.npy[0]", targets: null, predictions: lines[0].predictions });
    expect(lines[3].predictions).toEqual(lines[1].predictions);
    expect(lines[0].targets).toEqual([test.y.data[0]]);
    const { code, stderr } = await percept(folder, ["predict", "runs/plane", "nan.npy"]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "FormatError: nan.npy: expected finite features, got NaN at 1.\n",
    });
  });

  it("is cross-validated, and the best of a grid by R²", async () => {
    const args =
      "cross-validate --data plane.npz --task regression --hidden 4 --activation tanh --epochs 6 --folds 4".split(
        " ",
      );
    const said = await perceptDone(folder, [...args, "--out", "runs/folds"]);
    expect(said).toContain("200 samples, shuffled, seed 0");
    expect(said).toMatch(/fold +RMSE +MAE +R² +time\n1 /);
    expect(said).toContain("Out of fold, all 200 samples together");
    const { mean, pooled } = readJson(join(folder, "runs/folds/metrics.json"));
    expect(Object.keys(mean)).toEqual([
      "meanSquaredError",
      "rootMeanSquaredError",
      "meanAbsoluteError",
      "r2",
    ]);
    expect(pooled.perTarget[0].target).toBe("y");
    expect(existsSync(join(folder, "runs/folds/charts/predicted-actual.png"))).toBe(true);
    const grid = await perceptDone(folder, [
      ...args,
      "--grid",
      "learningRate=0.0001,0.02",
      "--out",
      "runs/grid",
    ]);
    expect(grid).toContain("The best: learningRate 0.02");
    expect(readJson(join(folder, "runs/grid/best.json")).experiment.task).toBe("regression");
    expect(readJson(join(folder, "runs/grid/metrics.json")).rankBy).toBe("r2");
  });

  it("stands among the runs with its R², and its page can be made again", async () => {
    expect(await perceptDone(folder, ["report", "runs/plane"])).toBe("Report: runs/plane/report.html\n");
    expect(await perceptDone(folder, ["inspect", "runs/plane"])).toContain("targets y\n");
    const [run] = jsonLines(await perceptDone(folder, ["runs", "--json"])).filter(
      ({ run }) => run === "runs/plane",
    );
    expect(Object.keys(run)).toEqual(["run", "status", "epochs", "trainR2", "validationR2", "testR2"]);
    expect(await perceptDone(folder, ["runs"])).toMatch(/runs\/plane +finished +30 +R² 0\.99/);
  });

  it.each([
    ["compare --data plane.npz --task regression", 2, "compare measures accuracies, got task regression."],
    ["evaluate runs/plane --roc", 2, "--roc is for models that tell classes apart, got a regression."],
    ["inspect runs/plane --sample 1", 2, "--sample is for models that tell classes apart, got a regression."],
    ["report runs/plane runs/plane", 2, "a comparison shows accuracies, got the regression runs/plane."],
    [
      "train --data mnist --task regression",
      2,
      "task regression needs data with targets, got mnist with labels.",
    ],
    ["train --data plane.npz", 1, "expected labels as whole numbers, got"],
    [
      "train --data plane.npz --task regression --class-weights balanced",
      2,
      "classWeights (from --class-weights) goes with task classification",
    ],
    [
      "cross-validate --data plane.npz --task regression --rank-by f1",
      2,
      "rankBy f1 is not measured of task regression",
    ],
    ["cross-validate --epochs 1 --rank-by r2", 2, "rankBy r2 is not measured of task classification"],
    [
      "train --data plane.npz --task guess",
      2,
      "task must be one of classification, regression, got guess (from --task).",
    ],
  ])("refuses %s with a sentence", async (args, wanted, message) => {
    const { code, stdout, stderr } = await percept(folder, args.split(" "));
    expect({ code, stdout }).toEqual({ code: wanted, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
  });
});
