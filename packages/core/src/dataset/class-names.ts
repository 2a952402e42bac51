import { FormatError } from "../errors.ts";

/** The name of each label, ascending by label. */
export type ClassNames = ReadonlyMap<number, string>;

/**
 * Names of classes from a text file: a name a line, the first that of label 0; or, as EMNIST's mapping.txt has it, a
 * label and the codes of its characters a line, like `1 65 97` for A and a together.
 * @see Cohen, Afshar, Tapson & van Schaik, "EMNIST: an extension of MNIST to handwritten letters" (2017), arXiv:1702.05373
 * @throws {FormatError} where it is neither, or two labels have one name
 */
export function parseClassNames(text: string, place: string): ClassNames {
  const lines = text
    .replace(/^\ufeff/, "")
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  // Two numbers or more; a group that repeats a million times would use up the stack.
  const isMapping = lines.every((line) => /^[\d\s]+$/.test(line) && /\s/.test(line));
  const named = isMapping ? lines.map(mapped) : lines.map((name, label) => [label, name] as const);
  const names = new Map([...named].sort(([a], [b]) => a - b));
  const [last = -1] = [...names.keys()].slice(-1);
  if (last < 0 || last > 65_535 || new Set(names.values()).size !== lines.length) {
    throw new FormatError(
      place,
      `expected a name for each label, from 1 to 65536 different ones, got ${names.size} labels and ` +
        `${new Set(names.values()).size} names in ${lines.length} lines.`,
      "Write a name a line, the first for label 0.",
    );
  }
  return names;
}

function mapped(line: string): readonly [label: number, name: string] {
  const [label, ...codes] = line.split(/\s+/).map(Number);
  const characters = codes.map((code) => (code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd"));
  return [label, [...new Set(characters)].join("")];
}
