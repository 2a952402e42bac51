import { toySetNames } from "percept";
import {
  createExperiment,
  type Experiment,
  type ExperimentSettings,
  type HyperparameterName,
  hyperparameterNames,
  hyperparameters,
  withoutStray,
} from "percept/experiment";

/** Data that the page has by itself; files of the reader's own are no part of a link. */
export const dataNames = ["mnist", "mnist-sample", ...toySetNames] as const;
export type DataName = (typeof dataNames)[number];

export function isDataName(name: unknown): name is DataName {
  return (dataNames as readonly unknown[]).includes(name);
}

/** The report's network, trained as its program does it: where the studio starts. */
export const reportSettings: ExperimentSettings = { shuffle: false, updateOrder: "output-first" };

/** What is not a default, as the query of a link: a link is an experiment. */
export function linkOf(settings: ExperimentSettings): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(settings)) {
    if (value === undefined) continue;
    query.set(
      name,
      value === null ? "none" : Array.isArray(value) && value.length === 0 ? "none" : String(value),
    );
  }
  return query.toString();
}

/**
 * The settings that a link says, as far as they make sense; the rest is named, to be said to its reader.
 */
export function settingsIn(query: string): { settings: ExperimentSettings; refused: string[] } {
  const settings: Record<string, unknown> = {};
  const refused: string[] = [];
  for (const [name, text] of new URLSearchParams(query)) {
    if (!isSetting(name)) {
      refused.push(name);
      continue;
    }
    const row = hyperparameters[name];
    const value = typeof row.default === "boolean" ? booleans[text] : row.parse(text);
    if (row.accepts(value) && (name !== "data" || isDataName(value))) settings[name] = value;
    else refused.push(`${name}=${text}`);
  }
  const sensible = withoutStray(settings as ExperimentSettings);
  refused.push(...Object.keys(settings).filter((name) => !Object.hasOwn(sensible, name)));
  return { settings: sensible, refused };
}

const booleans: Readonly<Record<string, boolean | undefined>> = { true: true, false: false };

function isSetting(name: string): name is HyperparameterName {
  return (hyperparameterNames as readonly string[]).includes(name);
}

/** The experiment that settings come to, or the sentence that says why they come to none. */
export function experimentOf(settings: ExperimentSettings): Experiment | string {
  try {
    return createExperiment(settings);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
