import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonLines, perceptDone, readJson, temporaryFolders } from "./run-percept.ts";
import { writeTinyData } from "./tiny-dataset.ts";

const emptyFolder = temporaryFolders();

describe("percept train --keep-best", () => {
  it("measures the best epoch's weights, not the last one's, as evaluate does with model.npz", async () => {
    const folder = emptyFolder();
    writeTinyData(folder);
    // With this learning rate the second half of the epochs is worse than the best.
    const flags = "--hidden 6 --learning-rate 4 --epochs 12 --validation 0.3 --keep-best --json --out run";
    const lines = jsonLines(await perceptDone(folder, ["train", "--data", "tiny", ...flags.split(" ")]));
    const losses = lines.slice(0, 12).map(({ validationLoss }) => validationLoss);
    expect(losses.indexOf(Math.min(...losses))).toBeLessThan(11);
    const metrics = readJson(join(folder, "run/metrics.json"));
    expect(metrics.validation.crossEntropy).toBeCloseTo(Math.min(...losses), 6);
    const [test] = jsonLines(await perceptDone(folder, ["evaluate", "run", "--data", "tiny", "--json"]));
    expect(metrics.test).toMatchObject(test);
  });
});
