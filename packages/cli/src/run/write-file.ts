import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { FileError } from "percept/errors";

/** Writes a file whole or not at all: to a temporary name beside it, flushed, then renamed. */
export function writeFileWhole(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.tmp-${process.pid}`;
  try {
    const file = openSync(temporary, "w");
    try {
      writeFully(file, typeof content === "string" ? new TextEncoder().encode(content) : content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw writingFailed(path, cause);
  }
}

/** Adds a line to a file; flushed, so that it outlives the process. */
export function appendLine(path: string, line: string): void {
  try {
    const file = openSync(path, "a");
    try {
      writeFully(file, new TextEncoder().encode(`${line}\n`));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw writingFailed(path, cause);
  }
}

/** The error for something that could not be written, with what to do about it. */
export function writingFailed(path: string, cause: unknown): FileError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const said: Record<string, readonly [reason: string, next: string]> = {
    ENOSPC: ["the disk is full", "Free some space, or choose --out on another disk."],
    EDQUOT: ["the disk quota is used up", "Free some space, or choose --out on another disk."],
    EACCES: ["permission denied", "Choose --out in a folder that you may write to."],
    EPERM: ["permission denied", "Choose --out in a folder that you may write to."],
    EROFS: ["the file system is read-only", "Choose --out in a folder that you may write to."],
    ENOTDIR: ["a part of the path is a file, not a folder", "Choose --out below a folder."],
    ENOENT: ["its folder does not exist and cannot be made", "Choose --out in another folder."],
    ENAMETOOLONG: ["the name is too long", "Choose a shorter --out."],
    EISDIR: ["it is a folder", "Choose another name."],
  };
  const [reason, next] = said[code ?? ""] ?? [message ?? String(cause), "Choose another --out."];
  return new FileError(`${path}: cannot be written (${reason}).`, next, { cause });
}

function writeFully(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}
