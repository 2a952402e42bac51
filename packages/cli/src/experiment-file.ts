// An experiment as a file: what --config reads, and --print-config prints.

import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { parseJson, shown } from "percept";
import { FormatError, ParameterError } from "percept/errors";
import { createExperiment, type Experiment, type ExperimentSettings } from "percept/experiment";
import { writeLine } from "./terminal/output.ts";

/**
 * Reads the settings of an experiment: a plain JSON object of them, the experiment.json of a run, `{why, experiment}`
 * as in experiments/, or the default export of a .ts, .js, .mts, .mjs, .cts or .cjs file.
 * @returns what the file says, without the defaults
 * @throws {ParameterError} where there is no such file
 * @throws {FormatError} naming the file, where it holds anything but settings that make sense together
 */
export async function readExperimentFile(path: string): Promise<ExperimentSettings> {
  checkIsFile(path);
  const content = /\.[cm]?[jt]s$/i.test(path) ? await loadScript(path) : readJson(path);
  const settings = settingsIn(content, path);
  try {
    createExperiment(settings);
  } catch (error) {
    if (error instanceof ParameterError) throw new FormatError(path, error.message);
    throw error;
  }
  return settings;
}

/** Prints an experiment as `--config` reads it, a setting a line; with `json` all of it on one line. */
export function printExperiment(experiment: Experiment, json = false): void {
  const lines = Object.entries(experiment).map(([name, value]) => `  "${name}": ${JSON.stringify(value)}`);
  writeLine(json ? JSON.stringify(experiment) : `{\n${lines.join(",\n")}\n}`);
}

function checkIsFile(path: string): void {
  const found = existsSync(path);
  if (found && !statSync(path).isDirectory()) return;
  const record = join(path, "experiment.json");
  throw new ParameterError(
    `${path || '""'}: expected a file of settings (.json, .ts or .js), found ${found ? "a folder" : "nothing there"}.`,
    found && existsSync(record)
      ? `A run's settings are in ${record}.`
      : "`percept train --print-config` shows what such a file holds.",
  );
}

function readJson(path: string): unknown {
  return parseJson(readFileSync(path, "utf8"), path);
}

/**
 * Node 20 cannot import TypeScript; jiti loads it, and JavaScript of either kind, alike in every Node. `percept` need
 * not be installed beside the file.
 */
async function loadScript(path: string): Promise<unknown> {
  const { createJiti } = await import("jiti");
  const require = createRequire(import.meta.url);
  const jiti = createJiti(import.meta.url, {
    alias: { "percept/experiment": require.resolve("percept/experiment") },
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
  });
  try {
    return ((await jiti.import(resolve(path))) as { default?: unknown }).default;
  } catch (cause) {
    throw new FormatError(
      path,
      `expected a script of settings, got one that does not run (${oneLine(cause)}).`,
    );
  }
}

/** The settings in what a file holds; a run's record also says how it went, which is nothing to train by. */
function settingsIn(content: unknown, path: string): ExperimentSettings {
  const outer = objectIn(content, path, "an object of settings");
  if (!Object.hasOwn(outer, "experiment")) return outer;
  if (Object.hasOwn(outer, "formatVersion")) {
    if (outer.formatVersion !== 1) {
      throw new FormatError(path, `expected formatVersion 1, got ${shown(outer.formatVersion)}.`);
    }
  } else {
    const stray = Object.keys(outer).find((key) => key !== "why" && key !== "experiment");
    if (stray !== undefined) {
      throw new FormatError(path, `expected why beside experiment and nothing else, got ${stray}.`);
    }
  }
  return objectIn(outer.experiment, path, "an object of settings as its experiment");
}

function objectIn(value: unknown, path: string, expected: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).filter(([, setting]) => setting !== undefined));
  }
  const got = value === undefined ? "none" : Array.isArray(value) ? "a list" : shown(value);
  const asDefault = value === undefined ? " as the default export" : "";
  throw new FormatError(path, `expected ${expected}${asDefault}, got ${got}.`);
}

function oneLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).trim().replaceAll(/\s*\n\s*/g, "; ");
}
