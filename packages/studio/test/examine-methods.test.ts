import { createExperiment, createSamples, type Dataset, type ExperimentSettings, evaluate } from "percept";
import { describe, expect, it } from "vitest";
import { type Bench, requireSession } from "../src/laboratory/bench.ts";
import { examineMethods } from "../src/laboratory/examine-methods.ts";
import { trainingMethods } from "../src/laboratory/training-methods.ts";

/** Four classes of 8 x 8 pixels, each bright in one quarter, with noise that makes mistakes. */
function quarters(count: number, seed: number) {
  let state = seed;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
  const labels = Uint8Array.from({ length: count }, () => Math.floor(4 * random()));
  const features = new Uint8Array(64 * count);
  for (let at = 0; at < features.length; at++) {
    const [row, column] = [Math.floor((at % 64) / 8), at % 8];
    const quarter = 2 * Math.floor(row / 4) + Math.floor(column / 4);
    const bright = quarter === labels[Math.floor(at / 64)];
    features[at] = Math.floor((bright ? 190 : 150) * random());
  }
  return createSamples(features, labels, 64);
}

const dataset: Dataset = {
  name: "quarters",
  classes: ["a", "b", "c", "d"],
  imageShape: [8, 8],
  train: quarters(3000, 1),
  test: quarters(500, 2),
  sources: [],
};

function laboratory() {
  const bench: Bench = { dataset, session: undefined, engineTurn: Promise.resolve() };
  return { bench, ...trainingMethods(bench), ...examineMethods(bench) };
}

const sgd: ExperimentSettings = { hidden: [8], epochs: 5, learningRate: 0.05 };
/** so wide that an epoch takes several ranges of steps */
const adam: ExperimentSettings = {
  ...{ hidden: [256, 256], epochs: 3, optimizer: "adam", learningRate: 0.001, dropout: 0.2 },
  ...{ descent: "minibatch", batchSize: 16, validation: 0.2, keepBest: true },
};

describe("examineMethods", () => {
  it.each([
    ["stochastic descent", { ...sgd, hidden: [256, 256], epochs: 3 }],
    ["Adam with dropout and the best epoch kept", adam],
    ["L-BFGS", { hidden: [8], epochs: 10, optimizer: "lbfgs", descent: "batch" } as ExperimentSettings],
  ])(
    "disturbs no training: %s ends with the same bits when it is examined after every range",
    async (_, settings) => {
      const experiment = createExperiment(settings);
      const alone = laboratory();
      await alone.prepare(experiment);
      await alone.run("end", () => {});
      const watched = laboratory();
      await watched.prepare(experiment);
      const asked: Promise<unknown>[] = [];
      let ranges = 0;
      await watched.run("end", ({ kind }) => {
        if (kind === "steps") ranges++;
        asked.push(watched.examine("train"), watched.classCurves("test", 1));
      });
      expect(ranges).toBeGreaterThan((settings.optimizer === "lbfgs" ? 0.9 : 2) * experiment.epochs);
      const answers = await Promise.all(asked);
      expect(answers.filter((answer) => answer !== undefined).length).toBeGreaterThan(5);
      expect(await watched.weightsSha256()).toBe(await alone.weightsSha256());
    },
  );

  it("shows an epoch's end while the next one is under way, and the present weights when it is paused", async () => {
    const { bench, prepare, run, examine } = laboratory();
    await prepare(createExperiment(sgd));
    expect(await examine("test")).toBeUndefined();
    await run("step", () => {});
    const step = await examine("test");
    expect(step?.moment).toEqual({ epoch: 1, sample: 1, best: false });
    await run("epoch", () => {});
    const found = await examine("test");
    expect(found?.moment).toEqual({ epoch: 1, sample: 0, best: false });
    expect(found?.metrics).toEqual(
      await evaluate(requireSession(bench).training.model(), dataset.test ?? dataset.train),
    );
    expect(found?.metrics).not.toEqual(step?.metrics);
  });

  it("shows the best epoch's weights where those are kept, as the model that is exported has them", async () => {
    const { bench, prepare, run, examine } = laboratory();
    await prepare(createExperiment(adam));
    await run("end", () => {});
    const found = await examine("test");
    expect(found?.moment).toMatchObject({ epoch: bench.session?.training.best()?.epoch, best: true });
    expect(found?.metrics).toEqual(
      await evaluate(requireSession(bench).training.model(), dataset.test ?? dataset.train),
    );
  });

  it("lists a cell's samples, the surest mistakes and the least sure hits first, as many as the cell says", async () => {
    const { prepare, run, examine, cellSamples } = laboratory();
    await prepare(createExperiment({ ...sgd, epochs: 1 }));
    await run("end", () => {});
    const found = await examine("test");
    const matrix = found?.metrics.confusionMatrix ?? [];
    for (const [actual, predicted] of [
      [0, 0],
      [1, 2],
      [3, 1],
    ]) {
      const list = await cellSamples("test", actual, predicted);
      const confidences = Array.from(list?.indices ?? [], (_, at) => list?.scores[4 * at + predicted] ?? 0);
      const sorted = [...confidences].sort((a, b) => (actual === predicted ? a - b : b - a));
      expect(confidences).toHaveLength(matrix[actual][predicted]);
      expect(confidences).toEqual(sorted);
      expect(list?.labels.every((label) => label === actual)).toBe(true);
      expect(list?.predictions.every((prediction) => prediction === predicted)).toBe(true);
    }
  });
});
