import { describe, expect, it } from "vitest";
import { parseIdxImages, parseIdxLabels } from "../../src/dataset/idx.ts";
import { parseKerasNpz } from "../../src/dataset/keras-npz.ts";
import { readNpz, writeNpz } from "../../src/encoding/npz.ts";
import { FormatError } from "../../src/errors.ts";
import { loadModel, saveModel } from "../../src/format/model-npz.ts";
import { createRandom } from "../../src/random.ts";
import { sigmoidNetwork, someWeights } from "../engine/small-network.ts";

const random = createRandom({ seed: 3, stream: 0 });

/** A copy with up to four bytes changed, and now and then cut short or lengthened. */
function damaged(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice(0, random.integer(4) === 0 ? random.integer(bytes.length + 1) : bytes.length);
  for (let flips = random.integer(5); flips > 0 && copy.length > 0; flips--) {
    copy[random.integer(copy.length)] = random.integer(256);
  }
  return random.integer(8) === 0 ? Uint8Array.from([...copy, random.integer(256)]) : copy;
}

function survives(parse: (bytes: Uint8Array) => unknown, bytes: Uint8Array): void {
  for (let round = 0; round < 20_000; round++) {
    try {
      parse(damaged(bytes));
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError);
    }
  }
}

describe("20,000 damaged files of each kind either parse or give a FormatError", () => {
  it("npz, and the npy in it", () => {
    const arrays = [["a", { shape: [2, 3], data: Float64Array.of(1, 2, 3, 4, 5, 6) }]] as const;
    survives((bytes) => readNpz(bytes, "fuzz.npz"), writeNpz(arrays));
  });

  it("models", () => {
    const network = sigmoidNetwork(4, 3, 2);
    const weights = someWeights(network, "float32");
    const model = { network, weights, classes: ["a", "b"], imageShape: [2, 2] } as const;
    survives((bytes) => loadModel(bytes, "fuzz.npz"), saveModel(model));
  });

  it("Keras' npz", () => {
    const arrays = [
      ["x_train", { shape: [2, 1, 2], data: Uint8Array.of(1, 2, 3, 4) }],
      ["y_train", { shape: [2], data: Uint8Array.of(1, 2) }],
    ] as const;
    survives((bytes) => parseKerasNpz(bytes, "fuzz.npz"), writeNpz(arrays));
  });

  it("IDX images and labels", () => {
    survives(
      (bytes) => parseIdxImages(bytes, "fuzz"),
      Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 7, 9),
    );
    survives((bytes) => parseIdxLabels(bytes, "fuzz"), Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9));
  });
});
