import { existsSync, statSync } from "node:fs";
import {
  activationNames,
  type ForeignOptions,
  modelEndingOf,
  saveModelAs,
  type UnpackOptions,
} from "percept";
import { FileError, ParameterError } from "percept/errors";
import { loadRunOrModel } from "../run/read-run.ts";
import { writeFileWhole } from "../run/write-file.ts";
import { grouped } from "../terminal/numbers.ts";
import { writeJsonLine, writeLine } from "../terminal/output.ts";

export interface ExportOptions extends UnpackOptions {
  readonly activation?: string;
  readonly output?: string;
  readonly divideBy?: string;
  readonly classes?: readonly string[];
  readonly force?: boolean;
  readonly json?: boolean;
}

const outputs = ["sigmoid", "softmax", "identity"] as const;
const hidden = activationNames.filter((name) => name !== "softmax");

/** What the flags say of a file that leaves it open. @throws {ParameterError} naming the flag */
function knownOf({ activation, output, divideBy, classes }: ExportOptions): ForeignOptions {
  return {
    ...(activation !== undefined && { activation: oneOf(activation, hidden, "activation") }),
    ...(output !== undefined && { output: oneOf(output, outputs, "output") }),
    ...(divideBy !== undefined && { scaling: { type: "divide", divisor: divisorOf(divideBy) } }),
    ...(classes && { classes }),
  };
}

function oneOf<T extends string>(text: string, names: readonly T[], flag: string): T {
  const found = names.find((name) => name === text);
  if (found !== undefined) return found;
  throw new ParameterError(`${flag} must be one of ${names.join(", ")}, got ${text} (from --${flag}).`);
}

function divisorOf(text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Math.fround(value) > 0 && Number.isFinite(Math.fround(value))) return value;
  throw new ParameterError(`divideBy must be in (0, ∞), got ${text} (from --divide-by).`);
}

/** Writes the model of a run, or a model file, as another kind of model file: whole, or not at all. */
export async function exportModel(given: string, file: string, options: ExportOptions): Promise<void> {
  const ending = modelEndingOf(file);
  const known = knownOf(options);
  const { model, path } = await loadRunOrModel(given, options, known);
  if (existsSync(file) && (!options.force || statSync(file).isDirectory())) {
    throw new FileError(
      `${file}: exists already.`,
      statSync(file).isDirectory()
        ? "Choose another FILE."
        : "Choose another FILE, or --force to replace it.",
    );
  }
  const bytes = await saveModelAs(model, file);
  writeFileWhole(file, bytes, "FILE");
  if (options.json) writeJsonLine({ event: "end", model: path, file, format: ending, bytes: bytes.length });
  else writeLine(`${path} written as ${file}, ${grouped(bytes.length)} bytes.`);
}
