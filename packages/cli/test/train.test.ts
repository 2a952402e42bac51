import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createExperiment, loadModel, type NpyArray, writeNpz } from "percept";
import { describe, expect, it } from "vitest";
import { runName } from "../src/run/run-folder.ts";
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
import { tinyNpz, withTinyData } from "./tiny-dataset.ts";

const emptyFolder = temporaryFolders();
const folderWithData = withTinyData(emptyFolder);

const small = ["train", "--data", "tiny", "--hidden", "3", "--epochs", "2"];
const diverging = [...small, "--update-order", "output-first", "--learning-rate", "1e30"];
const model = (folder: string, run: string) => loadModel(readFileSync(join(folder, run, "model.npz")), run);

describe.concurrent("percept train", () => {
  it("writes every flag into experiment.json, beside where the data came from", async () => {
    const folder = folderWithData();
    const flags =
      "--hidden 5,4 --activation sigmoid --output sigmoid --loss cross-entropy --descent stochastic";
    const more = "--optimizer sgd --learning-rate 0.25 --epochs 3 --init uniform --seed 11 --no-shuffle";
    const last = "--update-order output-first --engine reference --precision float64 --out deep/run";
    const stdout = await perceptDone(folder, `train --data tiny ${flags} ${more} ${last}`.split(" "));
    expect(stdout).toMatch(/Epoch 3: accuracy \d+\.\d\d%, loss \d+\.\d{4} \(.* s, [\d,]+ samples\/s\)\n/);
    expect(stdout).toMatch(/Training set, 60 samples\nAccuracy : /);
    expect(stdout).toMatch(/Test set, 20 samples\nAccuracy : /);
    expect(stdout).toMatch(/Run: deep\/run\nWeights: SHA-256 [0-9a-f]{64}\n$/);
    const { experiment, provenance, ...rest } = readJson(join(folder, "deep/run/experiment.json"));
    expect(rest).toEqual({ formatVersion: 1, status: "finished" });
    expect(experiment).toEqual(
      createExperiment({
        data: "tiny",
        hidden: [5, 4],
        activation: "sigmoid",
        output: "sigmoid",
        loss: "cross-entropy",
        descent: "stochastic",
        optimizer: "sgd",
        learningRate: 0.25,
        epochs: 3,
        init: "uniform",
        seed: 11,
        shuffle: false,
        updateOrder: "output-first",
        engine: "reference",
        precision: "float64",
      }),
    );
    expect(provenance).toMatchObject({ engine: "reference", threads: 1, data: { name: "tiny" } });
    expect(Object.values(provenance.data.sha256)).toHaveLength(4);
    expect(new Date(provenance.endedAt) >= new Date(provenance.startedAt)).toBe(true);
    expect(model(folder, "deep/run").weights.map(({ rows, columns }) => [rows, columns])).toEqual([
      [5, 785],
      [4, 6],
      [10, 5],
    ]);
  });

  it("prints an epoch a line and an end with --json, the same as history.jsonl, and nothing else", async () => {
    const folder = folderWithData();
    const { code, stdout, stderr } = await percept(folder, [...small, "--json", "--out", "run"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [first, second, end, ...others] = jsonLines(stdout);
    expect(others).toEqual([]);
    const history = jsonLines(readFileSync(join(folder, "run/history.jsonl"), "utf8"));
    expect([first, second]).toEqual(history.map((line) => ({ event: "epoch", ...line })));
    expect(history.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(Object.keys(first)).toEqual(
      expect.arrayContaining(["trainAccuracy", "trainLoss", "learningRate", "seconds", "samplesPerSecond"]),
    );
    expect(end).toEqual({
      event: "end",
      run: "run",
      weightsSha256: readJson(join(folder, "run/metrics.json")).weightsSha256,
    });
  });

  it("gives the same files, byte for byte, for the same experiment", async () => {
    const folder = folderWithData();
    await Promise.all(["a", "b"].map((out) => perceptDone(folder, [...small, "--out", out])));
    for (const file of ["model.npz", "metrics.json", "predictions.npz", "charts/roc.svg"]) {
      const [a, b] = ["a", "b"].map((run) => readFileSync(join(folder, run, file)));
      expect(a.equals(b), file).toBe(true);
    }
    await perceptDone(folder, [...small, "--seed", "1", "--out", "c"]);
    expect(readJson(join(folder, "c/metrics.json")).weightsSha256).not.toBe(
      readJson(join(folder, "a/metrics.json")).weightsSha256,
    );
  });

  it("leaves a run without a test part where the data has none", async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, "own.npz"), tinyNpz({ test: false }));
    const args = ["train", "--data", "own.npz", "--hidden", "3", "--epochs", "1", "--out", "run"];
    expect(await perceptDone(folder, args)).not.toContain("Test set");
    expect(Object.keys(readJson(join(folder, "run/metrics.json")))).toEqual(["weightsSha256", "train"]);
  });
});

