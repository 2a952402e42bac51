import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { NpyArray, NumericArray } from "../../src/encoding/npy.ts";
import { readNpz, writeNpz } from "../../src/encoding/npz.ts";
import { FormatError } from "../../src/errors.ts";
import type { Model } from "../../src/format/model.ts";
import { loadModel, saveModel } from "../../src/format/model-npz.ts";
import { loadWeights } from "../../src/format/weights-npz.ts";
import { activationNames } from "../../src/network/activations.ts";
import { losses } from "../../src/network/losses.ts";
import type { Weights } from "../../src/network/network.ts";
import { createRandom, streams } from "../../src/random.ts";
import { someModel } from "./some-model.ts";

const array = (data: NumericArray, ...shape: number[]): NpyArray => ({ shape, data });
const zeros = (...shape: number[]) =>
  array(new Float32Array(shape.reduce((product, length) => product * length, 1)), ...shape);
const archive = (arrays: Readonly<Record<string, NpyArray>>) => writeNpz(Object.entries(arrays));

/** Every weight's bits, so that -0 and 0 are told apart. */
function bitsOf(weights: Weights): number[][] {
  return weights.map(({ values }) => Array.from(new Uint8Array(values.slice().buffer)));
}

function expectSame(found: Model, wanted: Model): void {
  expect(bitsOf(found.weights)).toEqual(bitsOf(wanted.weights));
  expect({ ...found, weights: shapes(found) }).toEqual({ ...wanted, weights: shapes(wanted) });
}

const shapes = ({ weights }: Model) =>
  weights.map(({ rows, columns, values }) => [rows, columns, values.constructor.name]);

