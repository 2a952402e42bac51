import { type Dataset, isImageFolder, isImageName, readImageFolder } from "percept";
import type { GivenFile } from "../state/dropped-files.ts";
import { sha256 } from "./sha256.ts";

/** Whether the files are images in folders of their classes. */
export function areImagesByClass(files: readonly GivenFile[]): boolean {
  return isImageFolder(files.map(({ path }) => path));
}

/**
 * A dataset from images by class; what is hidden or no image is left out.
 * @param check  refuses an image that is too large
 */
export async function openImageFolder(
  files: readonly GivenFile[],
  check: (file: File) => void,
): Promise<Dataset> {
  const images = files.filter(({ path }) => isImageName(path) && !/(^|\/)\./.test(path));
  for (const { file } of images) check(file);
  const root = rootOf(images.map(({ path }) => path));
  const read = images.map(({ path, file }) => ({
    path: path.slice(root.length),
    read: async () => new Uint8Array(await file.arrayBuffer()),
  }));
  const name = root.slice(0, -1) || "images";
  const dataset = await readImageFolder(read, name);
  const { train, validation, test } = dataset;
  const parts = Object.entries({ train, validation, test }).flatMap(([part, samples]) =>
    samples?.features instanceof Uint8Array ? [{ part, count: samples.count, bytes: samples.features }] : [],
  );
  const sources = await Promise.all(
    parts.map(async ({ part, count, bytes }) => ({
      name: `${part}: ${count} images as grey bytes`,
      sha256: await sha256(bytes),
    })),
  );
  return { ...dataset, name, sources };
}

/** The folder that was given, with its slash, where all lies in one that holds more than images. */
function rootOf(paths: readonly string[]): string {
  const [first = ""] = paths;
  const root = first.slice(0, first.indexOf("/") + 1);
  return paths.every((path) => path.startsWith(root)) ? root : "";
}
