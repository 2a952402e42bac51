import {
  checkWeights,
  createNetwork,
  createObjective,
  type Dataset,
  type Experiment,
  type ExperimentSettings,
  isInitializer,
  loadWeights,
  type UnpackOptions,
  type Weights,
} from "percept";
import { ParameterError } from "percept/errors";
import { createExperiment } from "percept/experiment";
import { readBytes } from "percept/node";
import { flagOf } from "../experiment-options.ts";
import { combinations, parseVariation } from "../vary-settings.ts";

/** An experiment to cross-validate: the only one, or one of a grid's. */
export interface Candidate {
  /** from 1 */
  readonly number: number;
  /** what it has of the grid, in words: "learningRate 0.01, hidden 300-100" */
  readonly label: string;
  /** what it has of the grid */
  readonly settings: ExperimentSettings;
  readonly experiment: Experiment;
}

/** Candidates share these: they would not be measured alike otherwise. */
const shared = ["data", "task", "validation", "seed"];

/**
 * @param given  the settings that were given as flags
 * @param file  those of an experiment file, which flags and grid overrule
 * @param grid  NAME=VALUE,VALUE,... each
 * @throws {ParameterError} naming --grid, for a setting, a value or a combination that cannot be
 */
export function createCandidates(
  given: ExperimentSettings,
  file: ExperimentSettings,
  grid: readonly string[],
): Candidate[] {
  if (grid.length === 0) {
    const origin = (name: string) => (Object.hasOwn(given, name) ? `from ${flagOf(name)}` : undefined);
    const experiment = createExperiment({ ...file, ...given }, origin);
    return [{ number: 1, label: "", settings: {}, experiment }];
  }
  const axes = grid.map((text) => parseVariation(text, "--grid"));
  for (const { name } of axes) {
    if (shared.includes(name)) {
      throw new ParameterError(
        `all candidates must share ${shared.join(", ")}, got values for ${name} (from --grid).`,
        "Cross-validate them one by one.",
      );
    }
    if (given[name] !== undefined) {
      throw new ParameterError(
        `${name} must be given once, got it with --grid and with ${flagOf(name)}.`,
        "Leave one of them out.",
      );
    }
  }
  const found = named("--grid", () => combinations(given, axes, file));
  return found.map(({ label, settings }, index) => ({
    number: index + 1,
    label,
    settings: Object.fromEntries(
      axes.flatMap(({ name }) => (name in settings ? [[name, settings[name]]] : [])),
    ),
    experiment: named(`--grid, ${label}`, () => createExperiment(settings)),
  }));
}

/**
 * What its first weights are read from, where it names a file.
 * @throws {ParameterError} where the experiment does not fit the data, {ShapeError} where the weights do not fit it
 */
export async function prepareCandidate(
  { experiment, label }: Candidate,
  dataset: Dataset,
  unpack: UnpackOptions,
): Promise<Weights | undefined> {
  const place = label === "" ? undefined : `--grid, ${label}`;
  named(place, () => createObjective(experiment, dataset.train, dataset.classes));
  const { init } = experiment;
  if (isInitializer(init)) return undefined;
  const weights = loadWeights(await readBytes(init), init, unpack);
  checkWeights(createNetwork(experiment, dataset), weights);
  return weights;
}

/** Says where a wrong parameter comes from. */
function named<Value>(place: string | undefined, make: () => Value): Value {
  try {
    return make();
  } catch (error) {
    if (error instanceof ParameterError && place !== undefined) error.message = `${place}: ${error.message}`;
    throw error;
  }
}
