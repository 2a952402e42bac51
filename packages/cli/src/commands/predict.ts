import { existsSync } from "node:fs";
import {
  type Dataset,
  isImageName,
  isRegression,
  type Model,
  type Prediction,
  parseIdxImages,
  predict as predictFeatures,
  readNpy,
  type Samples,
  sliceSamples,
} from "percept";
import { FormatError, ParameterError } from "percept/errors";
import { isTableFile, readBytes, readIdxBytes } from "percept/node";
import { type LoadedModel, loadRunOrModel } from "../run/read-run.ts";
import { digitFor } from "../terminal/digit.ts";
import { writeJsonLine, writeLine } from "../terminal/output.ts";
import { predictionInWords } from "../terminal/prediction-words.ts";
import { scoreLines } from "../terminal/score-lines.ts";
import { screenOf } from "../terminal/screen.ts";
import { targetNumber } from "../terminal/target-table.ts";
import { plainWords } from "../terminal/words.ts";
import { type Preparation, prepareImageFile } from "./image-file.ts";
import {
  chooseSplit,
  type DataFlags,
  type EngineFlags,
  loadModelData,
  type Split,
  splitInWords,
} from "./model-options.ts";
import { requireIndex } from "./sample-index.ts";
import { readTableFile } from "./table-file.ts";

export interface PredictOptions extends EngineFlags, DataFlags {
  readonly data?: string;
  readonly split: Split;
  readonly json?: boolean;
  readonly raw?: boolean;
  readonly photograph?: boolean;
}

/** One sample, by what it was asked for. */
interface Asked {
  readonly name:
    | { readonly index: number }
    | { readonly file: string }
    | { readonly file: string; readonly row: number };
  readonly features: Samples["features"];
  readonly label: string | null;
  /** of a regression, where they are known */
  readonly targets?: readonly number[];
  /** of a PNG or JPEG file: what was done to it */
  readonly preparation?: Preparation;
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
      "Give indices of samples, PNG or JPEG images, tables, IDX image files or .npy files.",
    );
  }
  const loaded = await loadRunOrModel(given, options);
  const { model } = loaded;
  const samples: Asked[] = [];
  let dataset: Dataset | undefined;
  for (const argument of wanted) {
    if (isIndex(argument)) {
      dataset ??= await loadModelData(loaded, options);
      samples.push(sampleAt(dataset, options.split, argument));
    } else if (isImageName(argument)) samples.push(await readImage(argument, model, options));
    else if (isTableFile(argument))
      for (const row of await readRows(argument, loaded, options)) samples.push(row);
    else samples.push(...(await readSamples(argument, model, options)));
  }
  const predictions = await predictFeatures(model, joined(samples), options);
  for (const [n, predicted] of predictions.entries()) {
    const { name, label, targets = null, preparation } = samples[n];
    if ("row" in name) {
      showRow(model, name, predicted, options);
      continue;
    }
    if (isRegression(model)) {
      const said = Array.from(predicted.scores);
      if (options.json) writeJsonLine({ ...name, targets, predictions: said });
      else showTargets(model, samples[n], said);
      continue;
    }
    const prediction = model.classes[predicted.prediction];
    const scores = Array.from(predicted.scores);
    if (options.json)
      writeJsonLine({ ...name, label, prediction, scores, ...(preparation && { preparation }) });
    else show(model, samples[n], predicted);
  }
}

function isIndex(argument: string): boolean {
  return /^-?\d+$/.test(argument);
}

function sampleAt(dataset: Dataset, split: Split, text: string): Asked {
  const samples = chooseSplit(dataset, split);
  const index = requireIndex(text, samples.count, splitInWords(dataset, split));
  const { features, labels, targets } = sliceSamples(samples, index, index + 1);
  return {
    name: { index },
    features,
    label: dataset.classes[labels[0]] ?? null,
    ...(targets && { targets: Array.from(targets) }),
  };
}

async function readImage(path: string, model: Model, options: PredictOptions): Promise<Asked> {
  const { pixels, preparation } = await prepareImageFile(path, model, options);
  return { name: { file: path }, features: pixels, label: null, preparation };
}

async function readRows(path: string, loaded: LoadedModel, options: PredictOptions): Promise<Asked[]> {
  const { features, rows } = await readTableFile(path, loaded, options);
  const { inputs } = loaded.model.network.layers[0];
  return rows.map((row, n) => ({
    name: { file: path, row },
    features: features.subarray(n * inputs, (n + 1) * inputs),
    label: null,
  }));
}

/**
 * Raw samples: an IDX file of images, or an .npy of [inputs], [n, inputs], [rows, columns] or [n, rows, columns]: uint8
 * where the model was trained on bytes, else any numbers.
 */
