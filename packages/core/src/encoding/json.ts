import { FormatError } from "../errors.ts";

/** Of brackets within brackets: deeper than anything that percept writes. */
const MOST_DEPTH = 16;

/**
 * What a JSON text says. A byte order mark before it is passed over.
 * @throws {FormatError} where it is no JSON, or nests deeper than anybody means
 */
export function parseJson(text: string, place: string): unknown {
  const plain = text.replace(/^\uFEFF/, "");
  checkDepth(plain, MOST_DEPTH, place);
  try {
    return JSON.parse(plain);
  } catch (cause) {
    const reason = (cause as Error).message.trim().replaceAll(/\s*\n\s*/g, "; ");
    throw new FormatError(place, `expected JSON, got what cannot be read (${reason}).`);
  }
}

/**
 * Deep nesting costs far more memory than the bytes that ask for it, and the stack of whoever walks through it.
 * @param text  JSON, as text or in UTF-8
 */
export function checkDepth(text: string | Uint8Array, most: number, place: string): void {
  let depth = 0;
  let inWord = false;
  for (let at = 0; at < text.length; at++) {
    const letter = typeof text === "string" ? text.charCodeAt(at) : text[at];
    if (inWord) {
      if (letter === 0x5c) at++;
      else if (letter === 0x22) inWord = false;
    } else if (letter === 0x22) inWord = true;
    else if (letter === 0x7b || letter === 0x5b) depth++;
    else if (letter === 0x7d || letter === 0x5d) depth--;
    if (depth > most) {
      throw new FormatError(
        place,
        `expected brackets at most ${most} deep, got more at ${typeof text === "string" ? "letter" : "byte"} ${at}.`,
        "The file is damaged or was cut short: copy it or write it again.",
      );
    }
  }
}
