import { basename } from "node:path";
import { type Dataset, findDuplicates, type Samples } from "percept";
import { embeddedDatasets, loadDataset, mnistChecksums } from "percept/node";
import { duplicateLines, shapeInWords } from "../terminal/dataset-words.ts";
import { digitOn } from "../terminal/digit.ts";
import { alignColumns } from "../terminal/metrics-table.ts";
import { grouped } from "../terminal/numbers.ts";
import { writeJsonLine, writeLine } from "../terminal/output.ts";
import { screenOf } from "../terminal/screen.ts";
import { sideBySide } from "../terminal/side-by-side.ts";
import { plainWords } from "../terminal/words.ts";
import { chooseSplit, type DataFlags, dataOptions, type Split, splitInWords } from "./model-options.ts";
import { requireIndex } from "./sample-index.ts";

export function list({ json }: { readonly json?: boolean }): void {
  for (const dataset of embeddedDatasets) {
    if (json) writeJsonLine(dataset);
    else writeLine(`${dataset.name}  ${dataset.help}`);
  }
  if (!json) writeLine(`\n${ownData}`);
}

const ownData = `Your own, wherever data is asked for:
  DIR             IDX files as MNIST and EMNIST name them, plain or .gz: train-images-idx3-ubyte, ...;
                  or tables named train and test: train.csv and test.csv, train-*.parquet and test-*.parquet;
                  or images in a folder for each class, DIR/cat/1.png, or DIR/train/cat/1.png (PNG, JPEG)
  DIR/NAME        one of several sets of IDX files, by the beginning of their names: gzip/emnist-letters
  FILE.csv .tsv   a table of numbers with a column of labels (--label-column), plain or .gz
  FILE.parquet    such a table, or images and labels as Hugging Face keeps MNIST
  FILE.npz        x_train, y_train and, where there is a test set, x_test and y_test, as Keras keeps MNIST
\`percept data convert SOURCE TARGET\` writes one kind as another.`;

export async function show(
  indices: readonly string[],
  options: DataFlags & { readonly data: string; readonly split: Split; readonly json?: boolean },
): Promise<void> {
  const { data, split, json } = options;
  const dataset = await loadDataset(data, dataOptions(options));
  const samples = chooseSplit(dataset, split);
  const wanted = indices.map((text) => requireIndex(text, samples.count, splitInWords(dataset, split)));
  const shown = wanted.map((index) => ({
    index,
    label: dataset.classes[samples.labels[index]],
    features: samples.features.subarray(index * samples.featureCount, (index + 1) * samples.featureCount),
  }));
  if (json) {
    for (const { index, label, features } of shown) {
      const name = features instanceof Uint8Array ? "pixels" : "features";
      writeJsonLine({ index, split, label, [name]: Array.from(features) });
    }
    return;
  }
  const screen = screenOf(process.stdout);
  const blocks = shown.map(({ index, label, features }) => [
    `Index: ${index}`,
    plainWords(`Label: ${label}`, screen.columns),
    ...(features instanceof Uint8Array && dataset.imageShape[0] > 1
      ? digitOn(screen, features, dataset.imageShape)
      : featureLines(dataset, features)),
  ]);
  if (process.stdout.isTTY === true) writeLine(sideBySide(blocks, screen.columns).join("\n"));
  else for (const block of blocks) writeLine(block.join("\n")); // one after the other, for programs
}

/** A feature a line, by its name. */
function featureLines({ featureNames }: Dataset, features: Samples["features"]): string[] {
  const names = Array.from(features, (_, at) => featureNames?.[at] ?? `feature ${at}`);
  return alignColumns(Array.from(features, (value, at) => [plainWords(names[at]), numberOf(value)])).split(
    "\n",
  );
}

/** As few digits as tell a float32 from its neighbours. */
function numberOf(value: number): string {
  if (Number.isNaN(value)) return "missing";
  const short = [6, 7, 8, 9].map((digits) => Number(value.toPrecision(digits)));
  return String(short.find((candidate) => Math.fround(candidate) === value) ?? value);
}

export async function verify(
  source: string,
  options: DataFlags & { readonly json?: boolean },
): Promise<void> {
  const { json } = options;
  const dataset = await loadDataset(source, dataOptions(options));
  const duplicates = findDuplicates(dataset);
  const files = dataset.sources.map(({ name, sha256 }) => ({
    file: name,
    sha256,
    published: publishedAs(name, sha256),
  }));
  if (json) {
    const counts = {
      train: classCounts(dataset, dataset.train),
      ...(dataset.test && { test: classCounts(dataset, dataset.test) }),
    };
    writeJsonLine({ dataset: dataset.name, imageShape: dataset.imageShape, files, counts, duplicates });
    return;
  }
  const width = Math.max(...files.map(({ file }) => file.length));
  writeLine(shapeInWords(dataset));
  for (const { file, sha256, published } of files) {
    writeLine(`  ${file.padEnd(width)}  SHA-256 ${sha256.slice(0, 16)}...  ${published}`);
  }
  const columns = [dataset.train, ...(dataset.test ? [dataset.test] : [])].map((samples) =>
    classCounts(dataset, samples),
  );
  writeLine(
    alignColumns([
      ["class", "training", ...(dataset.test ? ["test"] : [])],
      ...dataset.classes.map((label) => [label, ...columns.map((counts) => grouped(counts[label]))]),
      ["all", ...[dataset.train, ...(dataset.test ? [dataset.test] : [])].map(({ count }) => grouped(count))],
    ]),
  );
  for (const line of duplicateLines(duplicates)) writeLine(line);
  writeLine("All files are whole and fit each other.");
}

function publishedAs(
  name: string,
  sha256: string,
): "as published" | "differs from MNIST's" | "not one of MNIST's files" {
  const wanted = mnistChecksums[basename(name)];
  if (wanted === undefined) return "not one of MNIST's files";
  return wanted === sha256 ? "as published" : "differs from MNIST's";
}

function classCounts({ classes }: Dataset, { labels }: Samples): Record<string, number> {
  const counts = new Array<number>(classes.length).fill(0);
  for (const label of labels) counts[label]++;
  return Object.fromEntries(classes.map((label, k) => [label, counts[k]]));
}