describe.concurrent("percept train --out and --force", () => {
  it("refuses a folder that exists, and --force where it is not a run", async () => {
    const folder = folderWithData();
    await perceptDone(folder, [...small, "--out", "run"]);
    const before = listing(folder);
    const again = await percept(folder, [...small, "--out", "run"]);
    expect(again.code).toBe(1);
    expect(again.stderr).toBe(
      "FileError: run: exists already.\n  Choose another --out, or --force to replace this run.\n",
    );
    const notRun = await percept(folder, [...small, "--out", "tiny", "--force"]);
    expect(notRun.code).toBe(1);
    expect(notRun.stderr).toBe(
      "FileError: tiny: exists and is not a run.\n  --force replaces runs alone; choose another --out.\n",
    );
    expect(listing(folder)).toEqual(before);
  });

  it("replaces a run with --force, leaving nothing of the old one", async () => {
    const folder = folderWithData();
    await perceptDone(folder, [...small, "--out", "run"]);
    writeFileSync(join(folder, "run/notes.txt"), "of the old run");
    await perceptDone(folder, [...small, "--seed", "5", "--out", "run/", "--force"]);
    expect(readdirSync(folder).sort()).toEqual(["run", "tiny"]);
    expect(listing(join(folder, "run"))).not.toContain("notes.txt");
    expect(readJson(join(folder, "run/experiment.json")).experiment.seed).toBe(5);
  });

  it("keeps the old run where the new one fails, and the new one's weights beside it", async () => {
    const folder = folderWithData();
    await perceptDone(folder, [...small, "--out", "run"]);
    const before = readFileSync(join(folder, "run/experiment.json"), "utf8");
    const { code, stderr } = await percept(folder, [...diverging, "--out", "run", "--force"]);
    expect(code).toBe(1);
    expect(stderr).toContain("The run so far, with its weights, is in run-2.");
    expect(readFileSync(join(folder, "run/experiment.json"), "utf8")).toBe(before);
    expect(readJson(join(folder, "run-2/experiment.json")).status).toBe("diverged");
    expect(readdirSync(folder).sort()).toEqual(["run", "run-2", "tiny"]);
  });

  it("names runs by date, time, shape and seed, and by -2 where that is taken", async () => {
    const folder = folderWithData();
    // The names of the next two minutes are taken.
    const now = Date.now();
    const taken = Array.from({ length: 120 }, (_, s) => runName(new Date(now + 1000 * s), [784, 3, 10], 7));
    for (const name of taken) mkdirSync(join(folder, "runs", name), { recursive: true });
    await perceptDone(folder, [...small, "--seed", "7"]);
    const made = readdirSync(join(folder, "runs")).filter((name) => !taken.includes(name));
    expect(made).toHaveLength(1);
    expect(made[0]).toMatch(/^\d{4}-\d\d-\d\d-\d{6}-784-3-10-seed7-2$/);
    expect(taken).toContain(made[0].slice(0, -2));
  });

  it("gives each of several runs that begin together a folder of its own", async () => {
    const folder = folderWithData();
    const outputs = await Promise.all([1, 2, 3].map(() => perceptDone(folder, [...small, "--json"])));
    const runs = outputs.map((stdout) => jsonLines(stdout).at(-1).run);
    expect(new Set(runs).size).toBe(3);
    for (const run of runs) expect(readJson(join(folder, run, "experiment.json")).status).toBe("finished");
  });
});

