import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { FileError } from "percept/errors";
import { interruptSignal } from "../interrupt.ts";
import { serveStudio } from "../studio/server.ts";
import { openFile } from "../terminal/open-file.ts";
import { writeError, writeJsonLine, writeLine } from "../terminal/output.ts";

export interface StudioOptions {
  readonly port: number;
  readonly open: boolean;
  readonly runs?: string;
  readonly json?: boolean;
}

/** Serves the studio until Ctrl-C. */
export async function studio({ port, open, runs, json }: StudioOptions): Promise<void> {
  if (runs !== undefined) checkFolder(runs);
  const server = await serveStudio(studioFolder(), port, runs);
  if (json) writeJsonLine({ event: "listening", url: server.url });
  else writeLine(`Studio: ${server.url}`);
  const { signal, release } = interruptSignal();
  try {
    if (open) await openFile(server.url);
    if (!json) writeError("Ctrl-C ends it.");
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  } finally {
    release();
    await server.close();
  }
}

/** @throws {FileError} where it is no folder */
function checkFolder(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  throw new FileError(
    `${path}: expected a folder of runs, found ${found ? "a file" : "nothing there"}.`,
    "`percept train` makes runs/.",
  );
}

/** The built site, of the package beside this one. @throws {FileError} where it was never built */
function studioFolder(): string {
  const folder = join(dirname(createRequire(import.meta.url).resolve("percept-studio/package.json")), "dist");
  if (existsSync(join(folder, "index.html"))) return folder;
  throw new FileError(`${folder}: expected the built studio, found none.`, "`npm run build` builds it.");
}
