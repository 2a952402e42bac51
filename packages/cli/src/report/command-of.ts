import { createExperiment, type Experiment, type ExperimentSettings } from "percept/experiment";
import { flagOf } from "../experiment-options.ts";

/** The settings of an experiment that have to be said: without any of them it would be another one. */
export function saidSettings(experiment: Experiment): ExperimentSettings {
  let said: ExperimentSettings = experiment;
  for (const name of Object.keys(experiment)) {
    const without = Object.fromEntries(Object.entries(said).filter(([key]) => key !== name));
    if (isSame(without, experiment)) said = without;
  }
  return said;
}

/** One command that carries the experiment out again: `percept train --hidden 100 --no-shuffle` */
export function commandOf(experiment: Experiment): string {
  const flags = Object.entries(saidSettings(experiment)).map(([name, value]) => {
    const flag = flagOf(name);
    if (typeof value === "boolean") return value ? flag : `--no-${flag.slice(2)}`;
    const text = value === null || (Array.isArray(value) && value.length === 0) ? "none" : String(value);
    return `${flag} ${/^[\w.,:/+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`}`;
  });
  return ["percept train", ...flags].join(" ");
}

function isSame(settings: ExperimentSettings, experiment: Experiment): boolean {
  try {
    return JSON.stringify(createExperiment(settings)) === JSON.stringify(experiment);
  } catch {
    return false;
  }
}
