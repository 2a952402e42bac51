import type Papa from "papaparse";
import { FormatError } from "../../errors.ts";
import { type Chunks, textOf } from "./csv-text.ts";

/** Characters of the longest row: a quotation mark that is never closed would make the rest of a file one cell. */
const LONGEST_ROW = 16_777_216;
const delimiters = [",", "\t", ";", "|"];

/**
 * The rows of a CSV or TSV, some at a time, as quoted and delimited by RFC 4180; lines may end in \n, \r\n or \r. What
 * is held at any time is a chunk and a row that is not whole yet. Lines without anything are left out.
 * @throws {FormatError} for bytes that are no text, and a quotation mark that is not closed
 */
export async function* csvRows(chunks: Chunks, place: string): AsyncGenerator<string[][]> {
  const { Parser } = (await import("papaparse")).default;
  let parser: Papa.Parser | undefined;
  let pending = "";
  /** a row longer than a chunk is tried again when there is twice as much of it */
  let enough = 0;
  let rows = 0;
  const parse = (isLast: boolean): string[][] => {
    parser ??= new Parser(dialectOf(pending, place));
    const { data, errors, meta } = parser.parse(pending, 0, !isLast) as Papa.ParseResult<string[]>;
    if (isLast && errors.some(({ code }) => code === "MissingQuotes")) throw unclosed(place, rows);
    pending = pending.slice(meta.cursor);
    enough = meta.cursor > 0 ? 0 : 2 * pending.length;
    if (pending.length > LONGEST_ROW) throw unclosed(place, rows + data.length);
    rows += data.length;
    return data.filter((cells) => cells.some((cell) => cell.trim() !== "")).map(withoutReturn);
  };
  for await (const text of textOf(chunks, place)) {
    pending += text;
    if (pending.length < enough) continue;
    if (pending.length > LONGEST_ROW * 4) throw unclosed(place, rows);
    if (!parser && !/[\n\r]./s.test(pending)) {
      enough = 2 * pending.length; // not yet enough to see how lines end
      continue;
    }
    const whole = parse(false);
    if (whole.length > 0) yield whole;
  }
  const last = pending === "" ? [] : parse(true);
  if (last.length > 0) yield last;
}

function unclosed(place: string, rows: number): FormatError {
  return new FormatError(
    place,
    `expected a row after row ${rows} that ends, got a quotation mark that is not closed.`,
    'A cell with a quotation mark in it is written "like ""this""".',
  );
}

/** Lines that end in \r\n are cut at \n. */
function withoutReturn(cells: string[]): string[] {
  const last = cells.length - 1;
  if (cells[last].endsWith("\r")) cells[last] = cells[last].slice(0, -1);
  return cells;
}

/** What separates cells: what comes most often in the first line outside quotation marks; a tab in a .tsv. */
function dialectOf(text: string, place: string): Papa.ParseConfig {
  const newline = text.includes("\n") ? "\n" : text.includes("\r") ? "\r" : "\n";
  const [line] = text.replaceAll(/"[^"]*"/g, "").split(newline, 1);
  const counts = delimiters.map((delimiter) => line.split(delimiter).length);
  const most = delimiters[counts.indexOf(Math.max(...counts))];
  return { newline, delimiter: /\.(tsv|tab)(\.gz)?$/i.test(place) ? "\t" : most };
}
