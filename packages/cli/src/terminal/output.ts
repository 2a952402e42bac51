import { createColors } from "picocolors";

/** Results go to standard output. */
export function write(text: string): void {
  process.stdout.write(text);
}

export function writeLine(text = ""): void {
  process.stdout.write(`${text}\n`);
}

/** One JSON object a line. */
export function writeJsonLine(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Progress, hints and errors go to standard error. */
export function writeError(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Colours only on a terminal, and never under NO_COLOR. */
export function wantsColor(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
}

export function colorsFor(stream: NodeJS.WriteStream): ReturnType<typeof createColors> {
  return createColors(wantsColor(stream));
}
