import { describe, expect, it } from "vitest";
import { createClassifier } from "../src/classifier.ts";
import { loadDataset } from "../src/dataset/load-dataset.node.ts";
import { ParameterError, ShapeError } from "../src/errors.ts";
import { createExperiment } from "../src/experiment.ts";
import { loadModel, saveModel } from "../src/format/model-npz.ts";
import { weightsSha256 } from "../src/format/weights-sha256.ts";
import { createTraining } from "../src/training/train.ts";

const xor = { X: [[0, 0], [0, 1], [1, 0], [1, 1]], y: ["same", "other", "other", "same"] } as const; // biome-ignore format: a table
const settings = {
  hidden: [8],
  activation: "tanh",
  output: "softmax",
  optimizer: "adam",
  learningRate: 0.05,
  epochs: 200,
} as const;

describe("createClassifier", () => {
  it("learns XOR, which no line can separate, from words as labels", async () => {
    const classifier = createClassifier<string>(settings);
    const history = await classifier.fit(xor.X, xor.y);
    expect(history).toHaveLength(200);
    expect(await classifier.predict(xor.X)).toEqual(xor.y);
    expect(await classifier.score(xor.X, xor.y)).toBe(1);
    expect(await classifier.score(xor.X, ["other", ...xor.y.slice(1)])).toBe(0.75);
    expect(classifier.classes()).toEqual(["other", "same"]);
    for (const row of await classifier.predictProba(xor.X)) expect(row[0] + row[1]).toBeCloseTo(1, 6);
  });

  it("sorts numbers as numbers: 10 comes after 9", async () => {
    const classifier = createClassifier<number>({ ...settings, epochs: 1 });
    await classifier.fit([[0], [1], [2]], [10, 9, 100]);
    expect(classifier.classes()).toEqual([9, 10, 100]);
  });

  it("trains on bytes as createTraining does: the same weights on MNIST's first 500 images, bit for bit", async () => {
    const { train } = await loadDataset("mnist");
    const X = Array.from({ length: 500 }, (_, n) => train.features.subarray(n * 784, (n + 1) * 784));
    const y = [...train.labels.subarray(0, 500)];
    const classifier = createClassifier<number>({ epochs: 2, seed: 3 });
    await classifier.fit(X, y);
    const dataset = {
      name: "500",
      classes: Array.from({ length: 10 }, (_, k) => String(k)),
      imageShape: [28, 28] as const,
      train: { ...train, count: 500, features: train.features.subarray(0, 500 * 784), labels: train.labels.subarray(0, 500) }, // biome-ignore format: one line
      sources: [],
    };
    const training = await createTraining(createExperiment({ epochs: 2, seed: 3 }), dataset);
    for await (const _ of training);
    expect(await weightsSha256(classifier.model().weights)).toBe(
      await weightsSha256(training.model().weights),
    );
  });

  it("learns and says the same with three threads", async () => {
    const { train } = await loadDataset("mnist");
    const X = Array.from({ length: 100 }, (_, n) => train.features.subarray(n * 784, (n + 1) * 784));
    const y = [...train.labels.subarray(0, 100)];
    const minibatch = { descent: "minibatch", batchSize: 30, epochs: 3 } as const;
    const [one, three] = [1, 3].map((threads) => createClassifier<number>(minibatch, { threads }));
    expect((await three.fit(X, y)).map(({ trainLoss }) => trainLoss)).toEqual(
      (await one.fit(X, y)).map(({ trainLoss }) => trainLoss),
    );
    expect(await weightsSha256(three.model().weights)).toBe(await weightsSha256(one.model().weights));
    expect(await three.predictProba(X)).toEqual(await one.predictProba(X));
  });

  it("goes on where partialFit ended: k calls with all the data are k epochs of fit, with Adam's memory", async () => {
    const [whole, parts] = [createClassifier<string>(settings), createClassifier<string>(settings)];
    await whole.fit(xor.X, xor.y);
    for (let epoch = 0; epoch < 200; epoch++) await parts.partialFit(xor.X, xor.y);
    expect(await weightsSha256(parts.model().weights)).toBe(await weightsSha256(whole.model().weights));
  });

  it("learns from data that come class by class, when all classes are named at first", async () => {
    const classifier = createClassifier<string>({ ...settings, learningRate: 0.02 });
    await classifier.partialFit([[0], [0.1]], ["low", "low"], ["low", "high"]);
    for (let round = 0; round < 60; round++) {
      await classifier.partialFit([[1], [0.9]], ["high", "high"]);
      await classifier.partialFit([[0], [0.1]], ["low", "low"]);
    }
    expect(await classifier.predict([[0.05], [0.95]])).toEqual(["low", "high"]);
  });

  it("has a model that can be saved, loaded and used elsewhere", async () => {
    const classifier = createClassifier<string>(settings);
    await classifier.fit(xor.X, xor.y);
    const model = loadModel(saveModel(classifier.model()), "xor.npz");
    expect(model.classes).toEqual(["other", "same"]);
    expect(model.network.scaling).toEqual({ type: "per-feature", offsets: [0.5, 0.5], divisors: [0.5, 0.5] });
  });

  it("says what is wrong: not trained, labels missing or unknown, rows of different lengths, NaN", async () => {
    const classifier = createClassifier<string>(settings);
    await expect(classifier.predict([[0, 0]])).rejects.toThrow(ParameterError);
    await expect(classifier.fit(xor.X, ["same"])).rejects.toThrow("got labels of 1");
    await expect(classifier.fit(xor.X, ["a", "b"])).rejects.toThrow(ShapeError);
    await expect(classifier.fit([[0, 0], [1]], ["a", "b"])).rejects.toThrow(
      "rows of 2 features each, got 1 in row 1",
    );
    await expect(classifier.fit([[0], [Number.NaN]], ["a", "b"])).rejects.toThrow("got NaN in row 1");
    await classifier.partialFit(xor.X, xor.y);
    await expect(classifier.partialFit([[0, 0]], ["third"])).rejects.toThrow("got third for sample 0");
    expect(() => createClassifier({ learningRate: -1 })).toThrow("learningRate must be");
  });
});
