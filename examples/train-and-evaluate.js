import { createExperiment, createTraining, evaluate } from "percept";
import { loadDataset } from "percept/node";

const mnist = await loadDataset("mnist");
const experiment = createExperiment({ hidden: [20], learningRate: 0.01, epochs: 4 });
const training = await createTraining(experiment, mnist);
for await (const progress of training) {
  if (progress.kind === "epoch") console.log(`epoch ${progress.epoch}: ${progress.trainAccuracy}`);
}
const { accuracy, macro } = await evaluate(training.model(), mnist.test);
console.log(`test set: accuracy ${accuracy}, mean AUC ${macro.auc}`);