async function readSamples(path: string, model: Model, options: PredictOptions): Promise<Asked[]> {
  const { shape, features } = path.endsWith(".npy")
    ? await readNpyFeatures(path, model)
    : await readIdxPixels(path, options);
  const { inputs } = model.network.layers[0];
  const single = shape.length === 1 || (shape.length === 2 && shape[1] !== inputs);
  const [count, ...sizes] = single ? [1, ...shape] : shape;
  if (
    sizes.length > 2 ||
    features.length === 0 ||
    sizes.reduce((product, size) => product * size, 1) !== inputs
  ) {
    const image = model.imageShape[0] > 1;
    throw new FormatError(
      path,
      `expected ${image ? `images of ${model.imageShape.join(" x ")} pixels` : `rows of ${inputs} features`}, got the shape [${shape.join(", ")}].`,
      image ? "Scale the images to the size that the model was trained for." : undefined,
    );
  }
  return Array.from({ length: count }, (_, n) => ({
    name: { file: count === 1 ? path : `${path}[${n}]` },
    features: features.subarray(n * inputs, (n + 1) * inputs),
    label: null,
  }));
}

interface Features {
  readonly shape: readonly number[];
  readonly features: Samples["features"];
}

async function readIdxPixels(path: string, { unpackLimit }: PredictOptions): Promise<Features> {
  const { count, rows, columns, pixels } = parseIdxImages(await readIdxBytes(path, { unpackLimit }), path);
  if (pixels instanceof Uint8Array || pixels instanceof Float32Array)
    return { shape: [count, rows, columns], features: pixels };
  return { shape: [count, rows, columns], features: Float32Array.from(pixels, Number) };
}

async function readNpyFeatures(path: string, { network }: Model): Promise<Features> {
  const { shape, data } = readNpy(await readBytes(path), path);
  if (data instanceof Uint8Array) return { shape, features: data };
  // What is divided was bytes: numbers in their place are most likely scaled already.
  if (network.scaling.type !== "divide") {
    const features = Float32Array.from(data as ArrayLike<number>, Number);
    const wrong = features.findIndex((value) => !Number.isFinite(value));
    if (wrong < 0) return { shape, features };
    throw new FormatError(path, `expected finite features, got ${features[wrong]} at ${wrong}.`);
  }
  throw new FormatError(
    path,
    "expected raw pixels as uint8, got another type.",
    "Save it as x.astype('uint8').",
  );
}

/** Bytes, where all are. */
function joined(samples: readonly Asked[]): Samples["features"] {
  const size = samples[0].features.length;
  const bytes = samples.every(({ features }) => features instanceof Uint8Array);
  const all = new (bytes ? Uint8Array : Float32Array)(samples.length * size);
  for (const [n, { features }] of samples.entries()) all.set(features, n * size);
  return all;
}

function showRow(
  model: Model,
  name: { readonly file: string; readonly row: number },
  predicted: Prediction,
  { json }: PredictOptions,
): void {
  if (!json) writeLine(`${plainWords(name.file)}, row ${name.row}: ${predictionInWords(model, predicted)}`);
  else if (isRegression(model)) writeJsonLine({ ...name, predictions: Array.from(predicted.scores) });
  else {
    const { prediction, scores } = predicted;
    writeJsonLine({ ...name, prediction: model.classes[prediction], scores: Array.from(scores) });
  }
}

function show(model: Model, sample: Asked, { prediction, scores }: Prediction): void {
  showSample(model, sample);
  if (sample.label !== null) writeLine(plainWords(`Label: ${sample.label}`));
  writeLine(plainWords(`Prediction: ${model.classes[prediction]}`));
  const { columns } = screenOf(process.stdout);
  writeLine(scoreLines({ classes: model.classes, scores }, columns).join("\n"));
}

/** Each target's name, what was predicted, and what it was where that is known. */
function showTargets(model: Model, sample: Asked, predictions: readonly number[]): void {
  showSample(model, sample);
  const { targetNames = [] } = model;
  for (const [k, prediction] of predictions.entries()) {
    const actual = sample.targets === undefined ? "" : ` (actual ${targetNumber(sample.targets[k])})`;
    const name = targetNames[k] ?? `target ${k}`;
    writeLine(plainWords(`Prediction of ${name}: ${targetNumber(prediction)}${actual}`));
  }
}

/** What it is called, and its picture where it is one. */
function showSample(model: Model, { name, features, preparation }: Asked): void {
  writeLine("index" in name ? `Index: ${name.index}` : `File: ${name.file}`);
  if (preparation === "mnist") writeLine("The digit found in it, as MNIST has its digits:");
  if (features instanceof Uint8Array && model.imageShape[0] > 1)
    writeLine(digitFor(process.stdout, features, model.imageShape));
}
