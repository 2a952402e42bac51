import { describe, expect, it } from "vitest";
import type { Samples } from "../../src/dataset/samples.ts";
import {
  createToySet,
  type ToySetName,
  type ToySetOptions,
  toySetNames,
} from "../../src/dataset/toy-sets.ts";
import { ParameterError } from "../../src/errors.ts";
import { createExperiment } from "../../src/experiment.ts";
import { createTraining } from "../../src/training/train.ts";

/** Points [n] of a set without noise. */
function exact(name: ToySetName): { x: number; y: number; label: number }[] {
  const { train } = createToySet(name, { noise: 0, samples: 500 });
  return Array.from(train.labels, (label, i) => ({
    x: train.features[2 * i],
    y: train.features[2 * i + 1],
    label,
  }));
}

/** Share of the test samples whose nearest training sample is of their class. */
function nearestNeighbourAccuracy(train: Samples, test: Samples): number {
  const nearest = (at: number) => {
    let best = { distance: Number.POSITIVE_INFINITY, label: -1 };
    for (let i = 0; i < train.count; i++) {
      const distance =
        (train.features[2 * i] - test.features[2 * at]) ** 2 +
        (train.features[2 * i + 1] - test.features[2 * at + 1]) ** 2;
      if (distance < best.distance) best = { distance, label: train.labels[i] };
    }
    return best.label;
  };
  return (
    Array.from(test.labels).reduce((hits, label, at) => hits + (nearest(at) === label ? 1 : 0), 0) /
    test.count
  );
}

describe("createToySet", () => {
  it.each(toySetNames)("gives as many %s of each class, as float32 within [-1.3, 1.3]", (name) => {
    const { train, test, classes, imageShape } = createToySet(name);
    expect({ classes, imageShape, count: train.count, test: test?.count }).toEqual({
      classes: ["0", "1"],
      imageShape: [1, 2],
      count: 400,
      test: 400,
    });
    expect(train.features).toBeInstanceOf(Float32Array);
    expect(Array.from(train.labels).reduce((sum, label) => sum + label, 0)).toBe(200);
    expect(train.features.every((value) => Math.abs(value) < 1.3)).toBe(true);
  });

  it.each(toySetNames)("draws %s whose test samples lie among their own class", (name) => {
    const { train, test } = createToySet(name);
    expect(test && nearestNeighbourAccuracy(train, test)).toBeGreaterThan(0.97);
  });

  it("has the same bits again, others with another seed, and no training sample in the test set", () => {
    const [once, again, other] = [0, 0, 1].map((seed) => createToySet("moons", { seed }));
    expect(again).toEqual(once);
    expect(other.train.features).not.toEqual(once.train.features);
    const seen = new Set(once.train.features);
    expect(once.test?.features.some((value) => seen.has(value))).toBe(false);
  });

  it("does not move a sample when there are more", () => {
    const few = createToySet("spirals", { samples: 10 }).train.features;
    expect(createToySet("spirals", { samples: 400 }).train.features.subarray(0, 20)).toEqual(few);
  });

  it("puts circles on a disc of 0.45 and a ring from 0.75 to 1", () => {
    for (const { x, y, label } of exact("circles")) {
      const radius = Math.hypot(x, y);
      if (label === 0) expect(radius).toBeLessThanOrEqual(0.4500001);
      else expect(Math.abs(radius - 0.875)).toBeLessThanOrEqual(0.1250001);
    }
  });

  it("turns spirals by 3 half turns while the radius grows from 0.08 to 1, the second arm opposite", () => {
    for (const { x, y, label } of exact("spirals")) {
      const radius = Math.hypot(x, y);
      const angle = Math.PI * ((3 * (radius - 0.08)) / 0.92 + label);
      expect(x).toBeCloseTo(radius * Math.cos(angle), 5);
      expect(y).toBeCloseTo(radius * Math.sin(angle), 5);
    }
  });

  it("puts moons on two half circles of radius 2/3, about (-1/3, -1/6) and (1/3, 1/6)", () => {
    for (const { x, y, label } of exact("moons")) {
      const side = label === 0 ? 1 : -1;
      expect(Math.hypot(x + side / 3, y + side / 6)).toBeCloseTo(2 / 3, 5);
      expect(side * (y + side / 6)).toBeGreaterThanOrEqual(-1e-6);
    }
  });

  it("says 1 in XOR where the signs differ", () => {
    for (const { x, y, label } of exact("xor")) expect(x * y < 0 ? 1 : 0).toBe(label);
  });

  it("is learned: two hidden layers of 16 tell 97 % of the test spirals apart after 150 epochs", async () => {
    const experiment = createExperiment({
      hidden: [16, 16],
      activation: "tanh",
      init: "he-normal",
      descent: "minibatch",
      batchSize: 10,
      optimizer: "adam",
      learningRate: 0.01,
      epochs: 150,
    });
    const dataset = createToySet("spirals");
    const { test } = dataset;
    if (test === undefined) throw new Error("no test set");
    const training = await createTraining(experiment, { ...dataset, validation: test });
    let accuracy = 0;
    for await (const progress of training)
      if (progress.kind === "epoch") accuracy = progress.validationAccuracy ?? 0;
    expect(accuracy).toBeGreaterThan(0.97);
  });

  it.each([
    [{ samples: 1 }, "samples must be a whole number in [2, 1000000], got 1."],
    [{ samples: 2.5 }, "samples must be a whole number in [2, 1000000], got 2.5."],
    [{ noise: -1 }, "noise must be in [0, ∞), got -1."],
    [{ noise: Number.NaN }, "noise must be in [0, ∞), got NaN."],
  ] as [ToySetOptions, string][])("refuses %j", (options, message) => {
    expect(() => createToySet("xor", options)).toThrow(new ParameterError(message));
  });

  it("refuses a set that there is not", () => {
    expect(() => createToySet("stars" as ToySetName)).toThrow(
      /one of circles, spirals, moons, xor, got stars/,
    );
  });
});
