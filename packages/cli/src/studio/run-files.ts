// The runs of a folder, for the studio to read: a list, and four files of each.

import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Nothing else is served. */
const fileNames = ["experiment.json", "history.jsonl", "metrics.json", "model.npz"] as const;

/** An entry of runs/index.json. */
export interface ListedRun {
  readonly name: string;
  /** those of the four that are there */
  readonly files: readonly string[];
}

/** The runs there are at this moment, by name. */
export function listRuns(folder: string): ListedRun[] {
  return runNames(folder)
    .map((name) => ({ name, files: fileNames.filter((file) => isFile(join(folder, name, file))) }))
    .filter(({ files }) => files.includes("experiment.json"));
}

/** Links are left out, as they may lead out of the folder, and so is what is hidden or half written. */
function runNames(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => name)
    .sort();
}

/**
 * What is served under a path below /runs/: the list as index.json, or NAME/FILE of it.
 * @param path  decoded; its parts are only compared with what is there, and so lead nowhere else
 * @returns undefined where there is no such thing
 */
export function readRunFile(folder: string, path: string): { type: string; content: Buffer } | undefined {
  if (path === "index.json")
    return { type: jsonType, content: Buffer.from(JSON.stringify(listRuns(folder))) };
  const file = fileNames.find((name) => path.endsWith(`/${name}`));
  const run = file && runNames(folder).find((name) => `${name}/${file}` === path);
  if (run === undefined || !isFile(join(folder, path))) return undefined;
  const type = path.endsWith(".json") ? jsonType : "application/octet-stream";
  return { type, content: readFileSync(join(folder, path)) };
}

const jsonType = "application/json";

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
