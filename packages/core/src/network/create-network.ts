import type { Dataset } from "../dataset/samples.ts";
import type { Experiment } from "../experiment.ts";
import type { Layer, Network } from "./network.ts";

/** The network of an experiment on a dataset: its features in, its hidden layers, one output unit a class. */
export function createNetwork(experiment: Experiment, dataset: Dataset): Network {
  const sizes = [dataset.train.featureCount, ...experiment.hidden, dataset.classes.length];
  const layers: Layer[] = sizes.slice(1).map((units, index) => ({
    inputs: sizes[index],
    units,
    activation: index < experiment.hidden.length ? experiment.activation : experiment.output,
  }));
  return { scaling: { type: "divide", divisor: 255 }, layers, loss: experiment.loss };
}
