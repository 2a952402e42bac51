import { existsSync, statSync } from "node:fs";
import { modelEndingOf, saveModelAs } from "percept";
import { FileError } from "percept/errors";
import { loadRunOrModel } from "../run/read-run.ts";
import { writeFileWhole } from "../run/write-file.ts";
import { grouped } from "../terminal/numbers.ts";
import { writeJsonLine, writeLine } from "../terminal/output.ts";

export interface ExportOptions {
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Writes the model of a run, or a model file, as another kind of model file: whole, or not at all. */
export async function exportModel(given: string, file: string, options: ExportOptions): Promise<void> {
  const ending = modelEndingOf(file);
  const { model, path } = await loadRunOrModel(given);
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
