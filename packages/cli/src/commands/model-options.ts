import type { Dataset, EngineOptions, Model, Samples } from "percept";
import { FileError, ShapeError } from "percept/errors";

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

/** @throws {ShapeError} where a model has other inputs or classes than a dataset */
export function checkFit(model: Model, path: string, dataset: Dataset): void {
  const { inputs } = model.network.layers[0];
  const { featureCount } = dataset.train;
  if (inputs === featureCount && model.classes.length === dataset.classes.length) return;
  throw new ShapeError(
    `${path}: expected a model of ${featureCount} inputs and ${dataset.classes.length} classes for the data ` +
      `${dataset.name}, got one of ${inputs} inputs and ${model.classes.length} classes.`,
    "Choose the --data that the model was trained for.",
  );
}
