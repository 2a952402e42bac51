import { basename } from "node:path";
import type { Dataset, Samples } from "percept";
import { embeddedDatasets, loadDataset, mnistChecksums } from "percept/node";
import { digitOn } from "../terminal/digit.ts";
import { alignColumns } from "../terminal/metrics-table.ts";
import { grouped } from "../terminal/numbers.ts";
import { writeJsonLine, writeLine } from "../terminal/output.ts";
import { screenOf } from "../terminal/screen.ts";
import { sideBySide } from "../terminal/side-by-side.ts";
import { plainWords } from "../terminal/words.ts";
import { chooseSplit, pixelsOf, type Split, splitInWords } from "./model-options.ts";
import { requireIndex } from "./sample-index.ts";

export function list({ json }: { readonly json?: boolean }): void {
  for (const dataset of embeddedDatasets) {
    if (json) writeJsonLine(dataset);
    else writeLine(`${dataset.name}  ${dataset.help}`);
  }
  if (!json) {
    writeLine(
      "\nYour own: --data DIR with the four IDX files of MNIST's kind (plain or .gz), or --data FILE.npz",
    );
    writeLine(
      "with x_train, y_train and, where there is a test set, x_test and y_test; or --data DIR with images in a",
    );
    writeLine(
      "folder for each class, DIR/cat/1.png, or DIR/train/cat/1.png and DIR/test/cat/2.png (PNG, JPEG).",
    );
  }
}

export async function show(
  indices: readonly string[],
  { data, split, json }: { readonly data: string; readonly split: Split; readonly json?: boolean },
): Promise<void> {
  const dataset = await loadDataset(data);
  const samples = chooseSplit(dataset, split);
  const wanted = indices.map((text) => requireIndex(text, samples.count, splitInWords(dataset, split)));
  const shown = wanted.map((index) => ({
    index,
    label: dataset.classes[samples.labels[index]],
    pixels: pixelsOf(samples, index),
  }));
  if (json) {
    for (const { index, label, pixels } of shown)
      writeJsonLine({ index, split, label, pixels: Array.from(pixels) });
    return;
  }
  const screen = screenOf(process.stdout);
  const blocks = shown.map(({ index, label, pixels }) => [
    `Index: ${index}`,
    plainWords(`Label: ${label}`, screen.columns),
    ...digitOn(screen, pixels, dataset.imageShape),
  ]);
  if (process.stdout.isTTY === true) writeLine(sideBySide(blocks, screen.columns).join("\n"));
  else for (const block of blocks) writeLine(block.join("\n")); // one after the other, for programs
}

export async function verify(source: string, { json }: { readonly json?: boolean }): Promise<void> {
  const dataset = await loadDataset(source);
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
    writeJsonLine({ dataset: dataset.name, imageShape: dataset.imageShape, files, counts });
    return;
  }
  const width = Math.max(...files.map(({ file }) => file.length));
  writeLine(`${dataset.name}: ${dataset.imageShape.join(" x ")} pixels, ${dataset.classes.length} classes`);
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
      [
        "all",
        ...columns.map((counts) => grouped(Object.values(counts).reduce((sum, count) => sum + count, 0))),
      ],
    ]),
  );
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
