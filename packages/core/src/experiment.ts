// The one table of hyperparameters. Flags, help, validation and every run's record are made from it.

import { ParameterError } from "./errors.ts";

/** One hyperparameter: what it may be, what it is when nobody says, and what it does. */
export interface Hyperparameter<Value> {
  readonly default: Value;
  readonly help: string;
  /** what it may be, in words: "a number in (0, ∞)" */
  readonly range: string;
  /** the values to choose from, where they are few */
  readonly choices?: readonly Value[];
  readonly accepts: (value: unknown) => boolean;
  /** the value that a text stands for (a flag, a link); anything that `accepts` refuses where it stands for none */
  readonly parse: (text: string) => unknown;
}

function choice<const Value extends string>(
  choices: readonly Value[],
  initial: Value,
  help: string,
): Hyperparameter<Value> {
  return {
    default: initial,
    help,
    range: choices.length === 1 ? choices[0] : `one of ${choices.join(", ")}`,
    choices,
    accepts: (value) => choices.includes(value as Value),
    parse: (text) => text,
  };
}

function wholeNumber(initial: number, from: number, to: number, help: string): Hyperparameter<number> {
  return {
    default: initial,
    help,
    range: `a whole number in [${from}, ${to}]`,
    accepts: (value) => isWhole(value, from, to),
    parse: parseNumber,
  };
}

function text(initial: string, range: string, help: string): Hyperparameter<string> {
  return {
    default: initial,
    help,
    range,
    accepts: (value) => typeof value === "string" && value !== "",
    parse: (given) => given,
  };
}

function flag(initial: boolean, help: string): Hyperparameter<boolean> {
  return {
    default: initial,
    help,
    range: "true or false",
    accepts: (value) => typeof value === "boolean",
    parse: (given) => (given === "true" ? true : given === "false" ? false : given),
  };
}

const positiveNumber = (initial: number, help: string): Hyperparameter<number> => ({
  default: initial,
  help,
  range: "a number in (0, ∞)",
  accepts: (value) => typeof value === "number" && Number.isFinite(value) && value > 0,
  parse: parseNumber,
});

const layerWidths = (initial: readonly number[], help: string): Hyperparameter<readonly number[]> => ({
  default: initial,
  help,
  range: `whole numbers in [1, ${MAX_UNITS}], separated by commas`,
  accepts: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((units) => isWhole(units, 1, MAX_UNITS)),
  parse: (given) => given.split(",").map((part) => parseNumber(part.trim())),
});

/** Wider layers fit no computer that percept is for. */
const MAX_UNITS = 65_536;

export const hyperparameters = {
  data: text(
    "mnist",
    "mnist, a folder or a file",
    "training samples: mnist, a folder of IDX files, or an .npz file",
  ),
  hidden: layerWidths([20], "units of each hidden layer, first to last"),
  activation: choice(["sigmoid"], "sigmoid", "activation of the hidden layers"),
  output: choice(["sigmoid"], "sigmoid", "activation of the output layer"),
  loss: choice(["cross-entropy"], "cross-entropy", "what training makes small"),
  descent: choice(["stochastic"], "stochastic", "samples a step: one"),
  optimizer: choice(["sgd"], "sgd", "how a gradient becomes a step"),
  learningRate: positiveNumber(0.01, "size of a step against the gradient"),
  epochs: wholeNumber(4, 1, 2_147_483_647, "passes over the training samples"),
  init: text(
    "uniform",
    "uniform or an .npz file",
    "initial weights: uniform in [-0.5, 0.5), or from an .npz file",
  ),
  seed: wholeNumber(0, 0, Number.MAX_SAFE_INTEGER, "seed of every random number: initial weights, order"),
  shuffle: flag(true, "shuffle the training samples in every epoch"),
  updateOrder: choice(
    ["together", "output-first"],
    "together",
    "send the error back through the weights from before the step, or from after it as the report's program does",
  ),
  engine: choice(
    ["auto", "wasm", "reference"],
    "auto",
    "what does the arithmetic; auto: wasm, reference for float64",
  ),
  precision: choice(["float32", "float64"], "float32", "precision of weights and arithmetic"),
} as const;

export type HyperparameterName = keyof typeof hyperparameters;

type ValueOf<Row> = Row extends Hyperparameter<infer Value> ? Value : never;

/** Every setting of a training, seed and data included, as one plain value. */
export type Experiment = { readonly [Name in HyperparameterName]: ValueOf<(typeof hyperparameters)[Name]> };

export const hyperparameterNames = Object.keys(hyperparameters) as HyperparameterName[];

/**
 * Fills in the defaults and checks every value.
 * @param origin  where a setting came from, for messages: `from --learning-rate`
 * @throws {ParameterError} naming the setting, its range and what was given
 */
export function createExperiment(
  settings: Partial<Experiment> = {},
  origin: (name: string) => string | undefined = () => undefined,
): Experiment {
  for (const name of Object.keys(settings)) {
    if (!Object.hasOwn(hyperparameters, name)) {
      throw new ParameterError(
        `${name} is not a setting of an experiment.`,
        `There are ${hyperparameterNames.join(", ")}.`,
      );
    }
  }
  const defaults = hyperparameterNames.map((name) => [name, hyperparameters[name].default] as const);
  const experiment = { ...Object.fromEntries(defaults), ...settings } as Experiment;
  for (const name of hyperparameterNames) checkSetting(name, experiment[name], origin(name));
  if (experiment.engine === "wasm" && experiment.precision === "float64") {
    throw new ParameterError(
      "engine wasm works in float32, got precision float64.",
      "Choose engine reference (or auto) for float64, or precision float32.",
    );
  }
  return experiment;
}

/** @throws {ParameterError} where a value is outside its range */
export function checkSetting(
  name: HyperparameterName,
  value: unknown,
  origin?: string,
  given: unknown = value,
): void {
  const row: Hyperparameter<unknown> = hyperparameters[name];
  if (row.accepts(value)) return;
  throw new ParameterError(
    `${name} must be ${row.range}, got ${shown(given)}${origin ? ` (${origin})` : ""}.`,
  );
}

/** As it was given; what would leave no trace in a sentence, as JSON. */
function shown(given: unknown): string {
  return typeof given === "object" || given === "" ? JSON.stringify(given) : String(given);
}

function isWhole(value: unknown, from: number, to: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to;
}

/** A decimal number, or the text itself where it is none ("", "0x10", "1e", "Infinity"). */
function parseNumber(given: string): unknown {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(given.trim()) ? Number(given) : given;
}