describe("saveModel and loadModel", () => {
  it("bring back 40 models of random shapes and both precisions, weights bit for bit", () => {
    const random = createRandom({ seed: 0, stream: streams.order, step: 77 });
    for (let trial = 0; trial < 40; trial++) {
      const sizes = Array.from({ length: 2 + random.integer(4) }, () => 1 + random.integer(30));
      const model = someModel(sizes, trial % 2 === 0 ? "float32" : "float64", trial);
      expectSame(loadModel(saveModel(model), "model.npz"), model);
    }
  });

  it("bring back scaling, words of any script and the image's shape", () => {
    const model: Model = {
      ...someModel([6, 3], "float32"),
      classes: ["зеро", '"one"\n', ""],
      imageShape: [2, 3],
    };
    const unscaled = { ...model, network: { ...model.network, scaling: { type: "none" as const } } };
    expectSame(loadModel(saveModel(unscaled), "model.npz"), unscaled);
    const halved = {
      ...model,
      network: { ...model.network, scaling: { type: "divide" as const, divisor: 127.5 } },
    };
    expectSame(loadModel(saveModel(halved), "model.npz"), halved);
  });

  it("bring back scaling per feature, a regression's targets, names, and what stands for missing values", () => {
    const { network, ...rest } = someModel([6, 3], "float32");
    const six = [0.1, 1e-7, -3, 4, 5e30, 6];
    const model: Model = {
      ...rest,
      network: {
        layers: [{ inputs: 6, units: 3, activation: "identity" }],
        loss: "mean-squared-error",
        scaling: { type: "per-feature", offsets: six, divisors: six.map(Math.abs) },
        targets: { offsets: [1, 2, 3], divisors: [0.3, 1, 2] },
      },
      classes: [],
      targetNames: ["x", "y", "z"],
      featureNames: ["a", "b", "c", "d", "e", "__proto__"],
      imputation: six,
    };
    expectSame(loadModel(saveModel(model), "model.npz"), model);
  });

  it("read a committed file of version 1, and write it as version 2", () => {
    const name = "model-version-1.npz";
    const bytes = new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
    const text = (file: Uint8Array) =>
      new TextDecoder().decode(readNpz(file, name).get("meta")?.data as Uint8Array);
    expect(text(bytes)).toContain('"formatVersion":1,');
    const model = loadModel(bytes, name);
    expect(model).toEqual({
      network: {
        layers: [
          { inputs: 4, units: 2, activation: "tanh" },
          { inputs: 2, units: 3, activation: "softmax" },
        ],
        loss: "cross-entropy",
        scaling: { type: "divide", divisor: 255 },
      },
      weights: [
        { rows: 2, columns: 5, values: Float32Array.of(0.5, -1, 2, 0.25, 0, -0.5, 1, 0, -2, 0.125) },
        { rows: 3, columns: 3, values: Float32Array.of(0, 1, -1, 0.5, -0.5, 0.5, -1, 2, 0.25) },
      ],
      classes: ["left", "right", "middle"],
      imageShape: [2, 2],
    });
    expect(text(saveModel(model))).toContain('"formatVersion":2,');
    expectSame(loadModel(saveModel(model), name), model);
  });

  it("refuse a hidden softmax, and an output that does not go with the loss", () => {
    const { network, ...rest } = someModel([4, 3, 2], "float32");
    const bytes = (hidden: "softmax" | "relu", output: "softmax" | "identity") =>
      saveModel({
        ...rest,
        network: {
          ...network,
          layers: network.layers.map((layer, l) => ({ ...layer, activation: l === 0 ? hidden : output })),
        },
      });
    expect(() => loadModel(bytes("softmax", "softmax"), "m.npz")).toThrow(
      "expected softmax as the last of activations, got it for layer 1",
    );
    expect(() => loadModel(bytes("relu", "identity"), "m.npz")).toThrow(
      "expected an output of sigmoid, softmax with loss cross-entropy, got identity",
    );
  });

  it("bring back every activation, output and loss", () => {
    for (const hidden of activationNames.filter((name) => name !== "softmax")) {
      for (const [loss, outputs] of Object.entries(losses)) {
        for (const output of Object.keys(outputs)) {
          const { network, ...rest } = someModel([6, 5, 4, 3], "float32");
          const layers = network.layers.map((layer, l) => ({
            ...layer,
            activation: l === 2 ? output : hidden,
          }));
          const model = { ...rest, network: { ...network, layers, loss } } as Model;
          expectSame(loadModel(saveModel(model), "model.npz"), model);
        }
      }
    }
  });

  it("give the same bytes for the same model, also after a round trip", () => {
    const bytes = saveModel(someModel([7, 5, 3], "float32"));
    expect(saveModel(someModel([7, 5, 3], "float32"))).toEqual(bytes);
    expect(saveModel(loadModel(bytes, "model.npz"))).toEqual(bytes);
    expect(saveModel(someModel([7, 5, 3], "float32", 1))).not.toEqual(bytes);
  });

  it("name the arrays w1, w2, ... and meta, units in rows", () => {
    const arrays = readNpz(saveModel(someModel([784, 20, 10], "float32")), "model.npz");
    const meta = arrays.get("meta");
    expect([...arrays].map(([name, { shape }]) => [name, ...shape])).toEqual([
      ["w1", 20, 785],
      ["w2", 10, 21],
      ["meta", meta?.data.length],
    ]);
    expect(meta?.data).toBeInstanceOf(Uint8Array);
  });

  it("read a file whose bytes begin at an odd place of a buffer", () => {
    const model = someModel([4, 2], "float64");
    const bytes = saveModel(model);
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expectSame(loadModel(shifted.subarray(1), "model.npz"), model);
  });
});

