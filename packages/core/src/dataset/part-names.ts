import { FileError } from "../errors.ts";

/** The files of each part of a dataset. */
export interface PartNames {
  readonly train: readonly string[];
  readonly validation: readonly string[];
  readonly test: readonly string[];
}

/**
 * Which part each file belongs to, by the words in its name: train, validation (valid, val, dev), test. Files that say
 * neither are trained on where none says train.
 * @throws {FileError} where there is nothing to train on
 */
export function partNames(files: readonly string[], folder: string): PartNames {
  const having = (words: RegExp) => files.filter((file) => words.test(file));
  const test = having(/(^|[^a-z])test([^a-z]|$)/i);
  const validation = having(/(^|[^a-z])(validation|valid|val|dev)([^a-z]|$)/i).filter(
    (file) => !test.includes(file),
  );
  const named = having(/(^|[^a-z])train(ing)?([^a-z]|$)/i);
  const rest = files.filter((file) => !test.includes(file) && !validation.includes(file));
  const train = named.length > 0 ? named.filter((file) => rest.includes(file)) : rest;
  if (train.length > 0) return { train, validation, test };
  throw new FileError(
    `${folder}: expected a file with "train" in its name, got ${files.join(", ")}.`,
    "Name the file to train on itself.",
  );
}
