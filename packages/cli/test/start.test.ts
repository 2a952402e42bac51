import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listing, percept, readJson, temporaryFolders } from "./run-percept.ts";
import { tinyNpz, writeTinyData } from "./tiny-dataset.ts";

const emptyFolder = temporaryFolders();
const rate = String.raw`\d{1,3}\.\d\d%`;
const report = `Accuracy : ${rate}\nPrecision: ${rate}\nRecall   : ${rate}\nF1 Score : ${rate}\n`;

const pictures = [
  "calibration",
  "confusion-matrix",
  "learning-curve",
  "misclassified",
  "network",
  "per-class",
  "precision-recall",
  "roc",
  "samples",
  "weights",
];
const runFiles = [
  "charts",
  ...pictures.flatMap((name) => [".json", ".png", ".svg"].map((ending) => `charts/${name}${ending}`)),
  "experiment.json",
  "history.jsonl",
  "metrics.json",
  "model.npz",
  "predictions.npz",
  "report.html",
];

describe.concurrent("percept start", () => {
  it("holds the report's dialogue on MNIST over a pipe, in its own words", async () => {
    const folder = emptyFolder();
    const { code, stdout, stderr } = await percept(folder, [], { input: "0.01\n4\n60\n20\n" });
    expect(code).toBe(0);
    const transcript = [
      "Enter learning rate:0.01\n",
      "Enter number of iterations:4\n",
      ...[1, 2, 3, 4].map((epoch) => `Epoch ${epoch}: Accuracy = ${rate}\n`),
      "--- Manual Classification Metrics ---\n",
      report,
      "--- Test set: 10,000 images that were not trained on ---\n",
      report,
      `Error    : ${rate}\n`,
      String.raw`AUC      : 0\.\d{4} \(mean of the classes\)\n`,
      String.raw`  0 0\.\d{4}   1 0\.\d{4}   2 0\.\d{4}   3 0\.\d{4}   4 0\.\d{4}\n`,
      String.raw`  5 0\.\d{4}   6 0\.\d{4}   7 0\.\d{4}   8 0\.\d{4}   9 0\.\d{4}\n`,
      String.raw`Enter a number \(0 - 59999\): 60\nLabel: 4\nPrediction: 4\n`,
      String.raw`Enter a number \(0 - 59999\): 20\nLabel: 4\nPrediction: 4\n`,
      String.raw`Enter a number \(0 - 59999\): \n`,
    ];
    expect(stdout).toMatch(new RegExp(`^${transcript.join("")}$`));

    const accuracies = [...stdout.matchAll(/Epoch \d: Accuracy = (.*)%/g)].map((match) => Number(match[1]));
    expect(accuracies).toEqual([...accuracies].sort((a, b) => a - b));
    expect(accuracies[3]).toBeGreaterThan(93.3);
    expect(accuracies[3]).toBeLessThan(94.4);

    const [run] = readdirSync(join(folder, "runs"));
    expect(run).toMatch(/^\d{4}-\d\d-\d\d-\d{6}-784-20-10-seed0$/);
    expect(listing(join(folder, "runs", run))).toEqual(runFiles);
    expect(readJson(join(folder, "runs", run, "experiment.json"))).toMatchObject({
      status: "finished",
      experiment: { learningRate: 0.01, epochs: 4, updateOrder: "output-first", shuffle: false },
    });

    expect(stderr).toContain("Training as the report's program does");
    expect(stderr).toContain(`The run is in ${join("runs", run)}:`);
    expect(stderr).toContain("**@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@..\n"); // the middle of digit 60
  });

  it("explains wrong answers and asks again", async () => {
    const folder = emptyFolder();
    const data = writeTinyData(folder);
    const input = "abc\n-1\n\n0\n0.5\ntext\n0\n1.5\n2\n60\n-1\none\n\n59\n";
    const { code, stdout, stderr } = await percept(folder, ["start", "--data", data], { input });
    expect(code).toBe(0);
    expect(stdout.match(/Enter learning rate:/g)).toHaveLength(5);
    expect(stdout.match(/Enter number of iterations:/g)).toHaveLength(4);
    expect(stdout.match(/Enter a number \(0 - 59\):/g)).toHaveLength(6);
    expect(stdout).toContain("Enter a number (0 - 59): 59\nLabel: 9\n");
    for (const given of ["abc", "-1", "nothing", "0"]) {
      expect(stderr).toContain(`learningRate must be a number in (0, ∞), got ${given}. Please try again.\n`);
    }
    for (const given of ["text", "0", "1.5"]) {
      expect(stderr).toMatch(
        new RegExp(`epochs must be a whole number in .*, got ${given}\\. Please try again`),
      );
    }
    for (const given of ["60", "-1", "one", "nothing"]) {
      expect(stderr).toContain(
        `The number must be a whole number in [0, 59], got ${given}. Please try again.\n`,
      );
    }
  });

  it("takes 0.01 and 4 without any input, and says so", async () => {
    const folder = emptyFolder();
    const { code, stdout, stderr } = await percept(folder, ["start", "--data", writeTinyData(folder)]);
    expect(code).toBe(0);
    expect(stdout).toContain("Enter learning rate:0.01\nEnter number of iterations:4\nEpoch 1: ");
    expect(stdout).toContain("Epoch 4: ");
    expect(stdout).toMatch(/Enter a number \(0 - 59\): \n$/);
    expect(stderr).toContain("No input: 0.01 is taken.\nNo input: 4 is taken.\n");
  });

  it("leaves out the test set where the data has none, and says so", async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, "own.npz"), tinyNpz({ test: false }));
    const { code, stdout, stderr } = await percept(folder, ["start", "--data", "own.npz"], {
      input: "0.1\n2\n",
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`--- Manual Classification Metrics ---\n${report}Enter a number`));
    expect(stderr).toContain(
      "own has no test set: the figures above are of the training set, which flatters.",
    );
  });

  it("refuses an --out that exists before it asks anything", async () => {
    const folder = emptyFolder();
    const { code, stdout, stderr } = await percept(folder, ["start", "--out", "."], { input: "0.01\n4\n" });
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("FileError: .: exists already.");
  });
});
