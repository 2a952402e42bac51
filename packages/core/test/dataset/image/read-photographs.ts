import { readFileSync } from "node:fs";
import { createExperiment, createPredictor, createTraining, type Predictor, type Samples } from "percept";
import { loadDataset } from "percept/node";
import { asMnist } from "../../../src/dataset/image/as-mnist.ts";
import { decodeImage } from "../../../src/dataset/image/decode-image.ts";
import { inkOfImage } from "../../../src/dataset/image/ink-of-image.ts";
import { photograph } from "./photographs.ts";

const experiment = new URL("../../../../../experiments/minibatch-128-relu-adam.json", import.meta.url);

/** A network of 784-128-10, trained as the committed experiment says but for fewer epochs, and the test images. */
export async function trainedReader(epochs: number): Promise<{ predictor: Predictor; test: Samples }> {
  const dataset = await loadDataset("mnist");
  const settings = JSON.parse(readFileSync(experiment, "utf8")).experiment;
  const training = await createTraining(createExperiment({ ...settings, epochs }), dataset);
  for await (const _progress of training);
  return { predictor: await createPredictor(training.model()), test: dataset.test as Samples };
}

/** How many of `count` photographs of a seed are recognised, and the same test images directly. */
export async function readPhotographs(
  { predictor, test }: { readonly predictor: Predictor; readonly test: Samples },
  seed: number,
  count: number,
  largest?: number,
): Promise<{ readonly recognised: number; readonly direct: number }> {
  let [recognised, direct] = [0, 0];
  for (let number = 0; number < count; number++) {
    const index = (977 * seed + 83 * number) % test.count;
    const pixels = test.features.subarray(784 * index, 784 * (index + 1)) as Uint8Array;
    const { image, file } = photograph(pixels, seed, number, largest);
    const ink = inkOfImage(file ? await decodeImage(file, "photograph.jpg") : image);
    if (predictor.predict(pixels).prediction === test.labels[index]) direct++;
    if (ink && predictor.predict(asMnist(ink)).prediction === test.labels[index]) recognised++;
  }
  return { recognised, direct };
}
