import { type Dataset, targetsEach } from "../dataset/samples.ts";
import { ParameterError } from "../errors.ts";
import type { Experiment } from "../experiment.ts";
import { learnScaling, learnTargetScaling } from "./learn-scaling.ts";
import type { Layer, Network } from "./network.ts";
import type { Scaling } from "./scaling.ts";

/**
 * The network of an experiment on a dataset: its features in, its hidden layers, one output unit a class or target.
 * @param scaling  of the features, instead of what the training samples teach
 * @throws {ParameterError} where the data have no targets for a regression, or targets for a classification
 */
export function createNetwork(experiment: Experiment, dataset: Dataset, scaling?: Scaling): Network {
  const { hidden, activation, output, loss } = experiment;
  checkTask(experiment, dataset);
  const { featureCount, targets } = dataset.train;
  const regression = experiment.task === "regression" && targets !== undefined;
  const outputs = regression ? targetsEach(dataset.train) : dataset.classes.length;
  const sizes = [featureCount, ...hidden, outputs];
  const layers: Layer[] = sizes.slice(1).map((units, index) => ({
    inputs: sizes[index],
    units,
    activation:
      index === hidden.length ? output : typeof activation === "string" ? activation : activation[index],
  }));
  return {
    scaling: scaling ?? learnScaling(experiment.scaling, dataset.train),
    layers,
    loss,
    ...(regression && { targets: learnTargetScaling(targets, outputs) }),
  };
}

function checkTask({ task }: Experiment, { name, task: given = "classification", train }: Dataset): void {
  if (task === given && (task === "classification" || train.targets)) return;
  throw new ParameterError(
    `task ${task} needs data ${task === "regression" ? "with targets" : "with labels"}, got ${name} ${given === "regression" ? "with targets" : "with labels"}.`,
    `Choose task ${given}, or other data.`,
  );
}
