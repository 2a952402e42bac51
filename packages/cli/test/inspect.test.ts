import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadModel, type Model, saveModel } from "percept";
import { beforeAll, describe, expect, it } from "vitest";
import { jsonLines, percept, perceptDone, temporaryFolders } from "./run-percept.ts";
import { tinyNpz, tinyPart, writeTinyData } from "./tiny-dataset.ts";

const folder = temporaryFolders()();

beforeAll(async () => {
  writeTinyData(folder);
  const args = "train --data tiny --learning-rate 0.5 --epochs 30 --seed 3".split(" ");
  await Promise.all([
    perceptDone(folder, [...args, "--hidden", "8", "--out", "runs/good"]),
    perceptDone(folder, [...args, "--hidden", "40,6", "--output", "softmax", "--out", "runs/deep"]),
    perceptDone(folder, [...args, "--hidden", "none", "--out", "runs/flat"]),
  ]);
});

const modelOf = (run: string): Model => {
  const path = join(folder, "runs", run, "model.npz");
  return loadModel(new Uint8Array(readFileSync(path)), path);
};

describe.concurrent("percept inspect RUN", () => {
  it("shows layers, shapes, parameters, norms and weight images", async () => {
    const { code, stdout, stderr } = await percept(folder, ["inspect", "good"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    // 8 (784 + 1) + 10 (8 + 1) = 6,370
    expect(stdout).toContain("784-8-10, 6,370 parameters\nloss cross-entropy\n");
    expect(stdout).toMatch(/\n1 +sigmoid +8 x 785 +6,280 +[\d.]+\n2 +sigmoid +10 x 9 +90 +[\d.]+\n/);
    expect(stdout).toContain("Weights of layer 1, all 8 units\n");
    expect(stdout.match(/unit \d/g)).toHaveLength(8);
  });

  it("prints the same as JSON, for a file too", async () => {
    const [found] = jsonLines(await perceptDone(folder, ["inspect", "runs/good/model.npz", "--json"]));
    expect(found).toMatchObject({
      model: "runs/good/model.npz",
      loss: "cross-entropy",
      layers: [
        { layer: 1, units: 8, activation: "sigmoid", shape: [8, 785], parameters: 6280 },
        { layer: 2, units: 10, activation: "sigmoid", shape: [10, 9], parameters: 90 },
      ],
    });
    const [w1] = modelOf("good").weights;
    expect(found.layers[0].weightNorm).toBeCloseTo(Math.hypot(...w1.values), 8);
  });
});

describe.concurrent("percept inspect RUN --sample", () => {
  it.each(["good", "deep", "flat"])("ends in the scores that predict gives, bit for bit: %s", async (run) => {
    for (const split of ["train", "test"]) {
      const flags = ["--split", split, "--json"];
      const [inspected] = jsonLines(await perceptDone(folder, ["inspect", run, "--sample", "14", ...flags]));
      const [predicted] = jsonLines(await perceptDone(folder, ["predict", run, "14", ...flags]));
      const { index, label, prediction, scores } = inspected;
      expect({ index, label, prediction, scores }).toEqual(predicted);
      const traced = inspected.layers.at(-1).a;
      for (const [k, score] of scores.entries()) expect(Math.abs(traced[k] - score)).toBeLessThan(1e-6);
    }
  });

  it("has z and a as the weights say, by a sum of this test's own", async () => {
    const [{ layers }] = jsonLines(await perceptDone(folder, "inspect good --sample 14 --json".split(" ")));
    const [w1] = modelOf("good").weights;
    const pixels = tinyPart(15).images.subarray(14 * 784);
    for (let unit = 0; unit < 8; unit++) {
      let z = w1.values[unit * 785];
      for (const [at, pixel] of pixels.entries()) z += (w1.values[unit * 785 + 1 + at] * pixel) / 255;
      expect(layers[0].z[unit]).toBeCloseTo(z, 4);
      expect(layers[0].a[unit]).toBeCloseTo(1 / (1 + Math.exp(-z)), 5);
    }
  });

  it("shows the digit, each layer's units, what they say to the prediction, and the loss", async () => {
    const { code, stdout, stderr } = await percept(folder, "inspect good --sample 14".split(" "));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Sample 14 \(training samples of tiny\)\n/);
    expect(stdout).toContain("@@".repeat(20));
    expect(stdout).toMatch(/\nLabel: 4\nPrediction: 4\nLoss: [\d.]+ \(cross-entropy\)\n/);
    const units =
      stdout
        .match(/\n {2}unit.*to 4\n((?: {2} +\d+ .*\n)+)/)?.[1]
        .trimEnd()
        .split("\n") ?? [];
    expect(units).toHaveLength(8);
    // z of the prediction is its bias and all that the units say.
    const [, z, bias] = stdout.match(/z of 4: ([+-][\d.]+), bias ([+-][\d.]+)/)?.map(Number) ?? [];
    const parts = units.map((line) => Number(line.trim().split(/ +/)[3]));
    expect(bias + parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(z, 2);
    const [, speakFor, against] = stdout.match(/ {2}for ([+\d.]+), against ([-+\d.]+)\n/)?.map(Number) ?? [];
    expect(bias + speakFor + against).toBeCloseTo(z, 2);
  });

  it("shows those units of a wide layer that say most, and what the others say together", async () => {
    const stdout = await perceptDone(folder, "inspect deep --sample 14".split(" "));
    expect(stdout).toMatch(/Layer 1, sigmoid: W 40 x 785\n {2}unit .*to unit \d\n/);
    const rows = stdout.match(
      /to unit \d\n((?: {2} +\d+ .*\n){16}) {2}\.\.\. and 24 more, together [+-][\d.]+\n/,
    );
    const sizes = (rows?.[1].trimEnd().split("\n") ?? []).map((line) =>
      Math.abs(Number(line.trim().split(/ +/)[3])),
    );
    expect(sizes).toHaveLength(16);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(stdout).toContain("Layer 3, softmax: W 10 x 7\n");
  });

  it("shows the pixels alone of a network without hidden layers", async () => {
    const stdout = await perceptDone(folder, "inspect flat --sample 14".split(" "));
    expect(stdout).toMatch(/Layer 1, sigmoid: W 10 x 785\n {2}class +z +score\n/);
    expect(stdout).toMatch(/\n4 {20,}\d\n/); // the images of the two classes with the largest scores
  });

  it("ends with 2 for an index that is none, with 1 where there is no such data or it does not fit", async () => {
    const wrong = await percept(folder, "inspect good --sample 60".split(" "));
    expect(wrong).toEqual({
      code: 2,
      stdout: "",
      stderr: "ParameterError: INDEX must be a whole number in [0, 59] (training samples of tiny), got 60.\n",
    });
    const nowhere = await percept(folder, "inspect good --sample 1 --data nowhere".split(" "));
    expect(nowhere.code).toBe(1);
    expect(nowhere.stderr).toMatch(/^FileError: nowhere/);
    writeFileSync(join(folder, "train-only.npz"), tinyNpz({ test: false }));
    const noTest = await percept(
      folder,
      "inspect good --sample 1 --split test --data train-only.npz".split(" "),
    );
    expect(noTest.code).toBe(1);
    expect(noTest.stderr).toContain("train-only: has no test set.");
    const noRun = await percept(folder, ["inspect", "nowhere"]);
    expect(noRun.code).toBe(2);
    expect(noRun.stderr).toContain("nowhere: expected a run folder, the name of one in runs/, or a model");
  });

  it("takes names that would steer the terminal as text", async () => {
    const model = modelOf("good");
    const classes = model.classes.map((name) => `${name}\u001b[2J<&"\u202e${"x".repeat(200)}`);
    writeFileSync(join(folder, "hostile.npz"), saveModel({ ...model, classes }));
    cpSync(join(folder, "tiny"), join(folder, "hostile"), { recursive: true });
    writeFileSync(join(folder, "hostile/classes.txt"), classes.join("\n"));
    for (const args of ["inspect hostile.npz", "inspect hostile.npz --sample 14 --data hostile"]) {
      const stdout = await perceptDone(folder, args.split(" "));
      for (const character of ["\u001b", "\u202e"]) expect(stdout).not.toContain(character);
      for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    }
  });
});
