import { existsSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { FileError } from "percept/errors";
import { makeFolder, makeUnusedFolder } from "./make-folder.ts";
import { appendLine, isTemporary, writeFileWhole, writingFailed } from "./write-file.ts";

/** A run while it is written. With `--force` it grows beside the old run and takes its place when it is finished. */
export interface RunFolder {
  /** where it is, or will be when finished */
  readonly path: string;
  write(name: string, content: string | Uint8Array): void;
  append(name: string, line: string): void;
  has(name: string): boolean;
  /** Takes a file or folder of the run away, if it is there. */
  remove(name: string): void;
  /** The run is complete and takes its place. */
  finish(): void;
  /** The run ended early and stays, beside the run that it was to replace. Returns where it is. */
  keep(): string;
  /** Takes the run away. */
  discard(): void;
}

/** `runs/NAME` for a run without a name of its own: date, time, shape and seed. */
export function runName(date: Date, sizes: readonly number[], seed: number): string {
  return `${timeName(date)}-${sizes.join("-")}-seed${seed}`;
}

/** Date and time to the second, in the way of file names. */
export function timeName(date: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join("");
  return `${day}-${time}`;
}

/** @throws {FileError} where `out` exists and may not be replaced; checked before anything costly is done */
export function checkOut(out: string | undefined, force: boolean): void {
  if (out === undefined || !existsSync(out)) return;
  const isRun = ["experiment.json", "comparison.json"].some((name) => existsSync(join(out, name)));
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
  const path = out === undefined ? makeUnusedFolder(join("runs", name)) : out.replace(/(?<=.)[/\\]+$/, "");
  if (out !== undefined && existsSync(path)) return replacingFolder(path);
  if (out !== undefined) makeFolder(path);
  return {
    ...openRunFolder(path),
    discard: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** A run that is there already and goes on: it is never taken away. */
export function openRunFolder(path: string): RunFolder {
  removeTemporaries(path);
  return { ...filesIn(path), path, finish: () => {}, keep: () => path, discard: () => {} };
}

/** Files that a process was writing when it was killed. */
function removeTemporaries(path: string): void {
  const names = existsSync(path) ? readdirSync(path, { recursive: true, encoding: "utf8" }) : [];
  for (const name of names.filter(isTemporary)) rmSync(join(path, name), { force: true });
}

function replacingFolder(path: string): RunFolder {
  const absolute = resolve(path);
  const hidden = (word: string) => join(dirname(absolute), `.${basename(absolute)}.${word}-${process.pid}`);
  const [fresh, old] = [hidden("new"), hidden("old")];
  makeFolder(fresh);
  return {
    ...filesIn(fresh),
    path,
    finish() {
      move(absolute, old);
      move(fresh, absolute);
      rmSync(old, { recursive: true });
    },
    keep() {
      const beside = makeUnusedFolder(path);
      rmdirSync(beside); // Windows renames onto nothing that is there
      move(fresh, beside);
      return beside;
    },
    discard: () => rmSync(fresh, { recursive: true, force: true }),
  };
}

function filesIn(folder: string): Pick<RunFolder, "write" | "append" | "has" | "remove"> {
  return {
    write(name, content) {
      const path = join(folder, name);
      if (name.includes("/") && !existsSync(dirname(path))) makeFolder(dirname(path));
      writeFileWhole(path, content);
    },
    append: (name, line) => appendLine(join(folder, name), line),
    has: (name) => existsSync(join(folder, name)),
    remove: (name) => rmSync(join(folder, name), { recursive: true, force: true }),
  };
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (cause) {
    throw writingFailed(to, cause);
  }
}
