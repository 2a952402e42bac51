import { basename, dirname, parse } from "node:path";
import type { Dataset } from "percept";
import { ParameterError } from "percept/errors";
import {
  createExperiment,
  type Experiment,
  type ExperimentSettings,
  type HyperparameterName,
} from "percept/experiment";
import { flagOf, settingsFrom } from "../experiment-options.ts";
import { combinations, parseVariation, type Variation } from "../vary-settings.ts";

/** One of the experiments that are compared. */
export interface Contestant {
  readonly name: string;
  readonly experiment: Experiment;
}

/** An experiment with what it is trained on. */
export interface Prepared {
  readonly contestant: Contestant;
  readonly dataset: Dataset;
}

/** The report's three (section 2.2), where nobody says what to compare. */
const descents = "descent=stochastic,minibatch,batch";

/**
 * The experiments to compare: each file's, with every combination of what varies, or else the three descents.
 * @param options  flags, which overrule files, and --config
 * @param varied   NAME=VALUE,VALUE,... each
 * @throws {ParameterError} for a setting, a value or a combination that cannot be, and for fewer than two experiments
 */
export async function planComparison(
  files: readonly string[],
  options: Readonly<Record<string, unknown>>,
  varied: readonly string[],
): Promise<Contestant[]> {
  const byDefault = files.length === 0 && varied.length === 0;
  const variations = (byDefault ? [descents] : varied).map((text) => parseVariation(text));
  checkFlags(options, variations, byDefault, files);
  const contestants: Contestant[] = [];
  for (const file of files.length > 0 ? files : [undefined]) {
    const name = file === undefined ? "" : nameOf(file, files);
    const settings = Object.entries(
      await settingsFrom(file === undefined ? options : { ...options, config: file }),
    );
    const isFlag = ([setting]: readonly [string, unknown]) => options[setting] !== undefined;
    const found = combinations(
      Object.fromEntries(settings.filter(isFlag)),
      variations,
      Object.fromEntries(settings.filter((entry) => !isFlag(entry))),
    );
    for (const { label, settings } of found) {
      const short = byDefault ? label.replace("descent ", "") : label;
      const full = [name, short].filter(Boolean).join(", ");
      contestants.push({ name: full, experiment: create(full, settings) });
    }
  }
  if (contestants.length > 1) return contestants;
  throw new ParameterError(
    `expected two experiments or more to compare, got ${contestants[0].name} alone.`,
    "Give another experiment file, or another value to --vary.",
  );
}

function checkFlags(
  options: Readonly<Record<string, unknown>>,
  variations: readonly Variation[],
  byDefault: boolean,
  files: readonly string[],
): void {
  const isFlag = (name: HyperparameterName) => options[name] !== undefined;
  if (byDefault && isFlag("descent")) {
    throw new ParameterError(
      `expected to compare all three descents, got descent ${options.descent} (from --descent).`,
      "Leave it out, or say what else to compare: --vary learningRate=0.01,0.1, or experiment files.",
    );
  }
  const twice = variations.find(({ name }) => isFlag(name));
  if (twice) {
    throw new ParameterError(
      `${twice.name} must be given once, got it with --vary and with ${flagOf(twice.name)}.`,
      "Leave one of them out.",
    );
  }
  if (files.length > 0 && options.config !== undefined) {
    throw new ParameterError(
      "expected experiment files or --config, got both.",
      "Give all of them as arguments.",
    );
  }
  const again = files.find((file, index) => files.indexOf(file) < index);
  if (again !== undefined) throw new ParameterError(`${again} is given twice.`, "Once is enough.");
}

/** What tells a file from the others: its name, a run's where it is a run's record, or else its path. */
function nameOf(file: string, files: readonly string[]): string {
  const short = (path: string) => {
    const { name } = parse(path);
    return name === "experiment" ? basename(dirname(path)) || name : name;
  };
  return files.filter((other) => short(other) === short(file)).length > 1 ? file : short(file);
}

/** Says which of the experiments cannot be. */
function create(name: string, settings: ExperimentSettings): Experiment {
  try {
    return createExperiment(settings);
  } catch (error) {
    if (error instanceof ParameterError) error.message = `${name}: ${error.message}`;
    throw error;
  }
}
