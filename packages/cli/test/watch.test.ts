import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonLines, percept, perceptDone, readJson, temporaryFolders } from "./run-percept.ts";
import { counts, withTinyData } from "./tiny-dataset.ts";

const emptyFolder = temporaryFolders();
const folderWithData = withTinyData(emptyFolder);

describe.concurrent("percept train --watch", () => {
  it("keeps every layer's statistics, and says once on standard error what is wrong", async () => {
    const folder = folderWithData();
    const flags = "--hidden 4,3 --activation relu --learning-rate 100 --epochs 3 --watch --out run".split(
      " ",
    );
    const { code, stderr } = await percept(folder, ["train", "--data", "tiny", ...flags]);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^Warning after epoch 1, layer 2 of 3 \(3 relu units\): 100 % of the units are dead/,
    );
    expect(stderr.match(/layer 2 of 3 .* dead/g)).toHaveLength(1);
    const history = jsonLines(readFileSync(join(folder, "run/history.jsonl"), "utf8"));
    expect(history).toHaveLength(3);
    expect(history[2].layers[1]).toMatchObject({
      layer: 2,
      units: 3,
      deadUnits: 1,
      activationHistogram: { low: 0, high: 0, counts: { 0: 3 * counts.train, length: 40 } },
      gradientHistogram: { zeros: 3 * 5 },
    });
  });

  it("says nothing of layers that learn, and trains the same weights", async () => {
    const folder = folderWithData();
    const train = "train --data tiny --hidden 6 --epochs 2".split(" ");
    const { stderr } = await percept(folder, [...train, "--watch", "--out", "watched"]);
    expect(stderr).toBe("");
    await perceptDone(folder, [...train, "--out", "plain"]);
    const [a, b] = ["watched", "plain"].map(
      (run) => readJson(join(folder, run, "metrics.json")).weightsSha256,
    );
    expect(a).toBe(b);
  });
});
