import { type ExperimentSettings, hyperparameters, withoutStray } from "percept/experiment";
import type { Past } from "../laboratory/kept-run.ts";
import { experimentOf, isDataName } from "./experiment-link.ts";

/**
 * What a link says of a run: files of data and of weights lie elsewhere, and defaults go without saying, all but one: a
 * link that says nothing would change nothing.
 */
export function settingsOfRun({ experiment }: Past): ExperimentSettings {
  const { data, init, ...rest } = experiment;
  const drawn = init === undefined || init.endsWith(".npz") ? {} : { init };
  const known = data !== undefined && isDataName(data) ? { data } : {};
  const sensible = withoutStray({ ...rest, ...known, ...drawn } as ExperimentSettings);
  const whole = experimentOf({});
  const isDefault = (name: string, value: unknown) =>
    typeof whole !== "string" &&
    Object.hasOwn(hyperparameters, name) &&
    JSON.stringify(whole[name as keyof typeof whole]) === JSON.stringify(value);
  const said = Object.entries(sensible).filter(([name, value]) => !isDefault(name, value));
  return { seed: 0, ...Object.fromEntries(said) };
}
