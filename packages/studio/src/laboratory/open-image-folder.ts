import { type Dataset, type FolderFile, isImageFolder, readImageFolder } from "percept";
import { sha256 } from "./sha256.ts";

/**
 * Images in a folder for each class, as the command reads them.
 * @param paths  where in the folder each file is: pets/train/cat/1.png
 */
export async function openImageFolder(files: readonly File[], paths: readonly string[]): Promise<Dataset> {
  const { root, inner } = withoutRoot(paths);
  const folder: FolderFile[] = files.map((file, index) => ({
    path: inner[index],
    read: async () => new Uint8Array(await file.arrayBuffer()),
  }));
  const dataset = await readImageFolder(folder, root);
  const { train, validation, test } = dataset;
  const sources: Dataset["sources"][number][] = [];
  for (const [part, samples] of Object.entries({ train, validation, test })) {
    if (!(samples?.features instanceof Uint8Array)) continue;
    const hash = await sha256(samples.features);
    sources.push({ name: `${part}: ${samples.count} images as grey bytes`, sha256: hash });
  }
  return { ...dataset, name: root, sources };
}

/** The folder around all files, which is no class, is the data's name. */
function withoutRoot(paths: readonly string[]): { root: string; inner: readonly string[] } {
  const [root] = paths[0].split("/");
  const inner = paths.map((path) => path.slice(root.length + 1));
  const isAround = paths.every((path) => path.startsWith(`${root}/`)) && isImageFolder(inner);
  return isAround ? { root, inner } : { root: "images", inner: paths };
}
