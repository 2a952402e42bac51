import { ParameterError } from "percept/errors";

/** @throws {ParameterError} where the text is no index of `count` samples, which `of` names */
export function requireIndex(text: string, count: number, of: string): number {
  const index = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (index < count) return index;
  throw new ParameterError(`INDEX must be a whole number in [0, ${count - 1}] (${of}), got ${text}.`);
}
