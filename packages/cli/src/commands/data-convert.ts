import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { csvPieces, type Dataset, datasetIdx, datasetNpz, encodeGreyPng, type Samples } from "percept";
import { FileError, ParameterError, ShapeError } from "percept/errors";
import { loadDataset } from "percept/node";
import type { folderKinds } from "../command-options.ts";
import { writeFileWhole, writePieces, writingFailed } from "../run/write-file.ts";
import { grouped } from "../terminal/numbers.ts";
import { writeJsonLine, writeLine } from "../terminal/output.ts";
import { type DataFlags, dataOptions, type Split } from "./model-options.ts";

type FolderKind = (typeof folderKinds)[number];

export interface ConvertOptions extends DataFlags {
  readonly as?: FolderKind;
  readonly split?: Split;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Writes a dataset as another kind of file, by the ending of `target`: .npz, .csv, or a folder. */
export async function convert(source: string, target: string, options: ConvertOptions): Promise<void> {
  const kind = /[.](npz|csv)$/i.exec(target)?.[1].toLowerCase();
  if (kind && options.as) {
    throw new ParameterError(
      `--as says what a folder holds, got the file ${target} too.`,
      "Leave one of them out.",
    );
  }
  if (existsSync(target) && !options.force) {
    throw new FileError(`${target}: exists already.`, "Choose another name, or replace it with --force.");
  }
  if (resolve(source) === resolve(target)) {
    throw new ParameterError(`${target} is what is read: choose another name for what is written.`);
  }
  const dataset = chosen(await loadDataset(source, dataOptions(options)), options.split);
  const asked = options.as ?? "idx";
  if (dataset.validation && (kind || asked === "idx")) {
    throw new ParameterError(
      `${dataset.name} has a validation set, which ${kind ? `a .${kind}` : "a folder of IDX files"} does not keep.`,
      "Choose --as csv, or one part with --split.",
    );
  }
  if (kind === "npz") writeFileWhole(target, datasetNpz(dataset), "TARGET");
  else if (kind === "csv") writePieces(target, csvPieces(dataset, onlyPart(dataset, target)), "TARGET");
  else await writeFolder(target, (folder) => fillFolder(folder, dataset, asked));
  const counts = { train: dataset.train.count, ...(dataset.test && { test: dataset.test.count }) };
  if (options.json) return writeJsonLine({ dataset: dataset.name, written: target, counts });
  const samples = Object.entries(counts).map(
    ([part, count]) => `${grouped(count)} ${part === "test" ? "test" : "training"}`,
  );
  writeLine(`${dataset.name}: ${samples.join(" and ")} samples written to ${target}.`);
}

/** The part that is asked for alone, as training samples; everything where none is. */
function chosen(dataset: Dataset, split: Split | undefined): Dataset {
  if (split === undefined) return dataset;
  const samples = dataset[split];
  if (!samples) throw new FileError(`${dataset.name}: has no test set.`, "Choose --split train.");
  const { test, validation, ...rest } = dataset;
  return { ...rest, train: samples };
}

/** A .csv is one table. */
function onlyPart({ name, train, test }: Dataset, target: string): Samples {
  if (!test) return train;
  throw new ParameterError(
    `${target} holds one part of a dataset, got ${name} with a training and a test set.`,
    `Choose --split train or --split test, or a folder: percept data convert ${name} ${target.replace(/[.]csv$/i, "")} --as csv.`,
  );
}

async function fillFolder(folder: string, dataset: Dataset, kind: FolderKind): Promise<void> {
  if (kind === "idx") {
    for (const [name, bytes] of datasetIdx(dataset)) writeFileWhole(join(folder, name), bytes, "TARGET");
    return;
  }
  for (const part of ["train", "validation", "test"] as const) {
    const samples = dataset[part];
    if (!samples) continue;
    if (kind === "csv") writePieces(join(folder, `${part}.csv`), csvPieces(dataset, samples), "TARGET");
    else await writeImages(join(folder, part), dataset, samples);
  }
}

/** PART/CLASS/00000.png, as folders of images are read. */
async function writeImages(
  folder: string,
  { name, classes, imageShape }: Dataset,
  samples: Samples,
): Promise<void> {
  const { features, featureCount, labels, count } = samples;
  const [rows, columns] = imageShape;
  if (!(features instanceof Uint8Array) || rows < 2 || classes.length === 0) {
    throw new ShapeError(
      `${name}: expected images of bytes with classes, got others.`,
      "Choose --as csv or --as idx.",
    );
  }
  const odd = classes.find((word) => !/^[^/\\:*?"<>|\p{Cc}]+$/u.test(word) || /^[.]|[. ]$/.test(word));
  if (odd !== undefined) {
    throw new ShapeError(`${name}: expected classes that can name folders, got ${JSON.stringify(odd)}.`);
  }
  for (const word of classes) mkdirSync(join(folder, word), { recursive: true });
  for (let sample = 0; sample < count; sample++) {
    const pixels = features.subarray(sample * featureCount, (sample + 1) * featureCount);
    const path = join(folder, classes[labels[sample]], `${String(sample).padStart(5, "0")}.png`);
    writeFileSync(path, await encodeGreyPng(pixels, columns, rows)); // the whole folder is renamed at the end
  }
}

/** A folder that is there whole or not at all; an old one stays until then. */
async function writeFolder(target: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const temporary = `${target.replace(/[/\\]+$/, "")}.tmp-${process.pid}`;
  const old = `${temporary}-old`;
  try {
    mkdirSync(temporary, { recursive: true });
    await fill(temporary);
    if (existsSync(target)) renameSync(target, old);
    renameSync(temporary, target);
    rmSync(old, { recursive: true, force: true });
  } catch (cause) {
    rmSync(temporary, { recursive: true, force: true });
    if (cause instanceof FileError || cause instanceof ShapeError) throw cause;
    throw writingFailed(target, cause, "TARGET");
  }
}
