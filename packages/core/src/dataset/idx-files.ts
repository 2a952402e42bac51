import { FileError } from "../errors.ts";

/** The files of one dataset, by name; those of one part only together. */
export interface IdxFiles {
  readonly train: { readonly images: string; readonly labels: string };
  readonly test?: { readonly images: string; readonly labels: string };
  /** names of the classes */
  readonly names?: string;
}

/** `train-images-idx3-ubyte`, `t10k-labels.idx1-ubyte.gz`, `emnist-letters-test-images-idx3-ubyte`, ... */
const idxName =
  /^(?<prefix>.*?)(?<part>train|t10k|test)[-_.](?<what>images|labels)([-_.]idx\d)?([-_.]?(ubyte|byte|short|int|float|double))?([.]idx)?(?<gz>[.]gz)?$/i;
const namesFile = /^(classes|labels|class[-_]names)[.]txt$/i;

export function looksLikeIdx(file: string): boolean {
  return idxName.test(file);
}

/**
 * Finds the files of one dataset among those of a folder, by their names: `train`, and `t10k` or `test`, `images` and
 * `labels`, as MNIST, Fashion-MNIST, KMNIST and EMNIST name them; a plain file before its .gz.
 * @param files  names of the files
 * @param wanted  the beginning of their names, where a folder holds several sets, like emnist-letters
 * @throws {FileError} naming what is missing, or the sets that there are
 */
export function findIdxFiles(files: readonly string[], folder: string, wanted?: string): IdxFiles {
  const found = new Map<string, Map<string, string>>();
  for (const file of files.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    const { prefix = "", part, what } = idxName.exec(file)?.groups ?? {};
    if (part === undefined || (wanted !== undefined && bare(prefix) !== bare(wanted))) continue;
    const set = found.get(prefix) ?? new Map<string, string>();
    found.set(prefix, set);
    const role = `${part.toLowerCase() === "train" ? "train" : "test"} ${what.toLowerCase()}`;
    if (!set.has(role)) set.set(role, file);
  }
  if (found.size > 1) {
    const sets = [...found.keys()].map((prefix) => bare(prefix) || "(without a name)");
    throw new FileError(
      `${folder}: expected one dataset, got ${found.size}: ${sets.join(", ")}.`,
      `Name one of them behind the folder, like ${folder.replace(/[/\\]$/, "")}/${sets[0]}.`,
    );
  }
  const [[prefix, set] = ["", new Map<string, string>()]] = found;
  const hasTest = [...set.keys()].some((role) => role.startsWith("test"));
  const pair = (part: string) => {
    const [images, labels] = [set.get(`${part} images`), set.get(`${part} labels`)];
    if (images !== undefined && labels !== undefined) return { images, labels };
    const name = `${prefix}${part === "test" ? "t10k" : "train"}-${images === undefined ? "images-idx3" : "labels-idx1"}-ubyte`;
    throw new FileError(
      `${folder}: expected ${name} or ${name}.gz, found neither.`,
      "A dataset folder holds train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte.",
    );
  };
  const own = `${bare(prefix)}-mapping.txt`.toLowerCase();
  const names =
    files.find((file) => file.toLowerCase() === own) ?? files.find((file) => namesFile.test(file));
  return {
    train: pair("train"),
    ...(hasTest && { test: pair("test") }),
    ...(names !== undefined && { names }),
  };
}

/** Without what separates it from the rest of the name. */
function bare(prefix: string): string {
  return prefix.replace(/[-_.]+$/, "");
}
