/** What a cell of a table holds: text as a CSV has it, or a value as Parquet has it. */
export type Cell = string | number | bigint | boolean | null;

/** How people and programs write that there is nothing, in lower case. */
const missingWords = new Set(["", "na", "n/a", "nan", "null", "none", "?"]);
/** The longest of them, with room for blanks around it. */
const LONGEST_MISSING = 16;

export function isMissing(cell: Cell): boolean {
  if (typeof cell === "number") return Number.isNaN(cell);
  if (typeof cell !== "string") return cell === null;
  return cell === "" || (cell.length <= LONGEST_MISSING && missingWords.has(cell.trim().toLowerCase()));
}

/** A cell as a number that float32 can hold; undefined where it is none: a word, 0x10, 1e999, a decimal comma. */
export function numberIn(cell: Cell): number | undefined {
  const value = typeof cell === "string" ? numberInText(cell) : cell === null ? Number.NaN : Number(cell);
  return Number.isFinite(Math.fround(value)) ? value : undefined;
}

function numberInText(text: string): number {
  const first = text.charCodeAt(0);
  // Most cells are plain digits: no pattern needs to be tried on them.
  if (text.length <= 3 && first >= 48 && first <= 57) {
    let value = first - 48;
    for (let at = 1; at < text.length; at++) {
      const digit = text.charCodeAt(at) - 48;
      if (digit < 0 || digit > 9) return decimalIn(text);
      value = 10 * value + digit;
    }
    return value;
  }
  return decimalIn(text);
}

function decimalIn(text: string): number {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : Number.NaN;
}

/** A cell in a message: quoted, and no longer than a line has room for. */
export function cellInWords(cell: Cell): string {
  if (typeof cell !== "string") return String(cell);
  return JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}...` : cell);
}
