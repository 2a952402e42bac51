import { type Dirent, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { FileError } from "../../errors.ts";
import { readBytes, reason, sha256 } from "../read-file.node.ts";
import { pathIn } from "../read-folder.node.ts";
import type { Dataset } from "../samples.ts";
import { isImageName } from "./decode-image.ts";
import { type ImageFolderOptions, readImageFolder } from "./image-folder.ts";

/** Folders in folders: train/CLASS/, and whatever classes are divided in. */
const MOST_DEPTH = 8;

/** The images below a folder, with / between the parts of their paths; folders that are symbolic links are left out. */
export function imagePathsIn(folder: string): string[] {
  const paths: string[] = [];
  const walk = (prefix: string, depth: number) => {
    for (const entry of entriesOf(join(folder, prefix))) {
      if (entry.name.startsWith(".")) continue;
      const path = prefix === "" ? entry.name : `${prefix}/${entry.name}`;
      if (entry.isDirectory() && depth < MOST_DEPTH) walk(path, depth + 1);
      else if (!entry.isDirectory() && isImageName(entry.name)) paths.push(path);
    }
  };
  walk("", 0);
  return paths;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    throw new FileError(`${folder}: cannot be read (${reason(cause)}).`, "Check that you may read it.", {
      cause,
    });
  }
}

/**
 * Loads a folder of images by class. A symbolic link is followed to an image in the folder, and no further.
 * @param paths  of imagePathsIn
 * @throws {FileError} {FormatError} as readImageFolder
 */
export async function loadImageFolder(
  folder: string,
  paths: readonly string[],
  options: ImageFolderOptions = {},
): Promise<Dataset> {
  const files = paths.map((path) => ({ path, read: async () => readBytes(pathIn(folder, path)) }));
  const dataset = await readImageFolder(files, folder, options);
  const { train, validation, test } = dataset;
  const sources = Object.entries({ train, validation, test }).flatMap(([part, samples]) => {
    if (!samples || !(samples.features instanceof Uint8Array)) return [];
    return [{ name: `${part}: ${samples.count} images as grey bytes`, sha256: sha256(samples.features) }];
  });
  return { ...dataset, name: basename(resolve(folder)), sources };
}
