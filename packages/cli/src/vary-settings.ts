// Settings that take several values in turn: `compare --vary`, `cross-validate --grid`.

import { ParameterError } from "percept/errors";
import {
  checkSetting,
  createExperiment,
  type ExperimentSettings,
  type HyperparameterName,
  hyperparameters,
  withoutStray,
} from "percept/experiment";

/** A setting and the values that it takes, in their order. */
export interface Variation {
  readonly name: HyperparameterName;
  readonly values: readonly unknown[];
}

export interface Combination {
  /** what it has of the variations: "optimizer adam, hidden 300-100" */
  readonly label: string;
  /** as given, without what means nothing beside the others */
  readonly settings: ExperimentSettings;
}

/**
 * Reads NAME=VALUE,VALUE,...: the name as in files or as in flags, a list as 300-100.
 * @param flag  what it was given with, for messages
 * @throws {ParameterError} for an unknown name, a value outside its range or one that comes twice
 */
export function parseVariation(text: string, flag = "--vary"): Variation {
  const [, given, list] = /^\s*([^=]+?)\s*=(.*)$/s.exec(text) ?? [];
  if (given === undefined) {
    throw new ParameterError(
      `expected a setting and its values, got ${text || "nothing"} (from ${flag}).`,
      `As in ${flag} learningRate=0.003,0.01,0.03, or ${flag} hidden=20,300-100.`,
    );
  }
  const name = given.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()) as HyperparameterName;
  // A name that is no setting is refused there, with the nearest that is.
  if (!Object.hasOwn(hyperparameters, name)) createExperiment({ [name]: undefined }, () => `from ${flag}`);
  const texts = list.split(",").map((part) => part.trim());
  const twice = texts.find((part, index) => texts.indexOf(part) < index);
  if (twice)
    throw new ParameterError(`${name} has the value ${twice} twice (from ${flag}).`, "Once is enough.");
  return { name, values: texts.map((part) => parseValue(name, part, `from ${flag}`)) };
}

/** A list's parts are joined by hyphens where the commas stand between the values; a name's own hyphens stay. */
function parseValue(name: HyperparameterName, text: string, origin: string): unknown {
  const { parse, accepts } = hyperparameters[name];
  const value = [text, text.replaceAll("-", ",")].map(parse).find(accepts);
  if (value === undefined) checkSetting(name, parse(text), origin, text || "nothing");
  return value;
}

/**
 * Every combination of the variations' values with the base, the last variation's values in the quickest turn.
 * A setting that means nothing in a combination is left out of it, and combinations that are the same then are one.
 * @param weaker  settings of a file: what varies overrules them, and they may mean nothing in any combination
 * @throws {ParameterError} for a setting that is varied twice, or that means nothing in any combination
 */
export function combinations(
  base: ExperimentSettings,
  variations: readonly Variation[],
  weaker: ExperimentSettings = {},
): Combination[] {
  const names = variations.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice) throw new ParameterError(`${twice} is varied twice.`, "Give all its values at once.");
  const whole = variations.reduce<ExperimentSettings[]>(
    (found, { name, values }) =>
      found.flatMap((settings) => values.map((value) => ({ ...settings, [name]: value }))),
    [{ ...weaker, ...base }],
  );
  const found = new Map<string, Combination>();
  for (const settings of whole.map(withoutStray)) {
    const said = names.filter((name) => settings[name] !== undefined);
    const label = said.map((name) => `${name} ${shown(settings[name])}`).join(", ");
    if (!found.has(label)) found.set(label, { label, settings });
  }
  const kept = [...found.values()];
  const isLost = (name: string) => !kept.some(({ settings }) => Object.hasOwn(settings, name));
  const strong = (name: string) => Object.hasOwn(base, name) || names.some((varied) => varied === name);
  const lost = Object.keys(whole[0]).filter(isLost);
  if (lost.some(strong)) {
    const rest = Object.entries(whole[0]).filter(([name]) => strong(name) || !lost.includes(name));
    createExperiment(Object.fromEntries(rest)); // says what the setting goes with
  }
  return kept;
}

/** As it is given: 300-100 for a list. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join("-");
  return value === null ? "none" : String(value);
}
