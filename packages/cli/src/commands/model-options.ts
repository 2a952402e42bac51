import {
  alignClasses,
  type Dataset,
  type EngineOptions,
  fillDataset,
  isRegression,
  type Model,
  type Samples,
} from "percept";
import { FileError, ParameterError, ShapeError } from "percept/errors";
import { type DataOptions, loadDataset } from "percept/node";
import type { LoadedModel } from "../run/read-run.ts";

export type Split = "train" | "test";
/** --engine and --threads */
export type EngineFlags = Pick<EngineOptions, "engine" | "threads">;

/** @throws {FileError} where the dataset has no test set */
export function chooseSplit(dataset: Dataset, split: Split): Samples {
  const samples = split === "test" ? dataset.test : dataset.train;
  if (samples) return samples;
  throw new FileError(
    `${dataset.name}: has no test set.`,
    "Choose --split train, or --data with a test set.",
  );
}

/** A split in words: "test samples of mnist" */
export function splitInWords({ name }: Dataset, split: Split): string {
  return `${split === "test" ? "test" : "training"} samples of ${name}`;
}

/** Sample `index` of samples, as raw pixels. @throws {ShapeError} where the samples are numbers, not pixels */
export function pixelsOf({ features, featureCount }: Samples, index: number): Uint8Array {
  const pixels = features.subarray(index * featureCount, (index + 1) * featureCount);
  if (pixels instanceof Uint8Array) return pixels;
  throw new ShapeError("Expected samples that are images, bytes 0..255, got numbers.");
}

/** How data is read, as flags say it. */
export type DataFlags = Pick<DataOptions, "task" | "labelColumn" | "missing" | "transpose" | "unpackLimit">;

/** The data options that were given; what was not, as the run of a model read its own data. */
export function dataOptions(flags: DataFlags, run?: DataOptions): DataOptions {
  const { labelColumn = run?.labelColumn, missing = run?.missing, transpose = run?.transpose } = flags;
  const task = flags.task ?? run?.task;
  return {
    ...(task && { task }),
    ...(labelColumn !== undefined && { labelColumn: labelColumn === "" ? null : labelColumn }),
    ...(missing && { missing }),
    ...(transpose !== undefined && { transpose }),
    unpackLimit: flags.unpackLimit,
  };
}

/**
 * The data that a model is asked about: what is given, or what its run was trained on, read as that run read it, with
 * the classes of the model and what stands there for missing values.
 * @throws {ShapeError} where they do not fit the model
 */
export async function loadModelData(
  { model, path, run }: LoadedModel,
  flags: DataFlags & { readonly data?: string },
): Promise<Dataset> {
  const options = dataOptions(flags, run?.experiment as DataOptions | undefined);
  const task = isRegression(model) ? "regression" : "classification";
  const dataset = await loadDataset(flags.data ?? run?.experiment.data ?? "mnist", { ...options, task });
  checkFit(model, path, dataset);
  return fillDataset(alignClasses(dataset, model.classes), model.imputation);
}

/** @throws {ParameterError} where a regression is asked for what only classes have */
export function refuseRegression(model: Model, what: string): void {
  if (!isRegression(model)) return;
  throw new ParameterError(`${what} is for models that tell classes apart, got a regression.`);
}

/** @throws {ShapeError} where a model has other inputs or outputs than a dataset, or fewer classes */
export function checkFit(model: Model, path: string, dataset: Dataset): void {
  const { inputs } = model.network.layers[0];
  const { featureCount } = dataset.train;
  const [mine, theirs] = [outputsOf(model), outputsOf(dataset)];
  const few = dataset.classes.length > 0 && dataset.classes.length <= model.classes.length;
  if (inputs === featureCount && (few || mine === theirs)) return;
  throw new ShapeError(
    `${path}: expected a model of ${featureCount} inputs and ${theirs} for the data ` +
      `${dataset.name}, got one of ${inputs} inputs and ${mine}.`,
    "Choose the --data that the model was trained for.",
  );
}

/** "10 classes", "1 target" */
function outputsOf({ classes, targetNames }: Pick<Model, "classes" | "targetNames">): string {
  if (classes.length > 0 || targetNames === undefined) return `${classes.length} classes`;
  return `${targetNames.length} ${targetNames.length === 1 ? "target" : "targets"}`;
}
