import { type Command, Option } from "commander";
import {
  checkSetting,
  createExperiment,
  describeConditions,
  type Experiment,
  type ExperimentSettings,
  type Hyperparameter,
  type HyperparameterName,
  hyperparameterGroups,
  hyperparameterNames,
  hyperparameters,
  withoutStray,
} from "percept/experiment";

/** `learningRate` as `--learning-rate` */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Adds a flag for each of the named hyperparameters, from their table. */
export function addExperimentOptions(command: Command, names: readonly HyperparameterName[]): Command {
  for (const name of names) {
    if (typeof hyperparameters[name].default === "boolean") addSwitch(command, name);
    else {
      const option = new Option(`${flagOf(name)} <value>`, describe(name));
      command.addOption(option.argParser((text) => parsed(name, text)));
    }
  }
  return command;
}

/**
 * Adds the flags of the named hyperparameters, under a heading for each of their groups, and --config and
 * --print-config. What is added after them stands under "Run:".
 */
export function addTrainingOptions(
  command: Command,
  names: readonly HyperparameterName[] = hyperparameterNames,
): Command {
  for (const [group, inGroup] of hyperparameterGroups) {
    command.optionsGroup(`${group[0].toUpperCase()}${group.slice(1)}:`);
    addExperimentOptions(
      command,
      inGroup.filter((name) => names.includes(name)),
    );
  }
  return command
    .optionsGroup("Experiment files:")
    .option(
      "--config <file>",
      "take settings from a .json, .ts or .js file, or a run's experiment.json; flags overrule it",
    )
    .option("--print-config", "print all settings, as --config reads them, and do nothing else")
    .optionsGroup("Run:");
}

/** Both ways, so that a flag can overrule a file; help shows the one that is not the default. */
function addSwitch(command: Command, name: HyperparameterName): void {
  const row: Hyperparameter<unknown> = hyperparameters[name];
  const [on, off] = [flagOf(name), `--no-${flagOf(name).slice(2)}`];
  // In this order: Commander takes --no-x alone for an x that is true where nothing is given.
  command.addOption(new Option(on, `${row.help} (${off} overrules a file)`).hideHelp(row.default === true));
  command.addOption(
    new Option(off, `do not ${row.help} (${on} overrules a file)`).hideHelp(row.default === false),
  );
}

/** What it does, what it goes with, and what it is when nobody says. */
function describe(name: HyperparameterName): string {
  const row: Hyperparameter<unknown> = hyperparameters[name];
  const choices = row.choices ? ` (${row.choices.join(", ")})` : "";
  const partners = row.only ? `; with ${describeConditions(row.only, flagOf)}` : "";
  const defaults = [
    typed(row.default),
    ...(row.defaults ?? []).map(
      ([value, when]) => `${typed(value)} with ${describeConditions([when], flagOf)}`,
    ),
  ];
  return `${row.help}${choices}${partners} (default: ${defaults.join("; ")})`;
}

function typed(value: unknown): string {
  return value === null ? "none" : String(value);
}

/** @throws {ParameterError} naming the flag */
function parsed(name: HyperparameterName, text: string): unknown {
  const value = hyperparameters[name].parse(text);
  checkSetting(name, value, fromFlag(name), text === "" ? "nothing" : text);
  return value;
}

function fromFlag(name: string): string {
  return `from ${flagOf(name)}`;
}

type Options = Readonly<Record<string, unknown>>;

/**
 * The settings that the flags give, and the file of --config; a flag is stronger, and a setting of the file that
 * means nothing beside the flags is left out.
 * @param defaults  weaker than both
 */
export async function settingsFrom(
  options: Options,
  defaults: ExperimentSettings = {},
): Promise<ExperimentSettings> {
  const flags = flagsIn(options);
  const file = typeof options.config === "string" ? await readFile(options.config) : {};
  return { ...withoutStray({ ...defaults, ...file, ...flags }), ...flags };
}

/** The experiment that the flags and the file of --config describe. */
export async function experimentFrom(
  options: Options,
  defaults: ExperimentSettings = {},
): Promise<Experiment> {
  const flags = flagsIn(options);
  return createExperiment(await settingsFrom(options, defaults), (name) =>
    Object.hasOwn(flags, name) ? fromFlag(name) : undefined,
  );
}

function flagsIn(options: Options): ExperimentSettings {
  const given = hyperparameterNames.filter((name) => options[name] !== undefined);
  // Commander makes "" of null, which `none` stands for; no setting is "".
  return Object.fromEntries(given.map((name) => [name, options[name] === "" ? null : options[name]]));
}

async function readFile(path: string): Promise<ExperimentSettings> {
  return (await import("./experiment-file.ts")).readExperimentFile(path);
}
