import type { Dataset, EngineName, Samples } from "percept";
import { FileError } from "percept/errors";

export type Split = "train" | "test";
export type EngineChoice = EngineName | "auto";

/** @throws {FileError} where the dataset has no test set */
export function chooseSplit(dataset: Dataset, split: Split): Samples {
  const samples = split === "test" ? dataset.test : dataset.train;
  if (samples) return samples;
  throw new FileError(
    `${dataset.name}: has no test set.`,
    "Choose --split train, or --data with a test set.",
  );
}

/** Sample `index` of samples, as raw pixels. */
export function pixelsOf({ features, featureCount }: Samples, index: number): Uint8Array {
  return features.subarray(index * featureCount, (index + 1) * featureCount);
}
