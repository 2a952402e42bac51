import type { UnpackOptions } from "../encoding/unpack-limit.ts";
import { FormatError } from "../errors.ts";
import { parseClassNames } from "./class-names.ts";
import type { ImagesAndLabels } from "./digits.ts";
import { parseIdxImages, parseIdxLabels } from "./idx.ts";
import { findIdxFiles } from "./idx-files.ts";
import { labelledImages } from "./labelled-images.ts";
import { readBytes, readIdxBytes, sha256 } from "./read-file.node.ts";
import { namesIn, pathIn } from "./read-folder.node.ts";
import type { Dataset } from "./samples.ts";

export interface IdxFolderOptions extends UnpackOptions {
  /** the beginning of the files' names, where the folder holds several sets */
  readonly prefix?: string;
  /** SHA-256 that the unpacked files must have, by name */
  readonly checksums?: Readonly<Record<string, string>>;
}

/**
 * Loads a folder of IDX files, plain or .gz, and the names of its classes where a file has them.
 * @throws {FileError} where a file is missing, {FormatError} where one is not as it should be
 */
export async function loadIdxFolder(
  folder: string,
  name: string,
  { prefix, checksums, unpackLimit }: IdxFolderOptions = {},
): Promise<Dataset> {
  const files = findIdxFiles(namesIn(folder), folder, prefix);
  const sources: { name: string; sha256: string }[] = [];
  const read = async (file: string) => {
    const path = pathIn(folder, file);
    const bytes = await readIdxBytes(path, { unpackLimit });
    const digest = sha256(bytes);
    const plainName = file.replace(/[.]gz$/i, "");
    if (checksums && checksums[plainName] !== digest) {
      throw new FormatError(
        path,
        `expected SHA-256 ${checksums[plainName]}, got ${digest}.`,
        "The installed file is damaged: delete node_modules and run npm ci.",
      );
    }
    sources.push({ name: plainName, sha256: digest });
    return { bytes, path };
  };
  const part = async (pair: { images: string; labels: string }): Promise<ImagesAndLabels> => {
    const images = await read(pair.images);
    const labels = await read(pair.labels);
    return {
      images: parseIdxImages(images.bytes, images.path),
      imagesPlace: images.path,
      labels: parseIdxLabels(labels.bytes, labels.path),
      labelsPlace: labels.path,
    };
  };
  const train = await part(files.train);
  const test = files.test && (await part(files.test));
  const names = files.names === undefined ? undefined : await readNames(pathIn(folder, files.names));
  return labelledImages({ name, sources }, train, test, names);
}

async function readNames(path: string) {
  return parseClassNames(new TextDecoder().decode(await readBytes(path)), path);
}
