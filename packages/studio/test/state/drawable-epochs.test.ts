import { expect, it } from "vitest";
import { drawableEpochs } from "../../src/state/drawable-epochs.ts";

const records = (losses: readonly number[]) =>
  losses.map((trainLoss, i) => ({
    epoch: i + 1,
    trainAccuracy: 0.5,
    trainLoss,
    trainMeanSquaredError: 0.1,
    learningRate: 0.1,
    seconds: 1,
    samplesPerSecond: 1,
  }));

it("leaves up to 1,200 epochs as they are", () => {
  const epochs = records(Array.from({ length: 1200 }, () => 1));
  expect(drawableEpochs(epochs)).toBe(epochs);
});

it("keeps first, last, and a peak of one epoch among 100,000, in order, and no more than 1,201", () => {
  const losses = Array.from({ length: 100_000 }, (_, i) => 1 + 1 / (i + 1));
  losses[54_321] = 9;
  losses[65_432] = 0.1;
  const epochs = drawableEpochs(records(losses));
  expect(epochs.length).toBeLessThanOrEqual(1201);
  expect(epochs[0].epoch).toBe(1);
  expect(epochs.at(-1)?.epoch).toBe(100_000);
  expect(
    epochs.filter(({ trainLoss }) => trainLoss === 9 || trainLoss === 0.1).map(({ epoch }) => epoch),
  ).toEqual([54_322, 65_433]);
  expect(epochs.every(({ epoch }, i) => i === 0 || epoch > epochs[i - 1].epoch)).toBe(true);
});
