import type { Dataset } from "../dataset/samples.ts";
import type { Experiment } from "../experiment.ts";
import { learnScaling } from "./learn-scaling.ts";
import type { Layer, Network } from "./network.ts";
import type { Scaling } from "./scaling.ts";

/**
 * The network of an experiment on a dataset: its features in, its hidden layers, one output unit a class.
 * @param scaling  of the features, instead of what the training samples teach
 */
export function createNetwork(experiment: Experiment, dataset: Dataset, scaling?: Scaling): Network {
  const { hidden, activation, output, loss } = experiment;
  const sizes = [dataset.train.featureCount, ...hidden, dataset.classes.length];
  const layers: Layer[] = sizes.slice(1).map((units, index) => ({
    inputs: sizes[index],
    units,
    activation:
      index === hidden.length ? output : typeof activation === "string" ? activation : activation[index],
  }));
  return { scaling: scaling ?? learnScaling(experiment.scaling, dataset.train), layers, loss };
}
