import { existsSync } from "node:fs";
import { type Dataset, type Model, parseIdxImages, predict as predictPixels, readNpy } from "percept";
import { FormatError, ParameterError } from "percept/errors";
import { loadDataset, readBytes, readIdxBytes } from "percept/node";
import { loadRunOrModel } from "../run/read-run.ts";
import { drawDigit, pictureStyle } from "../terminal/digit.ts";
import { writeJsonLine, writeLine } from "../terminal/output.ts";
import { chooseSplit, type EngineChoice, pixelsOf, type Split } from "./model-options.ts";
import { requireIndex } from "./sample-index.ts";

export interface PredictOptions {
  readonly data?: string;
  readonly split: Split;
  readonly engine: EngineChoice;
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
    if (/^-?\d+$/.test(argument) || existsSync(argument)) continue;
    throw new ParameterError(
      `${argument} is neither an index nor a file that exists.`,
      "Give indices of samples, IDX image files or .npy files.",
    );
  }
  const { model, run } = await loadRunOrModel(given);
  const needsDataset = wanted.some((argument) => !existsSync(argument));
  const dataset = needsDataset
    ? await loadDataset(options.data ?? run?.experiment.data ?? "mnist")
    : undefined;
  const images: Image[] = [];
  for (const argument of wanted) {
    if (existsSync(argument)) images.push(...(await readImages(argument, model)));
    else if (dataset) images.push(imageAt(dataset, options.split, argument));
  }
  for (const image of images) await show(model, image, options);
}

function imageAt(dataset: Dataset, split: Split, text: string): Image {
  const samples = chooseSplit(dataset, split);
  const index = requireIndex(text, samples.count);
  return { name: { index }, pixels: pixelsOf(samples, index), label: dataset.classes[samples.labels[index]] };
}

/** Images as raw pixels: an IDX file, or an .npy of uint8 [rows, columns], [n, rows, columns] or [n, inputs]. */
async function readImages(path: string, model: Model): Promise<Image[]> {
  const { inputs } = model.network.layers[0];
  const pixels = path.endsWith(".npy")
    ? pixelArray(readNpy(await readBytes(path), path).data, path)
    : parseIdxImages(await readIdxBytes(path), path).pixels;
  if (pixels.length % inputs !== 0 || pixels.length === 0) {
    throw new FormatError(path, `expected images of ${inputs} pixels, got ${pixels.length} pixels in all.`);
  }
  const count = pixels.length / inputs;
  return Array.from({ length: count }, (_, n) => ({
    name: { file: count === 1 ? path : `${path}[${n}]` },
    pixels: pixels.subarray(n * inputs, (n + 1) * inputs),
    label: null,
  }));
}

function pixelArray(data: ArrayLike<unknown>, path: string): Uint8Array {
  if (data instanceof Uint8Array) return data;
  throw new FormatError(
    path,
    "expected raw pixels as uint8, got another type.",
    "Save it as x.astype('uint8').",
  );
}

async function show(model: Model, { name, pixels, label }: Image, options: PredictOptions): Promise<void> {
  const [{ prediction, scores }] = await predictPixels(model, pixels, { engine: options.engine });
  const predicted = model.classes[prediction];
  if (options.json)
    return writeJsonLine({ ...name, label, prediction: predicted, scores: Array.from(scores) });
  writeLine("index" in name ? `Index: ${name.index}` : `File: ${name.file}`);
  writeLine(drawDigit(pixels, model.imageShape, pictureStyle(process.stdout)));
  if (label !== null) writeLine(`Label: ${label}`);
  writeLine(`Prediction: ${predicted}`);
  const width = Math.max(...model.classes.map((name) => name.length));
  for (const [k, score] of scores.entries()) {
    const bar = "#".repeat(Math.round(score * 40));
    writeLine(`  ${model.classes[k].padStart(width)}  ${score.toFixed(4)}  ${bar}`.trimEnd());
  }
}
