import { describe, expect, it } from "vitest";
import { initialWeights } from "../../src/network/initializers.ts";
import { plainObjective } from "../../src/network/objective.ts";
import { type LayerStatistics, layerStatistics } from "../../src/training/layer-statistics.ts";
import { layerWarnings } from "../../src/training/layer-warnings.ts";
import { sigmoidNetwork, someSamples, someWeights } from "../engine/small-network.ts";

const sound: LayerStatistics = {
  layer: 1,
  units: 10,
  activation: "sigmoid",
  activationMean: 0.5,
  activationDeviation: 0.1,
  weightNorm: 2,
  gradientNorm: 1,
  gradientToWeight: 0.5,
};

/** A hidden layer that is as said, below a sound output layer. */
function above(hidden: Partial<LayerStatistics>, output: Partial<LayerStatistics> = {}): LayerStatistics[] {
  return [
    { ...sound, ...hidden },
    { ...sound, layer: 2, ...output },
  ];
}

const kinds = (layers: LayerStatistics[], before?: LayerStatistics[]) =>
  layerWarnings(layers, before).map(({ kind, layer }) => `${kind} ${layer}`);

describe("layerWarnings", () => {
  it("says nothing of sound layers", () => {
    expect(layerWarnings(above({}), above({}))).toEqual([]);
  });

  it("warns of more than 40 % dead units, with a sentence", () => {
    expect(kinds(above({ activation: "relu", deadUnits: 0.4 }))).toEqual([]);
    expect(layerWarnings(above({ activation: "relu", deadUnits: 0.55 }))).toEqual([
      {
        kind: "dead",
        layer: 1,
        message:
          "layer 1 of 2 (10 relu units): 55 % of the units are dead: not above 0 for any sample of the probe, so that no gradient passes them.\n" +
          "  Try a smaller learning rate, initial weights he-normal, or another activation, like gelu.",
      },
    ]);
  });

  it("warns of more than half the units saturated, but not in the output layer, which is to be sure", () => {
    expect(kinds(above({ saturated: 0.9, saturatedUnits: 0.5 }))).toEqual([]);
    expect(kinds(above({ saturatedUnits: 0.51 }, { saturatedUnits: 0.99 }))).toEqual(["saturated 1"]);
  });

  it("warns of a gradient a hundred times smaller than the last layer's", () => {
    expect(kinds(above({ gradientNorm: 0.011 }))).toEqual([]);
    expect(kinds(above({ gradientNorm: 0 }, { gradientNorm: 0 }))).toEqual([]);
    expect(kinds(above({ gradientNorm: 0 }))).toEqual(["vanishing 1"]);
    expect(layerWarnings(above({ gradientNorm: 2e-5 }))[0].message).toContain(
      "its gradient vanishes: its norm is 0.00002, where the last layer's is 1, 50000 times as much.",
    );
  });

  it("says of dead units alone where they are why the gradient vanishes", () => {
    const dead = { activation: "relu", deadUnits: 1, gradientNorm: 0 } as const;
    expect(kinds(above(dead))).toEqual(["dead 1"]);
    const [first, second] = [
      { ...sound, gradientNorm: 0 },
      { ...sound, ...dead, layer: 2 },
    ];
    expect(kinds([first, second, { ...sound, layer: 3 }])).toEqual(["dead 2"]);
  });

  it("warns of a gradient that is large and grew tenfold in an epoch, or is no finite number", () => {
    expect(kinds(above({ gradientNorm: 20 }), above({ gradientNorm: 1.9 }))).toEqual(["exploding 1"]);
    expect(kinds(above({ gradientNorm: 20 }), above({ gradientNorm: 2.1 }))).toEqual([]);
    expect(kinds(above({ gradientNorm: 9 }), above({ gradientNorm: 0.1 }))).toEqual([]);
    expect(kinds(above({ gradientNorm: 20 }))).toEqual([]);
    expect(kinds(above({}, { gradientNorm: 90 }), above({}))).toEqual(["exploding 2"]);
    expect(kinds(above({ gradientNorm: Number.POSITIVE_INFINITY }))).toEqual(["exploding 1"]);
  });

  it("finds the vanishing gradients of 9 sigmoid layers in the lower ones, and none of 2 layers", async () => {
    const warned = async (...sizes: number[]) => {
      const network = sigmoidNetwork(...sizes);
      const weights = initialWeights(network, 1, "float64", "glorot-uniform");
      return kinds(await layerStatistics(network, weights, plainObjective, someSamples(50, sizes[0], 3)));
    };
    expect(await warned(30, 8, 3)).toEqual([]);
    const deep = await warned(30, 8, 8, 8, 8, 8, 8, 8, 8, 3);
    expect(deep).toContain("vanishing 1");
    expect(deep).not.toContain("vanishing 8");
  });

  it("finds a layer of ReLU units dead once their biases are far below 0", async () => {
    const sigmoids = sigmoidNetwork(30, 8, 3);
    const [first, last] = sigmoids.layers;
    const network = { ...sigmoids, layers: [{ ...first, activation: "relu" as const }, last] };
    const weights = someWeights(network, "float64");
    for (let unit = 0; unit < 8; unit++) weights[0].values[unit * 31] = -100;
    const samples = someSamples(50, 30, 3);
    expect(kinds(await layerStatistics(network, weights, plainObjective, samples))).toEqual(["dead 1"]);
  });
});
