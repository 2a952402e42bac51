import { describe, expect, it } from "vitest";
import type { Samples } from "../../src/dataset/samples.ts";
import { createEngine } from "../../src/engine/create-engine.ts";
import type { Batch } from "../../src/engine/engine.ts";
import type { Network, Weights } from "../../src/network/network.ts";
import { drawMask } from "../../src/network/noise.ts";
import { type Objective, plainObjective } from "../../src/network/objective.ts";
import { checkGradients } from "../../src/training/gradient-check.ts";
import { sigmoidNetwork, someSamples, someWeights } from "../engine/small-network.ts";

/** Three layers, of which a mistake may spare some. */
const deep: Network = { ...sigmoidNetwork(7, 5, 4, 3) };
const weights = someWeights(deep, "float64");
const samples = someSamples(6, 7, 3);
const objective: Objective = {
  reduction: "mean",
  labelSmoothing: 0.1,
  classWeights: [0.5, 2, 1],
  l1: 0.01,
  l2: 0.02,
  dropout: [0.2, 0.4, 0.3],
  inputNoise: 0.2,
  seed: 1,
};

/** The reference engine's gradient of an objective. */
async function gradientOf(batch: Batch, given: Objective = objective): Promise<Weights> {
  const settings = { network: deep, weights, precision: "float64", updateOrder: "together" } as const;
  return (await (await createEngine("reference", { ...settings, objective: given })).gradients(batch))
    .weights;
}

/** Which layers pass when the analytic gradient is this one. */
async function passes(analytic: (batch: Batch) => Promise<Weights>): Promise<boolean[]> {
  const checks = await checkGradients(deep, weights, samples, { objective, analytic });
  return checks.map(({ passed }) => passed);
}

/** The right gradient, with something done to it. */
const spoilt = (mistake: (gradient: Weights) => void) => async (batch: Batch) => {
  const gradient = await gradientOf(batch);
  mistake(gradient);
  return gradient;
};

