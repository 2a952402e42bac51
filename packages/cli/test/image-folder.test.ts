import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeGreyPng, type Samples } from "percept";
import { loadDataset } from "percept/node";
import { beforeAll, describe, expect, it } from "vitest";
import { jsonLines, percept, perceptDone, readJson, temporaryFolders } from "./run-percept.ts";

const emptyFolder = temporaryFolders();

async function writeImages(folder: string, { features, labels }: Samples, count: number): Promise<void> {
  for (let digit = 0; digit < 10; digit++) mkdirSync(join(folder, `${digit}`), { recursive: true });
  for (let index = 0; index < count; index++) {
    const pixels = features.slice(784 * index, 784 * (index + 1)) as Uint8Array;
    const name = `${index}`.padStart(5, "0");
    writeFileSync(join(folder, `${labels[index]}/${name}.png`), await encodeGreyPng(pixels, 28, 28));
  }
}

describe("a folder of 2,000 PNG files, 1,600 to train on", () => {
  const folder = emptyFolder();
  beforeAll(async () => {
    const { train, test } = await loadDataset("mnist");
    await writeImages(join(folder, "digits/train"), train, 1600);
    await writeImages(join(folder, "digits/test"), test as Samples, 400);
  }, 240_000);

  it("is trained on and evaluated with one line each, repeatably", async () => {
    const settings = ["--data", "digits", "--learning-rate", "0.1", "--epochs", "8"];
    await perceptDone(folder, ["train", ...settings, "--out", "runs/a"]);
    const [metrics] = jsonLines(await perceptDone(folder, ["evaluate", "runs/a", "--json"]));
    expect(metrics.accuracy).toBeGreaterThan(0.8);
    expect(metrics.perClass.map(({ label }: { label: string }) => label)).toEqual([..."0123456789"]);
    const { provenance } = readJson(join(folder, "runs/a/experiment.json"));
    expect(JSON.stringify(provenance)).toContain("train: 1600 images as grey bytes");
    const [again] = jsonLines(
      await perceptDone(folder, ["train", ...settings, "--out", "runs/b", "--json"]),
    ).slice(-1);
    expect(again.weightsSha256).toBe(readJson(join(folder, "runs/a/metrics.json")).weightsSha256);
  }, 240_000);

  it("has a sentence for an image of another size, with exit code 1", async () => {
    writeFileSync(join(folder, "digits/train/3/odd.png"), await encodeGreyPng(new Uint8Array(12), 4, 3));
    const { code, stderr } = await percept(folder, ["train", "--data", "digits", "--out", "runs/c"]);
    expect(code).toBe(1);
    expect(stderr).toContain("digits/train/3/odd.png: expected an image of 28 x 28 pixels");
  });
});
