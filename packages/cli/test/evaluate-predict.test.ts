import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { encodeGreyPng, readNpz, writeNpy } from "percept";
import { beforeAll, describe, expect, it } from "vitest";
import { jsonLines, percept, perceptDone, readJson, temporaryFolders } from "./run-percept.ts";
import { idx, tinyNpz, tinyPart, writeTinyData } from "./tiny-dataset.ts";

const emptyFolder = temporaryFolders();
const folder = emptyFolder();

beforeAll(async () => {
  writeTinyData(folder);
  const args = "train --data tiny --hidden 8 --learning-rate 0.5 --epochs 30 --out runs/good".split(" ");
  await perceptDone(folder, args);
}, 60_000);

describe.concurrent("percept evaluate", () => {
  it("says every metric for people", async () => {
    const { code, stdout, stderr } = await percept(folder, ["evaluate", "runs/good"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [head, ...lines] = stdout.split("\n");
    expect(head).toBe("Test set of tiny, 20 samples");
    expect(lines.slice(0, 6).map((line) => line.slice(0, 11))).toEqual([
      "Accuracy : ",
      "Precision: ",
      "Recall   : ",
      "F1 Score : ",
      "Error    : ",
      "AUC      : ",
    ]);
    expect(lines[7]).toBe("class  precision   recall       F1     AUC  samples");
    expect(lines[8]).toBe("0        100.00%  100.00%  100.00%  1.0000        2");
    expect(lines[18]).toMatch(/^mean .* 20$/);
    expect(lines[21]).toBe("actual  0  1  2  3  4  5  6  7  8  9");
    expect(lines[22]).toBe("0       2  .  .  .  .  .  .  .  .  .");
    expect(lines.at(-2)).toMatch(/^(No mistakes\.| {2}\d taken for \d: \d of 2, .*)$/);
  });

  it("draws ROC curves with --roc: of the classes named, or of the three with the smallest AUC", async () => {
    const plot = (stdout: string) => stdout.slice(stdout.indexOf("True positive rate"));
    const three = plot(await perceptDone(folder, ["evaluate", "good", "--roc"]));
    expect(three.match(/class \d, AUC [\d.]+/g)).toHaveLength(3);
    const two = plot(await perceptDone(folder, ["evaluate", "good", "--roc", "3,8", "--split", "train"]));
    expect(two).toMatch(/^True positive rate {2}\* class 3, AUC [\d.]+ {2}o class 8, AUC [\d.]+\n/);
    expect(two).toContain("false positive rate");
  });

  it.each([
    ["3,x", "roc must be classes of the model (0, 1, 2, 3, 4, 5, 6, 7, 8, 9), got x (from --roc)."],
    ["0,1,2,3,4,5,6", "roc must be 6 classes at most, got 7 (from --roc)."],
  ])("refuses --roc %s with 2", async (classes, message) => {
    const { code, stdout, stderr } = await percept(folder, ["evaluate", "good", "--roc", classes]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  it("refuses --roc with --json, with 2", async () => {
    const { code, stdout } = await percept(folder, ["evaluate", "good", "--json", "--roc"]);
    expect(code).toBe(2);
    expect(jsonLines(stdout)[0].message).toContain("--roc draws in the terminal and --json prints numbers");
  });

  it("prints metrics.json's objects with --json, for --split test and train", async () => {
    const metrics = readJson(join(folder, "runs/good/metrics.json"));
    for (const split of ["test", "train"] as const) {
      const stdout = await perceptDone(folder, ["evaluate", "runs/good", "--split", split, "--json"]);
      expect(jsonLines(stdout)).toEqual([metrics[split]]);
    }
    const m = metrics.test;
    expect(m.accuracy).toBeGreaterThan(0.9);
    expect(m.errorRate).toBeCloseTo(1 - m.accuracy, 12);
    expect(m.confusionMatrix.flat().reduce((sum: number, count: number) => sum + count, 0)).toBe(20);
  });

  it("finds a run by its name in runs/ and a model by its file", async () => {
    const [byPath, byName, byFile] = await Promise.all(
      [["runs/good"], ["good"], ["runs/good/model.npz", "--data", "tiny"]].map((args) =>
        perceptDone(folder, ["evaluate", ...args, "--json"]),
      ),
    );
    expect(byName).toBe(byPath);
    expect(byFile).toBe(byPath);
  });

  it("writes labels, predictions and scores as CSV, the scores of predictions.npz", async () => {
    const { stderr } = await percept(folder, ["evaluate", "good", "--csv", "scores.csv"]);
    expect(stderr).toBe("Predictions written to scores.csv.\n");
    const rows = readFileSync(join(folder, "scores.csv"), "utf8").split("\n");
    expect(rows).toHaveLength(22); // a head, twenty samples, the last line's end
    const classes = Array.from({ length: 10 }, (_, k) => `score_${k}`);
    expect(rows[0]).toBe(["index", "label", "prediction", ...classes].join(","));
    const arrays = readNpz(readFileSync(join(folder, "runs/good/predictions.npz")), "predictions.npz");
    const [index, label, prediction, ...scores] = rows[14].split(",").map(Number);
    expect([index, label]).toEqual([13, 3]);
    expect(Float32Array.from(scores)).toEqual(arrays.get("test_scores")?.data.slice(130, 140));
    expect(scores[prediction]).toBe(Math.max(...scores));
  });

  it("says so where the data has no test set", async () => {
    writeFileSync(join(folder, "train-only.npz"), tinyNpz({ test: false }));
    const args = ["evaluate", "good", "--data", "train-only.npz"];
    const { code, stderr } = await percept(folder, args);
    expect(code).toBe(1);
    expect(stderr).toBe(
      "FileError: train-only: has no test set.\n  Choose --split train, or --data with a test set.\n",
    );
    expect(await perceptDone(folder, [...args, "--split", "train"])).toMatch(
      /^Training set of train-only, 60 samples\n/,
    );
  });

  it("ends with 2 where there is no such run, with 1 where a run has no model", async () => {
    const missing = await percept(folder, ["evaluate", "nowhere"]);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain("nowhere: expected a run folder, the name of one in runs/, or a model");
    mkdirSync(join(folder, "runs/killed"));
    const record = readFileSync(join(folder, "runs/good/experiment.json"), "utf8");
    writeFileSync(join(folder, "runs/killed/experiment.json"), record.replace("finished", "running"));
    const killed = await percept(folder, ["evaluate", "killed"]);
    expect(killed.code).toBe(1);
    expect(killed.stderr).toContain("The run was stopped before it had a model; train it again.");
    const other = await percept(folder, ["evaluate", "tiny"]);
    expect(other.code).toBe(1);
    expect(other.stderr).toContain("This is not a run folder; `percept runs` lists the runs there are.");
  });
});

describe.concurrent("percept predict", () => {
  it("shows the digit, its label, the prediction and every score", async () => {
    const { code, stdout, stderr } = await percept(folder, ["predict", "good", "14"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(
      /^Index: 14\n[ .:\-=+*#%@\n]+\nLabel: 4\nPrediction: 4\n( {2}\d {2}\d\.\d{4}( {2}#+)?\n){10}$/,
    );
    expect(stdout).toContain("@@".repeat(20)); // the bar of class 4
  });

  it("takes several indices, of the training samples or of the test set", async () => {
    const lines = jsonLines(await perceptDone(folder, ["predict", "good", "59", "0", "--json"]));
    expect(lines.map(({ index, label }) => [index, label])).toEqual([
      [59, "9"],
      [0, "0"],
    ]);
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(["index", "label", "prediction", "scores"]);
      expect(line.scores).toHaveLength(10);
    }
    const args = ["predict", "good", "19", "--split", "test", "--json"];
    expect(jsonLines(await perceptDone(folder, args))).toMatchObject([{ index: 19, label: "9" }]);
  });

  it("takes images from IDX and .npy files, whatever else the index of a sample may be", async () => {
    const { images } = tinyPart(3);
    writeFileSync(join(folder, "three-idx3-ubyte"), idx(2051, [3, 28, 28], images));
    writeFileSync(join(folder, "three-idx3-ubyte.gz"), gzipSync(idx(2051, [3, 28, 28], images)));
    writeFileSync(join(folder, "three.npy"), writeNpy({ shape: [3, 28, 28], data: images }));
    writeFileSync(join(folder, "rows.npy"), writeNpy({ shape: [3, 784], data: images }));
    const one = images.subarray(2 * 784);
    writeFileSync(join(folder, "one.npy"), writeNpy({ shape: [28, 28], data: one }));
    writeFileSync(join(folder, "flat.npy"), writeNpy({ shape: [784], data: one }));
    writeFileSync(join(folder, "3"), "a file with the name of an index");
    const files = ["three-idx3-ubyte", "three-idx3-ubyte.gz", "three.npy", "rows.npy", "one.npy", "flat.npy"];
    const stdout = await perceptDone(folder, ["predict", "good", ...files, "3", "--json"]);
    const [two, ...lines] = jsonLines(stdout).reverse();
    expect(two).toMatchObject({ index: 3, label: "3" });
    const names = lines.reverse().map(({ file }) => file);
    expect(names).toEqual([
      ...files.slice(0, 4).flatMap((file) => [0, 1, 2].map((n) => `${file}[${n}]`)),
      "one.npy",
      "flat.npy",
    ]);
    expect(lines.every(({ label }) => label === null)).toBe(true);
    const third = lines.filter((_, n) => [2, 5, 8, 11, 12, 13].includes(n));
    for (const line of third) expect(line.scores).toEqual(third[0].scores);
    expect(third[0].prediction).toBe("2");
  });

  it("takes PNG and JPEG files: of the model's size as they are, others as photographs of a digit", async () => {
    const { images } = tinyPart(1);
    writeFileSync(join(folder, "exact.png"), await encodeGreyPng(images, 28, 28));
    const paper = new Uint8Array(120 * 90).fill(220);
    for (let row = 20; row < 70; row++) paper.fill(40, row * 120 + 50, row * 120 + 62);
    writeFileSync(join(folder, "bar.png"), await encodeGreyPng(paper, 120, 90));
    const lines = jsonLines(
      await perceptDone(folder, ["predict", "good", "exact.png", "bar.png", "0", "--json"]),
    );
    expect(lines.map(({ file, label, preparation }) => [file, label, preparation])).toEqual([
      ["exact.png", null, "none"],
      ["bar.png", null, "mnist"],
      [undefined, "0", undefined],
    ]);
    expect(lines[0].scores).toEqual(lines[2].scores);
    const stdout = await perceptDone(folder, ["predict", "good", "bar.png"]);
    expect(stdout).toContain("File: bar.png\nThe digit found in it, as MNIST has its digits:\n");
    // 12 x 50 pixels become 5 x 20, two characters each, and their middle comes to pixel 14
    expect(stdout.split("\n").filter((line) => line === `${" ".repeat(24)}${"@".repeat(10)}`)).toHaveLength(
      20,
    );
    const found = jsonLines(
      await perceptDone(folder, ["predict", "good", "exact.png", "--photograph", "--json"]),
    );
    expect(found[0].preparation).toBe("mnist");
  });

  it.each([
    [["bar.png", "--raw"], 1, "bar.png: expected an image of 28 x 28 pixels (rows x columns), got 90 x 120."],
    [
      ["blank.png"],
      1,
      "blank.png: expected a digit that stands out from its ground, got an image in which nothing does.",
    ],
    [["no.jpg"], 1, "no.jpg: expected a PNG or JPEG image, got a file that begins with 6e 6f."],
    [["bar.png", "--raw", "--photograph"], 2, "'--raw' cannot be used with option '--photograph'"],
  ])("has a sentence for %s, exit code %i", async (args, code, sentence) => {
    const here = emptyFolder();
    const paper = new Uint8Array(120 * 90).fill(220);
    writeFileSync(join(here, "blank.png"), await encodeGreyPng(paper, 120, 90));
    writeFileSync(join(here, "bar.png"), await encodeGreyPng(paper, 120, 90));
    writeFileSync(join(here, "no.jpg"), "no");
    const ended = await percept(here, ["predict", join(folder, "runs/good"), ...args]);
    expect(ended.stderr).toContain(sentence);
    expect(ended).toMatchObject({ code, stdout: "" });
  });

  it("refuses images of another size and pixels that are no bytes", async () => {
    writeFileSync(join(folder, "quarters"), idx(2051, [4, 14, 14], new Uint8Array(784)));
    const quarters = await percept(folder, ["predict", "good", "quarters"]);
    expect(quarters.code).toBe(1);
    expect(quarters.stderr).toContain("expected images of 28 x 28 pixels, got the shape [4, 14, 14].");
    writeFileSync(join(folder, "scaled.npy"), writeNpy({ shape: [28, 28], data: new Float32Array(784) }));
    const scaled = await percept(folder, ["predict", "good", "scaled.npy"]);
    expect(scaled.code).toBe(1);
    expect(scaled.stderr).toContain("expected raw pixels as uint8");
  });

  it("ends with 2 for an index that is none, and for what is neither an index nor a file", async () => {
    for (const index of ["60", "-1", "60000"]) {
      const { code, stdout, stderr } = await percept(folder, ["predict", "good", index]);
      expect({ code, stdout, stderr }).toEqual({
        code: 2,
        stdout: "",
        stderr: `ParameterError: INDEX must be a whole number in [0, 59] (training samples of tiny), got ${index}.\n`,
      });
    }
    for (const text of ["text", "1.5", "nowhere.npy"]) {
      const { code, stderr } = await percept(folder, ["predict", "good", "7", text]);
      expect(code).toBe(2);
      expect(stderr).toContain(`${text} is neither an index nor a file that exists.`);
    }
  });

  it("needs no dataset where it is given files alone", async () => {
    const elsewhere = emptyFolder();
    writeTinyData(elsewhere);
    await perceptDone(elsewhere, "train --data tiny --hidden 3 --epochs 1 --out run".split(" "));
    renameSync(join(elsewhere, "tiny"), join(elsewhere, "moved"));
    writeFileSync(join(elsewhere, "one.npy"), writeNpy({ shape: [28, 28], data: tinyPart(1).images }));
    expect(await perceptDone(elsewhere, ["predict", "run", "one.npy"])).toMatch(/^File: one\.npy\n/);
    const { code, stderr } = await percept(elsewhere, ["predict", "run", "0"]);
    expect(code).toBe(1);
    expect(stderr).toContain("tiny: expected mnist, a folder or a file, got a path that does not exist.");
  });
});
