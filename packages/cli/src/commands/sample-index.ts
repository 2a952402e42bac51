import { ParameterError } from "percept/errors";

/** @throws {ParameterError} where the text is no index of `count` samples */
export function requireIndex(text: string, count: number): number {
  const index = /^\d+$/.test(text) ? Number(text) : -1;
  if (index >= 0 && index < count) return index;
  throw new ParameterError(`INDEX must be a whole number in [0, ${count - 1}], got ${text}.`);
}
