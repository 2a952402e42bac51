import { FormatError } from "../../errors.ts";
import { MAX_CLASSES } from "../../labels.ts";
import type { Cell } from "./cell.ts";

/** The different labels of a table, in the order in which they first come. */
export interface LabelTexts {
  readonly texts: readonly string[];
  /** @throws {FormatError} where there are more than labels can tell apart */
  placeOf(cell: Cell): number;
}

/** A class's name is a word or some, not a document. */
const LONGEST_LABEL = 1000;

/** @param column  in words, for messages */
export function createLabelTexts(place: string, column: () => string): LabelTexts {
  const texts: string[] = [];
  const places = new Map<string, number>();
  function placeOf(cell: Cell): number {
    const text = String(cell).trim();
    const known = places.get(text);
    if (known !== undefined) return known;
    if (texts.length === MAX_CLASSES) {
      throw new FormatError(
        place,
        `expected at most ${MAX_CLASSES} classes in ${column()}, got more.`,
        "Choose another --label-column, or --task regression where it is a number to be estimated.",
      );
    }
    if (text.length > LONGEST_LABEL) {
      throw new FormatError(
        place,
        `expected labels of ${LONGEST_LABEL} characters or fewer in ${column()}, got one of ${text.length}.`,
        "Choose another --label-column.",
      );
    }
    // A part of a string keeps all of it alive: here that would be a piece of the file for each class.
    const copy = [...text].join("");
    places.set(copy, texts.length);
    return texts.push(copy) - 1;
  }
  return { texts, placeOf };
}
