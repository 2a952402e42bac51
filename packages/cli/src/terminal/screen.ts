import { wantsColor } from "./output.ts";

/** What a stream's reader can see. */
export interface Screen {
  /** characters of a line */
  readonly columns: number;
  readonly colors: "none" | "basic" | "256-colors" | "truecolor";
  /** half blocks, lines and braille */
  readonly unicode: boolean;
}

/** Where nobody says how wide it is: a pipe, or a terminal that does not know. */
const USUAL_COLUMNS = 80;

export function screenOf(stream: NodeJS.WriteStream): Screen {
  const depth = wantsColor(stream) ? stream.getColorDepth() : 1;
  const colors = depth >= 24 ? "truecolor" : depth >= 8 ? "256-colors" : depth >= 4 ? "basic" : "none";
  return { columns: stream.columns || USUAL_COLUMNS, colors, unicode: showsUnicode(stream) };
}

/** TERM=linux is the console of a machine without a desktop, whose font lacks most of it. */
function showsUnicode(stream: NodeJS.WriteStream): boolean {
  const { LC_ALL, LC_CTYPE, LANG, TERM } = process.env;
  if (stream.isTTY !== true || TERM === "dumb" || TERM === "linux") return false;
  if (process.platform === "win32" || process.platform === "darwin") return true;
  return /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || "");
}
