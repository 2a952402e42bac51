import { CommanderError } from "commander";
import { ParameterError, PerceptError } from "percept/errors";
import { colorsFor, writeError, writeJsonLine } from "./terminal/output.ts";

/** 0 done, 1 found while reading, writing or training, 2 a wrong command line, 130 Ctrl-C. */
export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** Ends the command after Ctrl-C, once everything is written. */
export class Interrupted extends PerceptError {
  constructor(message: string) {
    super("aborted", message);
  }
}

/** Says what went wrong, as a sentence or as a JSON line, and returns the exit code. */
export function reportFailure(error: unknown, json: boolean): number {
  // Commander has said it already, or was asked for help or the version.
  if (error instanceof CommanderError && !json)
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
  const code =
    error instanceof PerceptError ? error.code : error instanceof CommanderError ? "parameter" : "internal";
  const message = error instanceof Error ? error.message.replace(/^error: /, "") : String(error);
  if (json) writeJsonLine({ event: "error", code, message });
  if (process.env.PERCEPT_DEBUG === "1") writeError(error instanceof Error ? `${error.stack}` : message);
  else if (!json) writeError(sentence(error, message));
  if (error instanceof Interrupted) return exitCodes.interrupted;
  return error instanceof ParameterError || error instanceof CommanderError
    ? exitCodes.usage
    : exitCodes.failed;
}

function sentence(error: unknown, message: string): string {
  if (error instanceof Interrupted) return message;
  const { red } = colorsFor(process.stderr);
  if (error instanceof PerceptError) return `${red(error.name)}: ${message}`;
  return `percept met an error that it did not expect: ${message}\n  PERCEPT_DEBUG=1 shows where.`;
}
