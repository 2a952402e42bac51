import {
  checkGradients,
  createObjective,
  initialWeights,
  isInitializer,
  layerSizes,
  sliceSamples,
} from "percept";
import type { GradientCheck } from "./report.ts";
import type { RunResults } from "./run-results.ts";

const SAMPLES = 4;
/** Multiplications that the check may take: a fifth of a second. A weight takes four passes over each sample. */
const AFFORDED = 1e8;
const MOST_ENTRIES = 100;
const FEWEST_ENTRIES = 3;

/**
 * The analytic beside the numeric gradient at a run's initial weights, of as many weights as can be afforded.
 * undefined where the data are gone, or the run began with weights from a file.
 */
export async function checkRunGradients({
  experiment,
  model,
  dataset,
}: Pick<RunResults, "experiment" | "model" | "dataset">): Promise<GradientCheck | undefined> {
  const { init, initBound, seed } = experiment;
  if (dataset === undefined || !isInitializer(init)) return undefined;
  const { network } = model;
  const sizes = layerSizes(network);
  const weights = sizes.slice(1).reduce((sum, units, l) => sum + units * (1 + sizes[l]), 0);
  const samples = sliceSamples(dataset.train, 0, Math.min(SAMPLES, dataset.train.count));
  const affordable = AFFORDED / (weights * 4 * samples.count * network.layers.length);
  const layers = await checkGradients(
    network,
    initialWeights(network, seed, "float64", init, initBound),
    samples,
    {
      objective: createObjective(experiment, dataset.train, dataset.classes),
      seed,
      entriesPerLayer: Math.round(Math.min(MOST_ENTRIES, Math.max(FEWEST_ENTRIES, affordable))),
    },
  );
  return { layers, samples: samples.count };
}
