import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { everything, killedAt, undisturbed } from "./kill-and-resume.ts";
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

const endless = ["--data", "tiny", "--hidden", "3", "--epochs", "1000000"];

/** Trains and stops it after some epochs. */
async function interrupted(folder: string, experiment: readonly string[]): Promise<string> {
  const { code, stderr } = await percept(folder, ["train", ...experiment, "--out", "run"], {
    async during(kill) {
      await until(() => linesOf(join(folder, "run/history.jsonl")) > 2, "three epochs");
      kill("SIGINT");
    },
  });
  expect(code).toBe(130);
  return stderr;
}

describe.concurrent("percept train --resume", () => {
  it("ends with the same bits after SIGKILL at four moments, MNIST on wasm", async () => {
    const folder = emptyFolder();
    const experiment = ["--hidden", "12", "--epochs", "5", "--seed", "3"];
    const { sha256 } = await undisturbed(folder, experiment);
    const { resumed, ...end } = await killedAt(folder, "run", experiment, [750, 650, 700, 800]);
    expect(end).toEqual({ sha256, status: "finished" });
    expect(resumed).toBeGreaterThan(0);
    expect(linesOf(join(folder, "run/history.jsonl"))).toBe(5);
    expect(readFileSync(join(folder, "run/model.npz"))).toEqual(
      readFileSync(join(folder, "whole/model.npz")),
    );
    expect(listing(join(folder, "run"))).toEqual(listing(join(folder, "whole")));
  });

  it("ends with the same bits after SIGKILL at three moments, reference in float64", async () => {
    const folder = folderWithData();
    const experiment = ["--data", "tiny", "--precision", "float64", "--epochs", "300"];
    const { sha256 } = await undisturbed(folder, experiment);
    const { resumed, ...end } = await killedAt(folder, "run", experiment, [500, 600, 550]);
    expect(end).toEqual({ sha256, status: "finished" });
    expect(resumed).toBeGreaterThan(0);
  });

  it.each(["wasm", "reference"])(
    "ends with the same bits after SIGKILL at three moments with everything that has a state, %s",
    async (engine) => {
      const folder = folderWithData();
      const experiment = ["--data", "tiny", ...everything, "--epochs", "100", "--engine", engine];
      const { sha256 } = await undisturbed(folder, experiment);
      const { resumed, ...end } = await killedAt(folder, "run", experiment, [500, 600, 550]);
      expect(end).toEqual({ sha256, status: "finished" });
      expect(resumed).toBeGreaterThan(0);
    },
  );

  it("goes on with more epochs from the last weights and Adam's memory, not from the best weights kept", async () => {
    const folder = folderWithData();
    const settings = ["--data", "tiny", ...everything, "--schedule", "constant"];
    await perceptDone(folder, ["train", ...settings, "--epochs", "3", "--out", "run"]);
    const more = jsonLines(
      await perceptDone(folder, ["train", "--resume", "run", "--epochs", "9", "--json"]),
    );
    const { sha256 } = await undisturbed(folder, [...settings, "--epochs", "9"]);
    expect(more.at(-1).weightsSha256).toBe(sha256);
  });

  it.skipIf(process.platform === "win32")("goes on after Ctrl-C, which says how", async () => {
    const folder = folderWithData();
    const stderr = await interrupted(folder, endless);
    expect(stderr).toContain("`percept train --resume run` goes on with it.");
    expect(listing(join(folder, "run"))).toEqual([
      "checkpoint.npz",
      "experiment.json",
      "history.jsonl",
      "model.npz",
    ]);
    const before = linesOf(join(folder, "run/history.jsonl"));
    await percept(folder, ["train", "--resume", "run"], {
      async during(kill) {
        await until(() => linesOf(join(folder, "run/history.jsonl")) > before + 2, "three more epochs");
        kill("SIGINT");
      },
    });
    const history = jsonLines(readFileSync(join(folder, "run/history.jsonl"), "utf8"));
    expect(history.map(({ epoch }) => epoch)).toEqual(history.map((_, index) => index + 1));
    expect(readJson(join(folder, "run/experiment.json")).provenance.resumedAt).toHaveLength(1);
  });

  it("says that a finished run is finished, with exit code 0, and goes on with more epochs", async () => {
    const folder = folderWithData();
    const settings = ["--data", "tiny", "--hidden", "4"];
    await perceptDone(folder, ["train", ...settings, "--epochs", "2", "--out", "run"]);
    expect(await perceptDone(folder, ["train", "--resume", "run"])).toBe(
      "run has finished its 2 epochs; more --epochs go on with it.\n",
    );
    const more = jsonLines(
      await perceptDone(folder, ["train", "--resume", "run", "--epochs", "5", "--json"]),
    );
    const { sha256 } = await undisturbed(folder, [...settings, "--epochs", "5"]);
    expect(more.map(({ epoch }) => epoch)).toEqual([3, 4, 5, undefined]);
    expect(more.at(-1).weightsSha256).toBe(sha256);
    const again = jsonLines(await perceptDone(folder, ["train", "--resume", "run", "--json"]));
    expect(again).toEqual([{ event: "end", run: "run", weightsSha256: sha256 }]);
  });

  it("begins again where the run was killed before its first checkpoint", async () => {
    const folder = folderWithData();
    const settings = ["--data", "tiny", "--epochs", "3"];
    const { sha256 } = await undisturbed(folder, settings);
    for (const name of ["model.npz", "metrics.json", "predictions.npz", "charts"]) {
      rmSync(join(folder, "whole", name), { recursive: true });
    }
    const path = join(folder, "whole/experiment.json");
    writeFileSync(path, readFileSync(path, "utf8").replace('"finished"', '"running"'));
    const lines = jsonLines(await perceptDone(folder, ["train", "--resume", "whole", "--json"]));
    expect(lines.map(({ epoch }) => epoch)).toEqual([1, 2, 3, undefined]);
    expect(lines.at(-1).weightsSha256).toBe(sha256);
  });

  it("refuses other settings beside it, fewer epochs, other data, a run that diverged, and no run", async () => {
    const folder = folderWithData();
    await perceptDone(folder, ["train", "--data", "tiny", "--epochs", "2", "--out", "run"]);
    const diverging = ["--data", "tiny", "--update-order", "output-first", "--learning-rate", "1e30"];
    await percept(folder, ["train", ...diverging, "--out", "wild"]);
    const refused = async (code: number, says: RegExp, ...args: string[]) => {
      const ended = await percept(folder, ["train", "--resume", ...args]);
      expect(ended.stderr).toMatch(says);
      expect(ended.code).toBe(code);
    };
    await refused(2, /run's own settings, got --learning-rate too/, "run", "--learning-rate", "0.1");
    await refused(2, /run's own settings, got --out too/, "run", "--out", "other");
    await refused(2, /epochs must be at least the run's 2/, "run", "--epochs", "1");
    await refused(2, /nowhere: expected a run folder/, "nowhere");
    await refused(1, /wild: this run diverged/, "wild");
    const labels = join(folder, "tiny/train-labels-idx1-ubyte");
    const bytes = readFileSync(labels);
    bytes[bytes.length - 1] = 1;
    writeFileSync(labels, bytes);
    await refused(1, /the run began with train-labels-idx1-ubyte of SHA-256/, "run", "--epochs", "3");
  });

  it("refuses a --checkpoint-every that is no span", async () => {
    for (const span of ["", "30", "0s", "1.5epochs", "never"]) {
      const { code, stderr } = await percept(emptyFolder(), ["train", "--checkpoint-every", span]);
      expect(code).toBe(2);
      expect(stderr).toMatch(
        /checkpoint-every must be like 30s, 1epoch or off, got .* \(from --checkpoint-every\)/,
      );
    }
  });
});
