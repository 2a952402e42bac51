import stringWidth from "string-width";

/**
 * A name that somebody gave, as a terminal may show it: on one line, without what would steer the terminal or turn
 * the direction of writing, and cut to so many columns.
 */
export function plainWords(text: string, columns = Number.POSITIVE_INFINITY): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\ufffd");
  if (stringWidth(plain) <= columns) return plain;
  let cut = "";
  for (const character of plain) {
    if (stringWidth(cut + character) > columns - 1) break;
    cut += character;
  }
  return columns < 1 ? "" : `${cut}~`;
}

/** Fills up with blanks behind; a text may have colours and wide characters. */
export function padColumns(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - stringWidth(text)));
}

/** Fills up with blanks before. */
export function padColumnsStart(text: string, columns: number): string {
  return " ".repeat(Math.max(0, columns - stringWidth(text))) + text;
}
