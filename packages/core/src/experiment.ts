// An experiment is every setting of a training as one plain value: made from some of them, checked and filled in.

import { closest } from "fastest-levenshtein";
import { checkCombination } from "./check-combination.ts";
import { ParameterError } from "./errors.ts";
import { describeConditions, type Hyperparameter, holds } from "./hyperparameter.ts";
import {
  type Experiment,
  type ExperimentSettings,
  type HyperparameterName,
  hyperparameterNames,
  hyperparameters,
} from "./hyperparameters.ts";
import { shortened, shown } from "./shown.ts";

export { type Condition, describeConditions, type Hyperparameter } from "./hyperparameter.ts";
export {
  type Experiment,
  type ExperimentSettings,
  type HyperparameterName,
  hyperparameterGroups,
  hyperparameterNames,
  hyperparameters,
} from "./hyperparameters.ts";

/** Where a setting came from, for messages: `from --learning-rate` */
type Origin = (name: string) => string | undefined;

/**
 * Fills in the defaults and checks every value.
 * @throws {ParameterError} naming the setting, what it may be and what was given
 */
export function createExperiment(
  settings: ExperimentSettings = {},
  origin: Origin = () => undefined,
): Experiment {
  for (const name of Object.keys(settings)) checkName(name, origin(name));
  for (const name of hyperparameterNames)
    if (settings[name] !== undefined) checkSetting(name, settings[name], origin(name));
  const { experiment, stray } = fillIn(settings);
  const [first] = stray;
  if (first) throw strayError(first, experiment, origin(first));
  checkCombination(experiment);
  return experiment;
}

/**
 * Settings with their types, for a percept.config.ts: `export default defineExperiment({ hidden: [128] })`. They are
 * checked where they are used.
 */
export function defineExperiment(settings: ExperimentSettings): ExperimentSettings {
  return settings;
}

/** Leaves out the settings that mean nothing beside the others, as when a flag has overruled what they went with. */
export function withoutStray(settings: ExperimentSettings): ExperimentSettings {
  const { stray } = fillIn(settings);
  return Object.fromEntries(
    Object.entries(settings).filter(([name]) => !stray.includes(name as HyperparameterName)),
  );
}

/** Every setting in the table's order, and the ones given that mean nothing beside the others. */
function fillIn(settings: ExperimentSettings): { experiment: Experiment; stray: HyperparameterName[] } {
  const filled: Record<string, unknown> = {};
  const stray: HyperparameterName[] = [];
  for (const name of hyperparameterNames) {
    const row: Hyperparameter<unknown> = hyperparameters[name];
    const given = settings[name];
    if (row.only && !row.only.some((condition) => holds(condition, filled))) {
      if (given !== undefined) stray.push(name);
    } else {
      const other = row.defaults?.find(([, condition]) => holds(condition, filled));
      filled[name] = given !== undefined ? given : (other?.[0] ?? row.default);
    }
  }
  return { experiment: filled as unknown as Experiment, stray };
}

/** @throws {ParameterError} where a value is not what the setting may be */
export function checkSetting(
  name: HyperparameterName,
  value: unknown,
  origin?: string,
  given: unknown = value,
): void {
  const row: Hyperparameter<unknown> = hyperparameters[name];
  if (row.accepts(value)) return;
  throw new ParameterError(`${name} must be ${row.range}, got ${inWords(given)}${inBrackets(origin)}.`);
}

function checkName(name: string, origin?: string): void {
  if (Object.hasOwn(hyperparameters, name)) return;
  throw new ParameterError(
    `${shortened(name)} is not a setting of an experiment${inBrackets(origin)}; the nearest is ${nearestName(shortened(name))}.`,
    `There are ${hyperparameterNames.join(", ")}.`,
  );
}

/** What begins with the same letters, or else takes the fewest changes of a letter. */
function nearestName(name: string): string {
  const letters = name.replaceAll(/[^a-z0-9]/gi, "").toLowerCase();
  const longer = hyperparameterNames.find((known) => letters && known.toLowerCase().startsWith(letters));
  return longer ?? closest(name, [...hyperparameterNames]);
}

function strayError(name: HyperparameterName, experiment: Experiment, origin?: string): ParameterError {
  const { only = [] }: Hyperparameter<unknown> = hyperparameters[name];
  const deciding = [...new Set(only.flatMap((condition) => Object.keys(condition)))] as HyperparameterName[];
  const got = deciding.map((key) => `${key} ${experiment[key] ?? "none"}`).join(", ");
  return new ParameterError(
    `${name}${inBrackets(origin)} goes with ${describeConditions(only)}, got ${got}.`,
    `Leave ${name} out, or choose what it goes with.`,
  );
}

function inBrackets(origin?: string): string {
  return origin === undefined ? "" : ` (${origin})`;
}

/** As it was given; what would leave no trace in a sentence, as JSON. */
function inWords(given: unknown): string {
  return typeof given === "object" || given === "" ? shown(given) : shortened(String(given));
}
