import { asMnist, createExperiment, createPredictor, createTraining, type Ink, type Samples } from "percept";
import { loadDataset } from "percept/node";
import { describe, expect, it } from "vitest";
import { reportSettings } from "../../src/state/experiment-link.ts";
import { SIDE } from "../../src/views/draw/strokes.ts";

const COUNT = 1000;
const TIMES = 10;

describe("digits of MNIST, painted on the canvas", () => {
  it("are recognised as well as they are directly, within 1 point of 1,000 test images", async () => {
    const dataset = await loadDataset("mnist");
    const training = await createTraining(createExperiment(reportSettings), dataset);
    for await (const _progress of training);
    const { features, labels } = dataset.test as Samples;
    const predictor = await createPredictor(training.model());
    const random = mulberry32(1998);
    let [direct, painted] = [0, 0];
    for (let image = 0; image < COUNT; image++) {
      const pixels = features.subarray(784 * image, 784 * (image + 1)) as Uint8Array;
      const side = Math.round(28 * TIMES * (0.5 + 1.5 * random())); // half to twice of ten times
      const [left, top] = [random(), random()].map((share) => Math.floor(share * (SIDE - side + 1)));
      const seen = asMnist(paint(pixels, side, left, top));
      if (predictor.predict(pixels).prediction === labels[image]) direct++;
      if (predictor.predict(seen).prediction === labels[image]) painted++;
    }
    console.info(`${COUNT} test images: ${direct / 10} % directly, ${painted / 10} % painted`);
    expect(direct).toBeGreaterThan(900);
    expect(Math.abs(painted - direct)).toBeLessThanOrEqual(COUNT / 100);
  });
});

/** As putImageData paints: each canvas pixel is the image's pixel that its middle lies in. */
function paint(pixels: Uint8Array, side: number, left: number, top: number): Ink {
  const values = new Uint8Array(SIDE * SIDE);
  const of = (at: number) => Math.floor((28 * (at + 0.5)) / side);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) values[(top + y) * SIDE + left + x] = pixels[28 * of(y) + of(x)];
  return { width: SIDE, height: SIDE, values };
}

/** Numbers in [0, 1) that are the same in every run: Tommy Ettinger's mulberry32. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
