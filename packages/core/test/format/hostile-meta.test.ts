import { describe, expect, it } from "vitest";
import { readNpz, writeNpz } from "../../src/encoding/npz.ts";
import { createExperiment } from "../../src/experiment.ts";
import { loadModel, saveModel } from "../../src/format/model-npz.ts";
import { checkpointAfter, loadCheckpoint, saveCheckpoint } from "../../src/training/checkpoint.ts";
import { someNetwork, someWeights } from "../engine/small-network.ts";

// What fuzzing found: words that are far too long, and lists in lists in lists, met on the way to a sentence.

const network = someNetwork([4, 3, 2], ["relu"], "softmax");
const weights = someWeights(network, "float32");
const model = saveModel({ network, weights, classes: ["a", "b"], imageShape: [2, 2] });
const deep = "[".repeat(200_000) + "]".repeat(200_000);

function withMeta(npz: Uint8Array, json: string): Uint8Array {
  const data = new TextEncoder().encode(json);
  const arrays = [...readNpz(npz, "x.npz")].filter(([name]) => name !== "meta");
  return writeNpz([...arrays, ["meta", { shape: [data.length], data }]]);
}

describe("what a file says of itself", () => {
  it("is refused in a sentence where it nests 200,000 deep, or is a word of a million letters", () => {
    expect(() => loadModel(withMeta(model, `{"formatVersion": ${deep}}`), "x.npz")).toThrow(
      "x.npz: meta: expected formatVersion to be a whole number, got [[[[...]]]].",
    );
    const word = JSON.stringify("a".repeat(1_000_000));
    expect(() => loadModel(withMeta(model, `{"formatVersion": ${word}}`), "x.npz")).toThrow(/^.{100,300}$/);
  });

  it("of a checkpoint is what is known of it, and nothing else, so that it can be written again", () => {
    const bytes = saveCheckpoint(checkpointAfter(3, weights));
    const meta = new TextDecoder().decode(readNpz(bytes, "x.npz").get("meta")?.data as Uint8Array);
    const longer = meta.replace('"plateau":{', `"plateau":{"more":${deep},`);
    expect(longer).not.toBe(meta);
    const checkpoint = loadCheckpoint(withMeta(bytes, longer), "x.npz");
    expect(checkpoint.plateau).toEqual(checkpointAfter(3, weights).plateau);
    expect(saveCheckpoint(checkpoint)).toEqual(bytes);
  });

  it("of an experiment is refused with the nearest name, soon, also where a name has a million letters", () => {
    const settings = { ["learning".repeat(125_000)]: 1 };
    expect(() => createExperiment(settings)).toThrow(/^.{100,200}; the nearest is .{3,20}\.\n/);
    expect(() => createExperiment({ hidden: JSON.parse(deep) })).toThrow(/got \[\[\[\[\.\.\.\]\]\]\]\.$/);
  });
});