describe("the gradient check catches", () => {
  it("nothing in the right gradient", async () => {
    expect(await passes(gradientOf)).toEqual([true, true, true]);
  });

  it("a wrong sign of one layer, and of one entry", async () => {
    const layer = spoilt(([w1]) => w1.values.set(w1.values.map((value) => -value)));
    expect(await passes(layer)).toEqual([false, true, true]);
    const entry = spoilt(([, , w3]) => {
      w3.values[7] = -w3.values[7];
    });
    expect(await passes(entry)).toEqual([true, true, false]);
  });

  it("a dropped bias, and says where", async () => {
    const analytic = spoilt(([, w2]) => {
      w2.values[2 * w2.columns] = 0;
    });
    const checks = await checkGradients(deep, weights, samples, { objective, analytic });
    expect(checks.map(({ passed }) => passed)).toEqual([true, false, true]);
    expect(checks[1]).toMatchObject({ layer: 2, row: 2, column: 0 });
  });

  it("one entry that is off by a part in 100,000, whichever of the larger half of its layer it is", async () => {
    const gradients = await gradientOf({ samples, order: Uint32Array.of(0, 1, 2, 3, 4, 5), step: 0 });
    for (const [layer, { values }] of gradients.entries()) {
      const bySize = Array.from(values.keys()).sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]));
      for (const index of bySize.slice(0, values.length / 2)) {
        const found = await passes(
          spoilt((gradient) => {
            gradient[layer].values[index] *= 1.00001;
          }),
        );
        expect(found, `layer ${1 + layer}, entry ${index}`).toEqual([0, 1, 2].map((l) => l !== layer));
      }
    }
  });

  it("a layer that is off by a part in 100,000", async () => {
    const scaled = spoilt(([, w2]) => w2.values.set(w2.values.map((value) => 1.00001 * value)));
    expect(await passes(scaled)).toEqual([true, false, true]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    "one entry of %s, and says where, whatever else is wrong",
    async (value) => {
      const analytic = spoilt(([w1]) => {
        w1.values[0] += 1;
        w1.values[2 * w1.columns + 3] = value;
      });
      const [first] = await checkGradients(deep, weights, samples, { objective, analytic });
      expect(first).toMatchObject({ passed: false, row: 2, column: 3 });
    },
  );

  // The output layer's gradient knows of the penalty and of what the samples' deltas are; the layers below of all.
  const forgotten: readonly (readonly [what: string, given: Partial<Objective>])[] = [
    ["label smoothing", { labelSmoothing: 0 }],
    ["class weights", { classWeights: [1, 1, 1] }],
    ["l1", { l1: 0 }],
    ["half of l2", { l2: 0.01 }],
    ["dropout", { dropout: [] }],
    ["input noise", { inputNoise: 0 }],
    ["the mean", { reduction: "sum" }],
    ["the seed of masks and noise", { seed: 2 }],
  ];
  it.each(forgotten)("%s forgotten in the backward pass, in every layer", async (_, given) => {
    expect(await passes((batch) => gradientOf(batch, { ...objective, ...given }))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("masks and noise dealt to other samples of the batch, and those of another step", async () => {
    const turned = (batch: Batch) => gradientOf({ ...batch, order: batch.order.slice().reverse() });
    expect(await passes(turned)).toEqual([false, false, false]);
    expect(await passes((batch) => gradientOf({ ...batch, step: 1 }))).toEqual([false, false, false]);
  });
});

// A 3-4-2 network with softmax outputs and dropout of its hidden units, 4 samples: as many as units, so that the masks
// can be mixed up. Its backward pass is written out, with the mistakes that a writer of one makes.
const network: Network = {
  ...sigmoidNetwork(3, 4, 2),
  scaling: { type: "none" },
  layers: [
    { inputs: 3, units: 4, activation: "sigmoid" },
    { inputs: 4, units: 2, activation: "softmax" },
  ],
};
const features = Float32Array.of(0.5, -1, 2, 1, 0.25, -0.5, 0, 1.5, -1, -2, 0.75, 1);
const four: Samples = { count: 4, featureCount: 3, features, labels: Uint8Array.of(0, 1, 1, 0) };
const W = someWeights(network, "float64");
const dropping: Objective = { ...plainObjective, labelSmoothing: 0.2, dropout: [0, 0.5], seed: 5 };

type Mistake =
  | "transposed mask"
  | "no mask"
  | "mask without its scale"
  | "derivative from the masked activation"
  | "label smoothing forgotten"
  | "transposed weights"
  | "no bias";

function backwardByHand(mistake?: Mistake): Weights {
  const [W1, W2] = W;
  const masks = [0, 1, 2, 3].map((position) => {
    const mask = new Float64Array(4);
    drawMask(0.5, { seed: 5, step: 0, position, layer: 1, layers: 2 }, mask);
    return mask;
  });
  const [g1, g2] = [new Float64Array(16), new Float64Array(10)];
  for (let s = 0; s < 4; s++) {
    const x = [1, ...four.features.subarray(3 * s, 3 * s + 3)];
    const f = [0, 1, 2, 3].map(
      (u) => 1 / (1 + Math.exp(-x.reduce((z, xj, j) => z + W1.values[4 * u + j] * xj, 0))),
    );
    const a = [1, ...f.map((fu, u) => masks[s][u] * fu)];
    const e = [0, 1].map((k) => Math.exp(a.reduce((z, au, u) => z + W2.values[5 * k + u] * au, 0)));
    const smoothing = mistake === "label smoothing forgotten" ? 0 : 0.2;
    const delta2 = e.map(
      (ek, k) => ek / (e[0] + e[1]) - (smoothing / 2 + (k === four.labels[s] ? 1 - smoothing : 0)),
    );
    const delta1 = f.map((fu, u) => {
      const back = delta2.reduce(
        (sum, d, k) => sum + W2.values[mistake === "transposed weights" ? 2 * u + k : 5 * k + 1 + u] * d,
        0,
      );
      const given = mistake === "transposed mask" ? masks[u][s] : masks[s][u];
      const mask = mistake === "no mask" ? 1 : mistake === "mask without its scale" ? given / 2 : given;
      const of = mistake === "derivative from the masked activation" ? a[1 + u] : fu;
      return back * mask * of * (1 - of);
    });
    for (const [u, d] of delta1.entries())
      for (const [j, xj] of x.entries()) g1[4 * u + j] += (mistake === "no bias" && j === 0 ? 0 : d * xj) / 4;
    for (const [k, d] of delta2.entries()) for (const [u, au] of a.entries()) g2[5 * k + u] += (d * au) / 4;
  }
  return [
    { rows: 4, columns: 4, values: g1 },
    { rows: 2, columns: 5, values: g2 },
  ];
}

describe("the gradient check of a backward pass written by hand", () => {
  const passesByHand = async (mistake?: Mistake) =>
    (
      await checkGradients(network, W, four, {
        objective: dropping,
        analytic: async () => backwardByHand(mistake),
      })
    ).map(({ passed }) => passed);

  it("passes without a mistake", async () => {
    expect(await passesByHand()).toEqual([true, true]);
  });

  it.each([
    "transposed mask",
    "no mask",
    "mask without its scale",
    "derivative from the masked activation",
    "transposed weights",
    "no bias",
  ] as const)("catches it: %s, in the layer below alone", async (mistake) => {
    expect(await passesByHand(mistake)).toEqual([false, true]);
  });

  it("catches label smoothing forgotten in the delta, in both layers", async () => {
    expect(await passesByHand("label smoothing forgotten")).toEqual([false, false]);
  });
});
