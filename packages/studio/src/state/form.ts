// What is typed into the settings: what makes an experiment is taken over, anything else stays beside a sentence.

import { signal } from "@preact/signals";
import {
  type ExperimentSettings,
  type Hyperparameter,
  type HyperparameterName,
  hyperparameters,
  withoutStray,
} from "percept/experiment";
import { settingWords, trainWords } from "../text/train-words.ts";
import { experimentOf } from "./experiment-link.ts";
import { settings } from "./studio.ts";

/** Something typed that makes no experiment (yet), and why. */
export interface Draft {
  readonly text: string;
  readonly sentence: string;
}

export const drafts = signal<ReadonlyMap<HyperparameterName, Draft>>(new Map());

/** A setting as the page has it: it reads no files, and no system has lent it a library. */
export function rowOf(name: HyperparameterName): Hyperparameter<unknown> {
  const row: Hyperparameter<unknown> = hyperparameters[name];
  const { help = row.help, range = row.range } = settingWords[name] ?? {};
  const accepts = (value: unknown) => row.accepts(value) && !elsewhere(name, value);
  const { choices } = row;
  return { ...row, help, range, accepts, ...(choices && { choices: choices.filter(accepts) }) };
}

function elsewhere(name: HyperparameterName, value: unknown): boolean {
  return (name === "validation" && typeof value === "string") || (name === "engine" && value === "blas");
}

export function labelOf(name: HyperparameterName): string {
  return settingWords[name]?.label ?? name;
}

/** Takes what was typed, with what was typed before and waits for it: output identity waits for another loss. */
export function setText(name: HyperparameterName, text: string): void {
  const value = valueIn(name, text);
  const alone: ExperimentSettings = withoutStray({ ...settings.value, [name]: value });
  const waiting = [...drafts.value].flatMap(([other, draft]) => {
    const awaited = other === name ? undefined : valueIn(other, draft.text);
    return awaited === undefined ? [] : [[other, awaited] as const];
  });
  const together: ExperimentSettings = withoutStray({ ...alone, ...Object.fromEntries(waiting) });
  const made = experimentOf(alone);
  if (value === undefined) keep(name, text, mustBe(name, text));
  else if (typeof experimentOf(together) !== "string") take(together, [name, ...waiting.map(([one]) => one)]);
  else if (typeof made === "string") keep(name, text, made);
  else take(alone, [name]);
}

function mustBe(name: HyperparameterName, text: string): string {
  return trainWords.mustBe(labelOf(name), rowOf(name).range, text.trim());
}

/** undefined where the text stands for nothing that the setting may be; nothing typed is none, where that may be. */
function valueIn(name: HyperparameterName, text: string): unknown {
  const row = rowOf(name);
  const value = row.parse(text.trim() || trainWords.none);
  return row.accepts(value) ? value : undefined;
}

function take(wanted: ExperimentSettings, names: readonly HyperparameterName[]): void {
  settings.value = wanted;
  drafts.value = new Map([...drafts.value].filter(([name]) => !names.includes(name)));
}

function keep(name: HyperparameterName, text: string, sentence: string): void {
  drafts.value = new Map([...drafts.value, [name, { text, sentence }]]);
}

/** Other settings altogether; what was typed and not taken goes. */
export function replaceSettings(wanted: ExperimentSettings): void {
  settings.value = wanted;
  drafts.value = new Map();
}

// A link that was followed says all settings anew; what the form itself writes there makes no such event.
addEventListener("hashchange", () => {
  drafts.value = new Map();
});
