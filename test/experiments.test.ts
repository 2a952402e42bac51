// The committed experiments: each is read, makes sense, is explained, and trains.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  createExperiment,
  createSamples,
  createTraining,
  type Dataset,
  type ExperimentSettings,
} from "percept";
import { describe, expect, it } from "vitest";
import { readExperimentFile } from "../packages/cli/src/experiment-file.ts";
import { tinyPart } from "../packages/cli/test/tiny-dataset.ts";

const files = readdirSync("experiments").filter((name) => name.endsWith(".json"));
const settingsOf = (name: string) => readExperimentFile(join("experiments", name));

const { images, labels } = tinyPart(60);
const tiny: Dataset = {
  name: "tiny",
  classes: [..."0123456789"],
  imageShape: [28, 28],
  train: createSamples(images, labels, 784),
  sources: [],
};

/** The loss of an epoch on 60 samples. */
async function trainOneEpoch(settings: ExperimentSettings): Promise<number> {
  const training = await createTraining(createExperiment({ ...settings, epochs: 1 }), tiny);
  for await (const progress of training) if (progress.kind === "epoch") return progress.trainLoss;
  throw new Error("The training had no epoch.");
}

/** The experiment as text; undefined where the settings make none. */
function madeOf(settings: ExperimentSettings): string | undefined {
  try {
    return JSON.stringify(createExperiment(settings));
  } catch {
    return undefined;
  }
}

describe("the experiments", () => {
  it("are there", () => {
    expect(files.sort()).toEqual([
      "lecun-1998-300-100.json",
      "lecun-1998-300.json",
      "minibatch-128-relu-adam.json",
      "modern-1024-1024-dropout.json",
      "report.json",
      "wide-800-relu-dropout.json",
    ]);
  });

  it.each(files)("%s says why, and nothing that goes without saying", async (name) => {
    const { why, ...rest } = JSON.parse(readFileSync(join("experiments", name), "utf8"));
    expect(why).toMatch(/^[A-Z].{40,}\.$/);
    expect(Object.keys(rest)).toEqual(["experiment"]);
    const settings = await settingsOf(name);
    for (const said of Object.keys(settings)) {
      const others = Object.fromEntries(Object.entries(settings).filter(([key]) => key !== said));
      expect(madeOf(others), said).not.toBe(madeOf(settings));
    }
  });

  it.each(files)("%s trains: an epoch of 60 samples has a finite loss", async (name) => {
    expect(await trainOneEpoch(await settingsOf(name))).toBeLessThan(Infinity);
  });

  it.each(files)("%s has its row in experiments/README.md, with its network", async (name) => {
    const rows = readFileSync("experiments/README.md", "utf8").split("\n");
    const { hidden } = createExperiment(await settingsOf(name));
    const sizes = [784, ...hidden, 10].join("-");
    expect(rows.some((row) => row.startsWith(`| [${name}](${name}) | ${sizes}, `))).toBe(true);
  });

  it("have the report's network as the report describes it and its program trains it", async () => {
    expect(createExperiment(await settingsOf("report.json"))).toMatchObject({
      hidden: [20],
      activation: "sigmoid",
      output: "sigmoid",
      loss: "cross-entropy",
      descent: "stochastic",
      optimizer: "sgd",
      learningRate: 0.01,
      epochs: 4,
      init: "uniform",
      initBound: 0.5,
      shuffle: false,
      updateOrder: "output-first",
    });
  });
});

describe("examples/percept.config.ts", () => {
  it("is read, and trains: an epoch of 60 samples, 6 of them to validate on, has a finite loss", async () => {
    const settings = await readExperimentFile("examples/percept.config.ts");
    expect(settings).toMatchObject({ hidden: [300, 100], dropout: [0.1, 0.3, 0.3], validation: 0.1 });
    expect(await trainOneEpoch(settings)).toBeLessThan(Infinity);
  });
});
