import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { writingFailed } from "./write-file.ts";

/** Makes a folder that is not there yet, and those above it. */
export function makeFolder(path: string, flag?: string): void {
  try {
    makeParents(dirname(path));
    mkdirSync(path);
  } catch (cause) {
    throw writingFailed(path, cause, flag);
  }
}

/** Makes a folder and those above it, as far as they are not there. */
export function makeFolders(path: string, flag?: string): void {
  try {
    makeParents(path);
  } catch (cause) {
    throw writingFailed(path, cause, flag);
  }
}

/** Makes NAME, NAME-2, NAME-3 ...: the first that nothing has, also while others look for one. */
export function makeUnusedFolder(path: string, flag?: string): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? path : `${path}-${number}`;
    if (existsSync(candidate)) continue;
    try {
      makeFolder(candidate, flag);
      return candidate;
    } catch (error) {
      if (!existsSync(candidate)) throw error;
    }
  }
}

/** Not by mkdir's own `recursive`, which never comes back from a folder like /proc (seen with Node 20). */
function makeParents(folder: string): void {
  if (existsSync(folder) || dirname(folder) === folder) return;
  makeParents(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (cause) {
    if (!existsSync(folder)) throw cause;
  }
}