describe.concurrent("percept train --init", () => {
  // A rate so small that no float32 weight changes: what comes out is what went in.
  const still = ["--epochs", "1", "--learning-rate", "1e-30", "--json"];
  const sha256 = (stdout: string) => jsonLines(stdout).at(-1).weightsSha256;

  it("begins with the weights of another run", async () => {
    const folder = folderWithData();
    const first = await perceptDone(folder, [...small, "--json", "--out", "first"]);
    const again = await perceptDone(folder, [...small, ...still, "--init", "first/model.npz"]);
    expect(sha256(again)).toBe(sha256(first));
  });

  it("begins with w_i_h and w_h_o as the report's program saves them, rounded to float32", async () => {
    const folder = folderWithData();
    const matrix = (rows: number, columns: number): NpyArray => ({
      shape: [rows, columns],
      data: Float64Array.from({ length: rows * columns }, (_, n) => Math.sin(n + 1) / 3),
    });
    const arrays = { w_i_h: matrix(3, 785), w_h_o: matrix(10, 4) };
    writeFileSync(join(folder, "init.npz"), writeNpz(Object.entries(arrays)));
    await perceptDone(folder, [...small, ...still, "--init", "init.npz", "--out", "run"]);
    const { weights } = model(folder, "run");
    expect(weights.map(({ values }) => values)).toEqual(
      [arrays.w_i_h, arrays.w_h_o].map(({ data }) => Float32Array.from(data as Float64Array)),
    );
  });

  it("refuses weights of another shape, naming both", async () => {
    const folder = folderWithData();
    await perceptDone(folder, [...small, "--out", "first"]);
    const args = ["train", "--data", "tiny", "--hidden", "4", "--init", "first/model.npz", "--out", "second"];
    const { code, stderr } = await percept(folder, args);
    expect(code).toBe(1);
    expect(stderr).toContain("expected w1 [4, 785], w2 [10, 5], got w1 [3, 785], w2 [10, 4].");
    expect(readdirSync(folder).sort()).toEqual(["first", "tiny"]);
  });
});

describe("percept train, ended early", () => {
  it.skipIf(process.platform === "win32")(
    "ends within 3 s of Ctrl-C with 130, a loadable model and whole lines of history",
    async () => {
      const folder = folderWithData();
      let interrupted = 0;
      const args = [...small, "--epochs", "1000000000", "--out", "run", "--json"];
      const { code, stdout } = await percept(folder, args, {
        async during(kill) {
          await until(() => linesOf(join(folder, "run/history.jsonl")) > 2, "three epochs");
          interrupted = performance.now();
          kill("SIGINT");
        },
      });
      expect(performance.now() - interrupted).toBeLessThan(3000);
      expect(code).toBe(130);
      expect(readJson(join(folder, "run/experiment.json")).status).toBe("interrupted");
      expect(model(folder, "run").weights).toHaveLength(2);
      const history = jsonLines(readFileSync(join(folder, "run/history.jsonl"), "utf8"));
      expect(history.map(({ epoch }) => epoch)).toEqual(history.map((_, index) => index + 1));
      const lines = jsonLines(stdout);
      expect(lines.filter(({ event }) => event === "epoch")).toHaveLength(history.length);
      expect(lines.at(-1)).toMatchObject({ event: "error", code: "aborted" });
      expect(lines.at(-1).message).toMatch(
        /^Stopped after [\d,]+ whole epochs of 1,000,000,000\.\n.* in run\.\n.*--resume run/,
      );
      expect(listing(join(folder, "run"))).toEqual([
        "checkpoint.npz",
        "experiment.json",
        "history.jsonl",
        "model.npz",
      ]);
    },
  );

  it.skipIf(process.platform === "win32")(
    "leaves the run that --force was to replace after Ctrl-C",
    async () => {
      const folder = folderWithData();
      await perceptDone(folder, [...small, "--out", "run"]);
      const { code, stderr } = await percept(
        folder,
        [...small, "--epochs", "1000000000", "--out", "run", "--force"],
        {
          async during(kill, stdout) {
            await until(() => stdout().includes("Epoch 3"), "three epochs");
            kill("SIGINT");
          },
        },
      );
      expect(code).toBe(130);
      expect(stderr).toContain("is in run-2.");
      expect(readJson(join(folder, "run/experiment.json")).status).toBe("finished");
      expect(readJson(join(folder, "run-2/experiment.json")).status).toBe("interrupted");
      expect(readdirSync(folder).sort()).toEqual(["run", "run-2", "tiny"]);
    },
  );

  it("names epoch, step and layer where numbers overflow, and keeps the last finite weights", async () => {
    const folder = folderWithData();
    const { code, stderr } = await percept(folder, [...diverging, "--precision", "float32", "--out", "run"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^DivergenceError: Training diverged in epoch 1, step \d+ \(training sample \d+\): .* in layer [12] \(/,
    );
    expect(stderr).toContain("The run so far, with its weights, is in run.\n");
    expect(readJson(join(folder, "run/experiment.json")).status).toBe("diverged");
    for (const { values } of model(folder, "run").weights) expect(values.every(Number.isFinite)).toBe(true);
  });
});
