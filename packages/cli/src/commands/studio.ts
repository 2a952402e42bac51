import { existsSync } from "node:fs";
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
  readonly json?: boolean;
}

/** Serves the studio until Ctrl-C. */
export async function studio({ port, open, json }: StudioOptions): Promise<void> {
  const server = await serveStudio(studioFolder(), port);
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

/** The built site, of the package beside this one. @throws {FileError} where it was never built */
function studioFolder(): string {
  const folder = join(dirname(createRequire(import.meta.url).resolve("percept-studio/package.json")), "dist");
  if (existsSync(join(folder, "index.html"))) return folder;
  throw new FileError(`${folder}: expected the built studio, found none.`, "`npm run build` builds it.");
}
