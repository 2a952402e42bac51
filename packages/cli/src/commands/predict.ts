import { existsSync } from "node:fs";
import {
  type Dataset,
  type Model,
  type Prediction,
  parseIdxImages,
  predict as predictPixels,
  readNpy,
} from "percept";
import { FormatError, ParameterError } from "percept/errors";
import { loadDataset, readBytes, readIdxBytes } from "percept/node";
import { loadRunOrModel } from "../run/read-run.ts";
import { digitFor } from "../terminal/digit.ts";
import { writeJsonLine, writeLine } from "../terminal/output.ts";
import { scoreLines } from "../terminal/score-lines.ts";
import { screenOf } from "../terminal/screen.ts";
import { plainWords } from "../terminal/words.ts";
import {
  checkFit,
  chooseSplit,
  type EngineFlags,
  pixelsOf,
  type Split,
  splitInWords,
} from "./model-options.ts";
import { requireIndex } from "./sample-index.ts";

export interface PredictOptions extends EngineFlags {
  readonly data?: string;
  readonly split: Split;
  readonly json?: boolean;
}

/** One image, by what it was asked for. */
interface Image {
  readonly name: { readonly index: number } | { readonly file: string };
  readonly pixels: Uint8Array;
  readonly label: string | null;
}

export async function predict(
  given: string,
  wanted: readonly string[],
  options: PredictOptions,
): Promise<void> {
  for (const argument of wanted) {
    if (isIndex(argument) || existsSync(argument)) continue;
    throw new ParameterError(
      `${argument} is neither an index nor a file that exists.`,
      "Give indices of samples, IDX image files or .npy files.",
    );
  }
  const { model, path, run } = await loadRunOrModel(given);
  const images: Image[] = [];
  let dataset: Dataset | undefined;
  for (const argument of wanted) {
    if (isIndex(argument)) {
      dataset ??= await loadDataset(options.data ?? run?.experiment.data ?? "mnist");
      checkFit(model, path, dataset);
      images.push(imageAt(dataset, options.split, argument));
    } else images.push(...(await readImages(argument, model)));
  }
  const predictions = await predictPixels(model, joined(images), options);
  for (const [n, predicted] of predictions.entries()) {
    const { name, label } = images[n];
    const prediction = model.classes[predicted.prediction];
    if (options.json) writeJsonLine({ ...name, label, prediction, scores: Array.from(predicted.scores) });
    else show(model, images[n], predicted);
  }
}

function isIndex(argument: string): boolean {
  return /^-?\d+$/.test(argument);
}

function imageAt(dataset: Dataset, split: Split, text: string): Image {
  const samples = chooseSplit(dataset, split);
  const index = requireIndex(text, samples.count, splitInWords(dataset, split));
  return { name: { index }, pixels: pixelsOf(samples, index), label: dataset.classes[samples.labels[index]] };
}

/** Images as raw pixels: an IDX file, or an .npy of uint8 [rows, columns], [n, rows, columns], [n, inputs] or [inputs]. */
async function readImages(path: string, model: Model): Promise<Image[]> {
  const { shape, pixels } = path.endsWith(".npy") ? await readNpyPixels(path) : await readIdxPixels(path);
  const { inputs } = model.network.layers[0];
  const single = shape.length === 1 || (shape.length === 2 && shape[1] !== inputs);
  const [count, ...sizes] = single ? [1, ...shape] : shape;
  if (
    sizes.length > 2 ||
    pixels.length === 0 ||
    sizes.reduce((product, size) => product * size, 1) !== inputs
  ) {
    throw new FormatError(
      path,
      `expected images of ${model.imageShape.join(" x ")} pixels, got the shape [${shape.join(", ")}].`,
      "Scale the images to the size that the model was trained for.",
    );
  }
  return Array.from({ length: count }, (_, n) => ({
    name: { file: count === 1 ? path : `${path}[${n}]` },
    pixels: pixels.subarray(n * inputs, (n + 1) * inputs),
    label: null,
  }));
}

interface Pixels {
  readonly shape: readonly number[];
  readonly pixels: Uint8Array;
}

async function readIdxPixels(path: string): Promise<Pixels> {
  const { count, rows, columns, pixels } = parseIdxImages(await readIdxBytes(path), path);
  if (pixels instanceof Uint8Array) return { shape: [count, rows, columns], pixels };
  throw new FormatError(path, "expected raw pixels as unsigned bytes, got another type.");
}

async function readNpyPixels(path: string): Promise<Pixels> {
  const { shape, data } = readNpy(await readBytes(path), path);
  if (data instanceof Uint8Array) return { shape, pixels: data };
  throw new FormatError(
    path,
    "expected raw pixels as uint8, got another type.",
    "Save it as x.astype('uint8').",
  );
}

function joined(images: readonly Image[]): Uint8Array {
  const size = images[0].pixels.length;
  const all = new Uint8Array(images.length * size);
  for (const [n, { pixels }] of images.entries()) all.set(pixels, n * size);
  return all;
}

function show(model: Model, { name, pixels, label }: Image, { prediction, scores }: Prediction): void {
  writeLine("index" in name ? `Index: ${name.index}` : `File: ${name.file}`);
  writeLine(digitFor(process.stdout, pixels, model.imageShape));
  if (label !== null) writeLine(plainWords(`Label: ${label}`));
  writeLine(plainWords(`Prediction: ${model.classes[prediction]}`));
  const { columns } = screenOf(process.stdout);
  writeLine(scoreLines({ classes: model.classes, scores }, columns).join("\n"));
}
