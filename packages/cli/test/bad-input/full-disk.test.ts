import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadModel, writeNpz } from "percept";
import { it as base, describe, expect } from "vitest";
import { jsonLines, listing, percept, perceptDone, readJson, temporaryFolders } from "../run-percept.ts";
import { writeTinyData } from "../tiny-dataset.ts";

const emptyFolder = temporaryFolders();

/** A folder with a small file system of its own mounted at `disk`. */
const it = base.extend<{ folder: string }>({
  folder: async ({ skip }, use) => {
    const folder = emptyFolder();
    mkdirSync(join(folder, "disk"));
    const { status, stderr } = spawnSync(
      "mount",
      ["-t", "tmpfs", "-o", "size=64k", "tmpfs", join(folder, "disk")],
      { encoding: "utf8" },
    );
    if (status !== 0) skip(`a small disk cannot be mounted here (${stderr?.trim() || "no mount"})`);
    await use(folder);
    spawnSync("umount", [join(folder, "disk")]);
  },
});

/** 3,000 samples of 2 x 2 pixels: their scores fill more than the disk, their model next to nothing. */
function manySamples(): Uint8Array {
  const labels = Uint8Array.from({ length: 3000 }, (_, n) => n % 10);
  return writeNpz([
    ["x_train", { shape: [3000, 2, 2], data: new Uint8Array(12_000) }],
    ["y_train", { shape: [3000], data: labels }],
  ]);
}

const full =
  /cannot be written \(the disk is full\)\.\n {2}Free some space, or choose --out on another disk\./;

/** Fills the disk to the last byte. */
function fill(folder: string): void {
  const file = join(folder, "disk/filler");
  for (let kilobytes = 64; kilobytes > 0; kilobytes--) {
    try {
      writeFileSync(file, new Uint8Array(1024 * kilobytes));
      return;
    } catch {
      rmSync(file, { force: true });
    }
  }
}

describe("a full disk", () => {
  it("leaves nothing of a run whose experiment.json finds no room", async ({ folder }) => {
    writeTinyData(folder);
    fill(folder);
    const args = ["train", "--data", "tiny", "--hidden", "3", "--epochs", "1", "--out", "disk/run"];
    const human = await percept(folder, args);
    expect(human.code).toBe(1);
    expect(human.stderr).toMatch(full);
    const json = await percept(folder, [...args, "--json"]);
    expect(jsonLines(json.stdout)).toMatchObject([{ event: "error", code: "file" }]);
    expect(listing(join(folder, "disk"))).toEqual(["filler"]);
  });

  it("keeps the weights of a run whose predictions.npz finds no room, and says where", async ({ folder }) => {
    writeFileSync(join(folder, "many.npz"), manySamples());
    const args = ["train", "--data", "many.npz", "--hidden", "3", "--epochs", "2", "--out", "disk/run"];
    const { code, stderr } = await percept(folder, args);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^FileError: disk\/run\/predictions\.npz: /);
    expect(stderr).toMatch(full);
    expect(stderr).toContain("The run so far, with its weights, is in disk/run.");
    expect(stderr).toContain("`percept train --resume disk/run` goes on with it.");
    expect(listing(join(folder, "disk/run"))).toEqual([
      "checkpoint.npz",
      "experiment.json",
      "history.jsonl",
      "model.npz",
    ]);
    expect(readJson(join(folder, "disk/run/experiment.json")).status).toBe("failed");
    expect(loadModel(readFileSync(join(folder, "disk/run/model.npz")), "model.npz").weights).toHaveLength(2);
    expect(jsonLines(readFileSync(join(folder, "disk/run/history.jsonl"), "utf8"))).toHaveLength(2);
  });

  it("leaves the old file of evaluate --csv whole", async ({ folder }) => {
    writeFileSync(join(folder, "many.npz"), manySamples());
    await perceptDone(folder, "train --data many.npz --hidden 3 --epochs 1 --out run".split(" "));
    writeFileSync(join(folder, "disk/scores.csv"), "old\n");
    const args = ["evaluate", "run", "--split", "train", "--csv", "disk/scores.csv"];
    const { code, stdout, stderr } = await percept(folder, args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toBe(
      "FileError: disk/scores.csv: cannot be written (the disk is full).\n" +
        "  Free some space, or choose --csv on another disk.\n",
    );
    expect(listing(join(folder, "disk"))).toEqual(["scores.csv"]);
    expect(readFileSync(join(folder, "disk/scores.csv"), "utf8")).toBe("old\n");
  });
});
