import type { Dataset } from "../dataset/samples.ts";
import type { Experiment } from "../experiment.ts";
import type { Layer, Network } from "./network.ts";

/** The network of an experiment on a dataset: its features in, its hidden layers, one output unit a class. */
export function createNetwork(experiment: Experiment, dataset: Dataset): Network {
  const { hidden, activation, output, loss } = experiment;
  const sizes = [dataset.train.featureCount, ...hidden, dataset.classes.length];
  const layers: Layer[] = sizes.slice(1).map((units, index) => ({
    inputs: sizes[index],
    units,
    activation:
      index === hidden.length ? output : typeof activation === "string" ? activation : activation[index],
  }));
  const bytes = dataset.train.features instanceof Uint8Array;
  return { scaling: bytes ? { type: "divide", divisor: 255 } : { type: "none" }, layers, loss };
}