describe("loadModel of a file without meta", () => {
  it("takes the report's names w_i_h and w_h_o for sigmoid layers, cross-entropy, 28 x 28 pixels by 255", () => {
    const name = "seed0_program_epoch4.npz";
    const bytes = new Uint8Array(readFileSync(new URL(`../golden/${name}`, import.meta.url)));
    const { weights, ...rest } = loadModel(bytes, name);
    expect(rest).toEqual({
      network: {
        layers: [
          { inputs: 784, units: 20, activation: "sigmoid" },
          { inputs: 20, units: 10, activation: "sigmoid" },
        ],
        loss: "cross-entropy",
        scaling: { type: "divide", divisor: 255 },
      },
      classes: [..."0123456789"],
      imageShape: [28, 28],
    });
    const golden = JSON.parse(readFileSync(new URL("../golden/golden.json", import.meta.url), "utf8"));
    const [w1, w2] = weights.map(({ values }) =>
      Float64Array.from(values).reduce((sum, value) => sum + value, 0),
    );
    expect(w1).toBeCloseTo(golden.files[name].w_i_h_sum, 10); // NumPy's sums
    expect(w2).toBeCloseTo(golden.files[name].w_h_o_sum, 10);
  });

  it("takes the report's names in whatever order the file has them", () => {
    const model = loadModel(archive({ w_h_o: zeros(2, 4), w_i_h: zeros(3, 5) }), "report.npz");
    expect(model.network.layers.map(({ inputs, units }) => [inputs, units])).toEqual([
      [4, 3],
      [3, 2],
    ]);
  });

  it("takes w1, w2, ... by number, w10 after w9, and a row for inputs that make no square", () => {
    const arrays: Record<string, NpyArray> = {};
    for (let layer = 12; layer >= 1; layer--) arrays[`w${layer}`] = zeros(layer, layer === 1 ? 7 : layer);
    const model = loadModel(archive(arrays), "deep.npz");
    expect(model.weights.map(({ rows }) => rows)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(model.imageShape).toEqual([1, 6]);
    expect(model.classes).toHaveLength(12);
  });
});

describe("loadModel and loadWeights", () => {
  /** What both say of a file that is wrong. */
  function expectRefusal(arrays: Readonly<Record<string, NpyArray>>, message: string): void {
    for (const load of [loadModel, loadWeights]) {
      expect(() => load(archive(arrays), "m.npz")).toThrow(FormatError);
      expect(() => load(archive(arrays), "m.npz")).toThrow(message);
    }
  }

  it("refuse a file without weights, naming what is there", () => {
    expectRefusal(
      { x_train: zeros(2, 2), meta: array(Uint8Array.of(123, 125), 2) },
      "m.npz: expected a model's arrays w1, w2, ... (or w_i_h and w_h_o), got x_train, meta.",
    );
    expectRefusal({}, "got none.");
    expectRefusal({ w_i_h: zeros(3, 5) }, "got w_i_h.");
    expectRefusal({ w0: zeros(3, 5), w01: zeros(3, 5) }, "got w0, w01.");
  });

  it("refuse a file that has lost a layer: w1, one between, all but one", () => {
    expectRefusal({ w2: zeros(2, 4) }, "m.npz: expected the layers w1, got w2; w1 is missing.");
    expectRefusal(
      { w1: zeros(3, 5), w3: zeros(2, 4) },
      "m.npz: expected the layers w1, w2, got w1, w3; w2 is missing.\n  The file has lost a layer",
    );
    expectRefusal({ w1: zeros(3, 5), w1000000000000: zeros(2, 4) }, "w2 is missing.");
  });

  it("refuse layers that do not fit, naming columns and units", () => {
    expectRefusal(
      { w1: zeros(3, 5), w2: zeros(2, 3) },
      "m.npz: w2: expected 4 columns, 1 + the 3 units of w1, got 3.\n  W is [units, 1 + inputs]; column 0 is the bias.",
    );
    expectRefusal(
      { w_i_h: zeros(20, 785), w_h_o: zeros(10, 20) },
      "m.npz: w_h_o: expected 21 columns, 1 + the 20 units of w_i_h, got 20.",
    );
  });

  it("refuse layers of two precisions", () => {
    expectRefusal(
      { w1: zeros(3, 5), w2: array(new Float64Array(8), 2, 4) },
      "m.npz: w2: expected the type of w1, got another.",
    );
  });

  it.each([Number.NaN, Infinity, -Infinity])("refuse a weight of %s, naming its row and column", (value) => {
    const values = new Float64Array(15);
    values[9] = value; // row 1, column 4 of [3, 5]
    expectRefusal({ w1: array(values, 3, 5) }, `m.npz: w1: expected finite weights, got ${value} at [1, 4].`);
  });

  it("refuse weights of another type", () => {
    expectRefusal(
      { w1: array(new BigInt64Array(15), 3, 5) },
      "m.npz: w1: expected weights as float32 or float64, got bigint64.",
    );
    expectRefusal({ w1: array(new Uint8Array(15), 3, 5) }, "got uint8.");
  });

  it("refuse weights of another shape: a list, three dimensions, no units, no inputs", () => {
    const message = "expected the shape [units, 1 + inputs], got";
    expectRefusal({ w1: zeros(15) }, `m.npz: w1: ${message} [15].`);
    expectRefusal({ w1: zeros(1, 3, 5) }, `${message} [1, 3, 5].`);
    expectRefusal({ w1: zeros(0, 5) }, `${message} [0, 5].`);
    expectRefusal({ w1: zeros(3, 1) }, `${message} [3, 1].`);
  });

  it("refuse bytes that are no archive, and one that is cut short", () => {
    const bytes = saveModel(someModel([3, 2], "float32"));
    for (const load of [loadModel, loadWeights]) {
      expect(() => load(new Uint8Array(0), "m.npz")).toThrow(FormatError);
      expect(() => load(bytes.subarray(0, -5), "m.npz")).toThrow(FormatError);
    }
  });

  it("refuse a flipped bit anywhere in the weights, by the archive's checksum", () => {
    const bytes = saveModel(someModel([30, 20], "float32"));
    for (const at of [300, 900, 1800]) {
      const flipped = bytes.slice();
      flipped[at] ^= 4;
      expect(() => loadModel(flipped, "m.npz")).toThrow(/expected the checksum/);
    }
  });
});

describe("loadModel with meta that does not fit the weights", () => {
  const model = someModel([6, 4, 3], "float32");

  it("refuses more or fewer activations than layers", () => {
    const layers = model.network.layers.slice(0, 1);
    const saved = saveModel({ ...model, network: { ...model.network, layers } });
    expect(() => loadModel(saved, "m.npz")).toThrow(
      "m.npz: meta: expected 2 activations, one a layer, got 1.",
    );
  });

  it("refuses more or fewer classes than output units", () => {
    const saved = saveModel({ ...model, classes: ["a", "b"] });
    expect(() => loadModel(saved, "m.npz")).toThrow(
      "m.npz: meta: expected 3 classes, one an output unit, got 2.",
    );
  });

  it("refuses an image of more or fewer pixels than inputs", () => {
    const saved = saveModel({ ...model, imageShape: [2, 4] });
    expect(() => loadModel(saved, "m.npz")).toThrow(
      "m.npz: meta: expected 6 pixels of imageShape, one an input, got 8.",
    );
  });

  it.each([
    [
      "offsets of scaling, one an input",
      6,
      {
        network: { ...model.network, scaling: { type: "per-feature" as const, offsets: [1], divisors: [1] } },
      },
    ],
    ["featureNames, one an input", 6, { featureNames: ["a"] }],
    ["targetNames, one an output unit", 3, { targetNames: ["a"] }],
    ["numbers of imputation, one an input", 6, { imputation: [0] }],
    [
      "offsets of targets, one an output unit",
      3,
      { classes: [], network: { ...model.network, targets: { offsets: [1], divisors: [1] } } },
    ],
  ])("refuses another number of %s", (what, expected, change) => {
    expect(() => loadModel(saveModel({ ...model, ...change }), "m.npz")).toThrow(
      `m.npz: meta: expected ${expected} ${what}, got 1.`,
    );
  });

  it("refuses classes beside targets", () => {
    const network = { ...model.network, targets: { offsets: [0, 0, 0], divisors: [1, 1, 1] } };
    expect(() => loadModel(saveModel({ ...model, network }), "m.npz")).toThrow(
      "m.npz: meta: expected 0 classes with targets, got 3.",
    );
  });

  it("does not hinder loadWeights, which wants the weights alone", () => {
    const saved = saveModel({ ...model, classes: ["a", "b"] });
    expect(bitsOf(loadWeights(saved, "m.npz"))).toEqual(bitsOf(model.weights));
  });
});
