// percept train --config examples/percept.config.ts
import { defineExperiment } from "percept/experiment";

const hidden = [300, 100];

export default defineExperiment({
  hidden,
  activation: "relu",
  output: "softmax",
  descent: "minibatch",
  batchSize: 128,
  optimizer: "adam",
  // Inputs first, then each hidden layer.
  dropout: [0.1, ...hidden.map(() => 0.3)],
  validation: 0.1,
  patience: 5,
  epochs: 40,
});
