// Models as PyTorch, onnx and scikit-learn write them (fixtures/foreign.py), beside what those say of the same inputs.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadModelFile } from "../../src/format/load-model-file.ts";
import type { Model } from "../../src/format/model.ts";
import { precisionOf } from "../../src/format/precision-of.ts";
import { referenceScores } from "./reference-scores.ts";

const folder = new URL("fixtures/", import.meta.url);
const cases: Readonly<Record<string, { readonly inputs: number[][]; readonly outputs: number[][] }>> =
  JSON.parse(readFileSync(new URL("foreign.json", folder), "utf8"));
const read = (file: string) => loadModelFile(new Uint8Array(readFileSync(new URL(file, folder))), file);

describe("models of other tools", () => {
  it.each(Object.keys(cases))("%s says what its own tool says, to 2e-6", async (file) => {
    const { inputs, outputs } = cases[file];
    const { model } = await read(file);
    const scores = await referenceScores(model, Float32Array.from(inputs.flat()));
    expect(scores.length).toBe(outputs.flat().length);
    for (const [n, output] of outputs.flat().entries())
      expect(Math.abs(scores[n] - output)).toBeLessThan(2e-6 * Math.max(1, Math.abs(output)));
  });

  it.each([
    ["torch.onnx", []],
    [
      "by-hand.onnx",
      ["its outputs are scores as they are; if they are logits, softmax makes probabilities."],
    ],
    ["binary.onnx", ["its one sigmoid output is the second of two classes, whose scores are [1 - p, p]."]],
    ["half.onnx", []],
    [
      "torch-F16.safetensors",
      [
        "layer 1 goes through relu, as the file does not say.",
        "layer 2 goes through relu, as the file does not say.",
        "features go in as they are, as the file does not say how they are scaled.",
        "the outputs go through softmax, as the file does not say.",
      ],
    ],
    ["iris.npz", []],
    ["regressor.npz", ["features go in as they are, as the file does not say how they are scaled."]],
  ])("%s: what it leaves open is assumed, and said", async (file, assumptions) => {
    expect((await read(file)).assumptions).toEqual(assumptions);
  });

  it("keep their activations, scaling, names and precision", async () => {
    const shapeOf = ({ network, classes, targetNames, weights }: Model) => [
      network.layers.map(({ units, activation }) => `${units} ${activation}`).join(", "),
      network.scaling.type,
      (targetNames ?? classes).join(" "),
      precisionOf(weights),
    ];
    expect(shapeOf((await read("torch.onnx")).model)).toEqual([
      "7 gelu, 6 silu, 6 leaky-relu, 5 tanh, 5 relu, 4 sigmoid, 3 softmax",
      "divide",
      "0 1 2",
      "float32",
    ]);
    expect(shapeOf((await read("by-hand.onnx")).model)).toEqual([
      "4 tanh, 6 relu, 3 identity",
      "per-feature",
      "0 1 2",
      "float32",
    ]);
    expect(shapeOf((await read("binary.onnx")).model)).toEqual([
      "3 scaled-tanh, 2 softmax",
      "divide",
      "0 1",
      "float64",
    ]);
    expect(shapeOf((await read("iris.npz")).model)).toEqual([
      "5 tanh, 4 tanh, 3 softmax",
      "per-feature",
      "setosa versicolor virginica",
      "float64",
    ]);
    expect(shapeOf((await read("regressor.npz")).model)).toEqual([
      "6 relu, 2 identity",
      "none",
      "y1 y2",
      "float64",
    ]);
  });

  it("take what is known better than the file says it", async () => {
    const bytes = (file: string) => new Uint8Array(readFileSync(new URL(file, folder)));
    const { model, assumptions } = await loadModelFile(bytes("torch-F32.safetensors"), "m", {
      activation: "tanh",
      output: "sigmoid",
      scaling: { type: "divide", divisor: 2 },
      classes: ["a", "b", "c"],
    });
    expect(assumptions).toEqual([]);
    expect(model.network.layers.map(({ activation }) => activation)).toEqual(["tanh", "tanh", "sigmoid"]);
    expect(model.network.scaling).toEqual({ type: "divide", divisor: 2 });
    expect(model.classes).toEqual(["a", "b", "c"]);
    const logits = await loadModelFile(bytes("by-hand.onnx"), "m", { output: "softmax" });
    expect(logits.assumptions).toEqual([]);
    expect(logits.model.network.loss).toBe("cross-entropy");
  });
});
