import { describe, expect, it } from "vitest";
import { checkLayerHistograms } from "../../src/network/layer-histograms.ts";

const good = { low: 0, high: 1, counts: [1, 2] };
const epoch = (number: number, activations: object = {}, gradients: object = {}) => ({
  epoch: number,
  layers: [
    {
      layer: 1,
      name: "a",
      activations: { ...good, ...activations },
      gradients: { ...good, zeros: 0, ...gradients },
    },
  ],
});

describe("checkLayerHistograms", () => {
  it("accepts epochs that rise, and a histogram of one number", () => {
    expect(() => checkLayerHistograms([epoch(0), epoch(2, { high: 0 })])).not.toThrow();
  });
  it.each([
    [[], "Layer histograms: expected one epoch or more, got none."],
    [[{ epoch: 1, layers: [] }], "Layer histograms: expected one layer or more, got none."],
    [
      [epoch(1), epoch(1)],
      "Layer histograms, epochs[1]: expected a whole number, 2 or more, as epoch, got 1.",
    ],
    [
      [epoch(1), { epoch: 2, layers: [] }],
      "Layer histograms, epochs[1]: expected 1 layers, as in the first epoch, got 0.",
    ],
    [
      [epoch(1, { high: -1 })],
      "Layer histograms, epochs[0], activations of layer 1: expected finite numbers low <= high, got 0 and -1.",
    ],
    [
      [epoch(1, {}, { low: -Infinity })],
      "Layer histograms, epochs[0], gradients of layer 1: expected finite numbers low <= high, got -Infinity and 1.",
    ],
    [
      [epoch(1, { counts: [1, 0.5] })],
      "Layer histograms, epochs[0], activations of layer 1: expected whole numbers as counts, got 0.5 at index 1.",
    ],
    [
      [epoch(1, {}, { zeros: -1 })],
      "Layer histograms, epochs[0], gradients of layer 1: expected a whole number of zeros, got -1.",
    ],
  ])("refuses what is wrong: %#", (epochs, message) => {
    expect(() => checkLayerHistograms(epochs)).toThrow(new RangeError(message));
  });
});
