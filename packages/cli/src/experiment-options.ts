import { type Command, Option } from "commander";
import {
  checkSetting,
  createExperiment,
  type Experiment,
  type Hyperparameter,
  type HyperparameterName,
  hyperparameterNames,
  hyperparameters,
} from "percept/experiment";

/** `learningRate` as `--learning-rate` */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Adds a flag for each of the named hyperparameters, from their table. */
export function addExperimentOptions(command: Command, names: readonly HyperparameterName[]): Command {
  for (const name of names) {
    const row: Hyperparameter<unknown> = hyperparameters[name];
    if (typeof row.default === "boolean") {
      command.option(`--no-${flagOf(name).slice(2)}`, `do not ${row.help}`);
    } else {
      const range = row.choices ? ` (${row.choices.join(", ")})` : "";
      command.addOption(
        new Option(
          `${flagOf(name)} <value>`,
          `${row.help}${range} (default: ${String(row.default)})`,
        ).argParser((text) => parsed(name, text)),
      );
    }
  }
  return command;
}

/** @throws {ParameterError} naming the flag */
function parsed(name: HyperparameterName, text: string): unknown {
  const value = hyperparameters[name].parse(text);
  checkSetting(name, value, `from ${flagOf(name)}`, text === "" ? "nothing" : text);
  return value;
}

/** The experiment that the flags describe. */
export function experimentFrom(
  options: Readonly<Record<string, unknown>>,
  defaults: Partial<Experiment> = {},
): Experiment {
  const given = hyperparameterNames.filter((name) => options[name] !== undefined);
  return createExperiment({ ...defaults, ...Object.fromEntries(given.map((name) => [name, options[name]])) });
}
