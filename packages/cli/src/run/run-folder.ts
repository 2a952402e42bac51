import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { FileError } from "percept/errors";
import { appendLine, writeFileWhole, writingFailed } from "./write-file.ts";

/** A run while it is written. With `--force` it grows beside the old run and takes its place when it is `finish`ed. */
export interface RunFolder {
  /** where it is, or will be when finished */
  readonly path: string;
  write(name: string, content: string | Uint8Array): void;
  append(name: string, line: string): void;
  finish(): void;
  /** Takes the folder away after a failure, unless it stands in its own place and has something worth `keeping`. */
  abandon(keeping: boolean): void;
}

/** `runs/NAME` for a run without a name of its own: date, time, shape and seed. */
export function runName(date: Date, sizes: readonly number[], seed: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join("");
  return `${day}-${time}-${sizes.join("-")}-seed${seed}`;
}

/** @throws {FileError} where `out` exists and may not be replaced; checked before anything costly is done */
export function checkOut(out: string | undefined, force: boolean): void {
  if (out === undefined || !existsSync(out)) return;
  const isRun = existsSync(join(out, "experiment.json"));
  if (force && isRun) return;
  if (force) {
    throw new FileError(
      `${out}: exists and is not a run.`,
      "--force replaces runs alone; choose another --out.",
    );
  }
  throw new FileError(
    `${out}: exists already.`,
    isRun ? "Choose another --out, or --force to replace this run." : "Choose another --out.",
  );
}

export function createRunFolder(name: string, out: string | undefined, force: boolean): RunFolder {
  checkOut(out, force);
  if (out !== undefined && existsSync(out)) return replacingFolder(resolve(out), out);
  const path = out ?? unusedName(join("runs", name));
  makeFolder(path);
  return {
    ...filesIn(path),
    path,
    finish: () => {},
    abandon: (keeping) => keeping || rmSync(path, { recursive: true, force: true }),
  };
}

function replacingFolder(absolute: string, path: string): RunFolder {
  const beside = (word: string) => join(dirname(absolute), `.${basename(absolute)}.${word}-${process.pid}`);
  const [fresh, old] = [beside("new"), beside("old")];
  makeFolder(fresh);
  return {
    ...filesIn(fresh),
    path,
    finish() {
      renameSync(absolute, old);
      renameSync(fresh, absolute);
      rmSync(old, { recursive: true });
    },
    abandon: () => rmSync(fresh, { recursive: true, force: true }),
  };
}

function filesIn(folder: string): Pick<RunFolder, "write" | "append"> {
  const place = (name: string) => {
    const path = join(folder, name);
    if (name.includes("/")) mkdirSync(dirname(path), { recursive: true });
    return path;
  };
  return {
    write: (name, content) => writeFileWhole(place(name), content),
    append: (name, line) => appendLine(place(name), line),
  };
}

function makeFolder(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    mkdirSync(path);
  } catch (cause) {
    throw writingFailed(path, cause);
  }
}

/** NAME, NAME-2, NAME-3 ... */
function unusedName(path: string): string {
  const taken = new Set(existsSync(dirname(path)) ? readdirSync(dirname(path)) : []);
  let candidate = path;
  for (let number = 2; taken.has(basename(candidate)); number++) candidate = `${path}-${number}`;
  return candidate;
}
