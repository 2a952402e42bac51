// What contestants read: percept's own MNIST, weights and scores as raw little-endian files.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  createEngine,
  createExperiment,
  createNetwork,
  createTraining,
  evaluateScores,
  initialWeights,
  sliceSamples,
} from "percept";

/** Of this many test images the expected scores are computed, by percept's reference engine. */
const EXPECTED_IMAGES = 256;
/** Where scikit-learn's log_loss cuts a float32 probability off. */
const FLOAT32_EPSILON = 1.1920928955078125e-7;

/** Images and labels, once for all cases. Gives back their paths. */
export function writeImages(folder, dataset) {
  const paths = (part) => {
    const [images, labels] = ["images", "labels"].map((what) => join(folder, `${part}-${what}.u8`));
    writeFileSync(images, dataset[part].features);
    writeFileSync(labels, dataset[part].labels);
    return { images, labels };
  };
  return { train: paths("train"), test: paths("test") };
}

/** The files of one case, and the bands that its checks must lie in. */
export async function writeCase(folder, dataset, one) {
  const path = (what) => join(folder, `${one.id}-${what}.f32`);
  const { bands = {} } = one.check ?? {};
  if (one.kind === "train") {
    const experiment = experimentOf(one);
    const network = createNetwork(experiment, dataset);
    writeWeights(
      path("weights"),
      initialWeights(network, 0, "float32", experiment.init, experiment.initBound),
    );
    return { data: { weights: path("weights") }, bands };
  }
  if (one.kind === "scores" || one.kind === "single") {
    const { network, weights } = await trainedModel(one, dataset);
    const settings = { network, weights, precision: "float32", updateOrder: "together" };
    const reference = await createEngine("reference", settings);
    const { activations } = await reference.scores(sliceSamples(dataset.test, 0, EXPECTED_IMAGES));
    writeWeights(path("weights"), weights);
    writeFileSync(path("expected"), bytesOf(activations));
    return { data: { weights: path("weights"), expected: path("expected") }, bands };
  }
  if (one.kind === "metrics") {
    const { network, weights } = await trainedModel(one, dataset);
    const settings = { network, weights, precision: "float32", updateOrder: "together" };
    const engine = await createEngine("wasm", settings);
    const { activations } = await engine.scores(dataset.train);
    engine.close();
    writeFileSync(path("scores"), bytesOf(activations));
    return { data: { scores: path("scores") }, bands: metricBands(activations, dataset.train, one.check) };
  }
  return { data: {}, bands };
}

function experimentOf({ layers, activation, output }) {
  return createExperiment({ hidden: layers.slice(1, -1), activation, output, loss: "cross-entropy" });
}

/** After an epoch of T2's training, so that activations are as sparse, and scores as sure, as in real life. */
async function trainedModel({ layers, activation, output }, dataset) {
  const training = await createTraining(
    createExperiment({
      hidden: layers.slice(1, -1),
      activation,
      output,
      loss: "cross-entropy",
      descent: "minibatch",
      batchSize: 128,
      optimizer: "adam",
      epochs: 1,
    }),
    dataset,
  );
  for await (const _ of training);
  training.engine.close();
  return training.model();
}

/** All contestants must agree with percept, and so with each other. */
function metricBands(scores, { labels }, { tolerance }) {
  const classes = Array.from({ length: 10 }, (_, digit) => String(digit));
  const crossEntropies = Float64Array.from(
    labels,
    (label, sample) => -Math.log(Math.max(scores[sample * 10 + label], FLOAT32_EPSILON)),
  );
  const { accuracy, macro, crossEntropy, meanSquaredError, confusionMatrix } = evaluateScores({
    scores,
    labels,
    classes,
    crossEntropies,
  });
  const values = { accuracy, ...macro, crossEntropy, meanSquaredError, ones: confusionMatrix[1][1] };
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, [value - tolerance, value + tolerance]]),
  );
}

function writeWeights(path, weights) {
  writeFileSync(path, Buffer.concat(weights.map(({ values }) => bytesOf(values))));
}

function bytesOf({ buffer, byteOffset, byteLength }) {
  return Buffer.from(buffer, byteOffset, byteLength);
}
