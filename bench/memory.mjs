// How much memory a training holds: resident memory while task T3 trains on all of MNIST, and whether it grows with the
// epochs, on 6,000 images.
//
//   npm run bench memory -- [--epochs 200]

import { parseArgs } from "node:util";
import { createExperiment, createTraining, sliceSamples } from "percept";
import { loadDataset } from "percept/node";

const { values } = parseArgs({ options: { epochs: { type: "string", default: "200" } } });
const epochs = Number(values.epochs);
const early = Math.min(20, epochs);

const wide = {
  hidden: [800, 800],
  activation: "relu",
  output: "softmax",
  descent: "minibatch",
  batchSize: 128,
  optimizer: "momentum",
  learningRate: 0.01,
};
const mnist = await loadDataset("mnist");

/** Resident memory in megabytes after each epoch. */
async function residentByEpoch(dataset, count) {
  const resident = [];
  const training = await createTraining(createExperiment({ ...wide, epochs: count }), dataset);
  for await (const { kind } of training) {
    if (kind === "epoch") resident.push(process.memoryUsage().rss / 1e6);
  }
  training.engine.close();
  return resident;
}

const few = { ...mnist, train: sliceSamples(mnist.train, 0, 6000) };
const long = await residentByEpoch(few, epochs);
const [first, last] = [long[early - 1], long[epochs - 1]];
console.log(
  `784-800-800-10, batch 128, 6,000 images: ${first.toFixed(0)} MB resident after epoch ${early}, ` +
    `${last.toFixed(0)} MB after epoch ${epochs} (${((100 * last) / first - 100).toFixed(1)} %)`,
);
const whole = await residentByEpoch(mnist, 2);
console.log(`60,000 images: ${Math.max(...whole).toFixed(0)} MB resident at most, after one of two epochs`);
