import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonLines, percept, perceptDone, temporaryFolders } from "./run-percept.ts";
import { writeTinyData } from "./tiny-dataset.ts";

const emptyFolder = temporaryFolders();

describe("percept runs", () => {
  it("says that there are none yet", async () => {
    const folder = emptyFolder();
    const none = {
      code: 0,
      stdout: "",
      stderr: "There are no runs in ./runs yet. `percept train` makes one.\n",
    };
    expect(await percept(folder, ["runs"])).toEqual(none);
    writeFileSync(join(folder, "runs"), "a file");
    expect(await percept(folder, ["runs"])).toEqual(none);
    expect(await percept(folder, ["runs", "--json"])).toEqual({ ...none, stderr: "" });
  });

  it("lists what is in ./runs: finished runs, one with a torn line of history, a damaged one", async () => {
    const folder = emptyFolder();
    writeTinyData(folder);
    const train = (out: string) => `train --data tiny --hidden 3 --epochs 2 --out runs/${out}`.split(" ");
    await Promise.all([perceptDone(folder, train("a")), perceptDone(folder, train("torn"))]);
    appendFileSync(join(folder, "runs/torn/history.jsonl"), '{"epoch":3,"trainAcc');
    mkdirSync(join(folder, "runs/damaged"));
    writeFileSync(join(folder, "runs/damaged/experiment.json"), "{");
    mkdirSync(join(folder, "runs/other"));
    const lines = (await perceptDone(folder, ["runs"])).split("\n");
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^run +state +epochs +training +test$/);
    expect(lines[1]).toMatch(/^runs\/a +finished +2 +\d+\.\d\d% +\d+\.\d\d%$/);
    expect(lines[2]).toMatch(/^runs\/damaged +damaged +0$/);
    expect(lines[3]).toMatch(/^runs\/torn +finished +2 +\d+\.\d\d% +\d+\.\d\d%$/);
    const [a] = jsonLines(await perceptDone(folder, ["runs", "--json"]));
    expect(a).toMatchObject({ run: "runs/a", status: "finished", epochs: 2 });
    expect(a.trainAccuracy).toBeLessThanOrEqual(1);
  });
});
