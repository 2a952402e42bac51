import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { FileError } from "percept/errors";

/**
 * Writes a file whole or not at all: to a temporary name beside it, flushed, then renamed.
 * @param flag  what the user chose the place with, for the hint of an error
 * @throws {FileError} saying why it cannot be written
 */
export function writeFileWhole(path: string, content: string | Uint8Array, flag = "--out"): void {
  writePieces(path, [typeof content === "string" ? new TextEncoder().encode(content) : content], flag);
}

/** As writeFileWhole, of pieces that need not all be in memory. */
export function writePieces(path: string, pieces: Iterable<Uint8Array>, flag = "--out"): void {
  const temporary = `${path}.tmp-${process.pid}`;
  try {
    const file = openSync(temporary, "w");
    try {
      for (const piece of pieces) writeFully(file, piece);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (cause) {
    removeQuietly(temporary);
    throw writingFailed(path, cause, flag);
  }
}

/** Whether a name is that of a file that was being written. */
export function isTemporary(name: string): boolean {
  return /\.tmp-\d+$/.test(name);
}

/** Adds a line to a file; it outlives the process, and a torn last line is dropped when read. */
export function appendLine(path: string, line: string): void {
  appendBytes(path, new TextEncoder().encode(`${line}\n`));
}

/** Adds bytes to a file, which need not be there yet; they outlive the process. */
export function appendBytes(path: string, bytes: Uint8Array, flag = "--out"): void {
  try {
    const file = openSync(path, "a");
    try {
      writeFully(file, bytes);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw writingFailed(path, cause, flag);
  }
}

/** The error for something that could not be written, with what to do about it. */
export function writingFailed(path: string, cause: unknown, flag = "--out"): FileError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const space = `Free some space, or choose ${flag} on another disk.`;
  const elsewhere = `Choose ${flag} in a folder that you may write to.`;
  const said: Record<string, readonly [reason: string, next: string]> = {
    ENOSPC: ["the disk is full", space],
    EDQUOT: ["the disk quota is used up", space],
    EACCES: ["permission denied", elsewhere],
    EPERM: ["permission denied", elsewhere],
    EROFS: ["the file system is read-only", elsewhere],
    ENOTDIR: ["a part of the path is a file, not a folder", `Choose ${flag} below a folder.`],
    EEXIST: ["a part of the path is a file, not a folder", `Choose ${flag} below a folder.`],
    ENOENT: ["its folder does not exist", `Make the folder, or choose another ${flag}.`],
    ENAMETOOLONG: ["the name is too long", `Choose a shorter ${flag}.`],
    EISDIR: ["it is a folder", `Choose another ${flag}.`],
  };
  const [reason, next] = said[code ?? ""] ?? [message ?? String(cause), `Choose another ${flag}.`];
  return new FileError(`${path}: cannot be written (${reason}).`, next, { cause });
}

/** What is in the way of a temporary file is in the way of its removal too. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // the error that is on its way says more
  }
}

function writeFully(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}
