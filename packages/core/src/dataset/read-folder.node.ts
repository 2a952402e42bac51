import { readdirSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { FileError } from "../errors.ts";
import { reason } from "./read-file.node.ts";

/** The names of what is in a folder, in the order of their characters, without hidden ones. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith("."))
      .sort();
  } catch (cause) {
    throw new FileError(
      `${folder}: cannot be read (${reason(cause)}).`,
      "Check the path, and that you may read it.",
      { cause },
    );
  }
}

/**
 * The path of a file of a data folder. A symbolic link is followed to what lies in the folder, too, and no further: a
 * folder from elsewhere names no files of yours.
 * @throws {FileError} where it leads out of the folder, or nowhere
 */
export function pathIn(folder: string, name: string): string {
  const path = join(folder, name);
  let real: string;
  let root: string;
  try {
    [root, real] = [realpathSync(folder), realpathSync(path)];
  } catch (cause) {
    throw new FileError(`${path}: cannot be read (${reason(cause)}).`, "Check where it leads.", { cause });
  }
  if (real.startsWith(root.endsWith(sep) ? root : root + sep)) return path;
  throw new FileError(
    `${path}: expected a file of the folder, got a symbolic link to ${real}.`,
    "Name that file itself, or copy it into the folder.",
  );
}
