// How much memory a training holds: resident memory while task T3 trains on all of MNIST, and whether it grows with the
// epochs, on 6,000 images. For the growth, garbage is collected before memory is read: V8 gives what it no longer needs back
// at its own time, which is not growth and hides it.
//
//   npm run bench memory -- [--epochs 200]

import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
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

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");

/** Resident memory in megabytes after each epoch; of those in `collected`, once garbage is collected. */
async function residentByEpoch(dataset, count, collected = []) {
  const resident = [];
  const training = await createTraining(createExperiment({ ...wide, epochs: count }), dataset);
  for await (const { kind, epoch } of training) {
    if (kind !== "epoch") continue;
    if (collected.includes(epoch)) collectGarbage();
    resident.push(process.memoryUsage().rss / 1e6);
  }
  training.engine.close();
  return resident;
}

const few = { ...mnist, train: sliceSamples(mnist.train, 0, 6000) };
const long = await residentByEpoch(few, epochs, [early, epochs]);
const [first, last] = [long[early - 1], long[epochs - 1]];
console.log(
  `784-800-800-10, batch 128, 6,000 images: ${first.toFixed(0)} MB resident after epoch ${early}, ` +
    `${last.toFixed(0)} MB after epoch ${epochs} (${((100 * last) / first - 100).toFixed(1)} %), garbage collected`,
);
const whole = await residentByEpoch(mnist, 2);
console.log(`60,000 images: ${Math.max(...whole).toFixed(0)} MB resident at most, after one of two epochs`);
