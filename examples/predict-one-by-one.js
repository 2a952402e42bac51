// A model that is asked for one image after the other, as a program does that gets them one by one.
import { createExperiment, createPredictor, createTraining } from "percept";
import { loadDataset } from "percept/node";

const mnist = await loadDataset("mnist");
const experiment = createExperiment({
  hidden: [32],
  activation: "relu",
  output: "softmax",
  descent: "minibatch",
  optimizer: "adam",
  epochs: 1,
});
const training = await createTraining(experiment, mnist);
for await (const _ of training);
training.engine.close();

// Prepared once; each answer then takes microseconds, and there is nothing to await.
const predictor = await createPredictor(training.model());
const { features, labels, count, featureCount } = mnist.test;
let hits = 0;
for (let n = 0; n < count; n++) {
  const pixels = features.subarray(n * featureCount, (n + 1) * featureCount);
  const { prediction, scores } = predictor.predict(pixels);
  if (prediction === labels[n]) hits += 1;
  if (n === 0) console.log(`image 0 is a ${prediction}, with a score of ${scores[prediction].toFixed(2)}`);
}
predictor.close();
console.log(`accuracy ${hits / count} on ${count} images`);
