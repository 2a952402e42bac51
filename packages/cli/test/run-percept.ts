import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

const bin = fileURLToPath(new URL("../bin/percept.js", import.meta.url));

export interface Ended {
  /** the exit code, or the signal that ended it */
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** what is typed; nothing by default */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** called while it runs, with a function that sends it a signal */
  readonly during?: (kill: (signal: NodeJS.Signals) => void, stdout: () => string) => Promise<void>;
}

/** Runs the built command in a folder, as a user on a pipe does. */
export async function percept(
  folder: string,
  args: readonly string[],
  { input = "", env = {}, during }: RunOptions = {},
): Promise<Ended> {
  const { PERCEPT_DEBUG, ...inherited } = process.env;
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env: { ...inherited, ...env } });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  child.stdin.on("error", () => {}); // it may end without having read everything
  child.stdin.end(input);
  const ended = new Promise<number | string | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? signal));
  });
  try {
    await during?.(
      (signal) => child.kill(signal),
      () => stdout,
    );
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
  return { code: await ended, stdout, stderr };
}

/** As `percept`, for what must succeed: its standard output. */
export async function perceptDone(folder: string, args: readonly string[], options?: RunOptions) {
  const ended = await percept(folder, args, options);
  if (ended.code !== 0)
    throw new Error(`percept ${args.join(" ")} ended with ${ended.code}: ${ended.stderr}`);
  return ended.stdout;
}

/** A function that makes empty folders, which are gone when the file's tests are over. */
export function temporaryFolders(): () => string {
  const base = mkdtempSync(join(tmpdir(), "percept-"));
  afterAll(() => rmSync(base, { recursive: true, force: true }));
  return () => mkdtempSync(join(base, "test-"));
}

/** Every file and folder below a folder, sorted, with / between the parts. */
export function listing(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => String(name).replaceAll("\\", "/"))
    .sort();
}

/** The objects of a text with one JSON object a line. */
// biome-ignore lint/suspicious/noExplicitAny: what a line has is what the tests are about
export function jsonLines(text: string): any[] {
  if (text !== "" && !text.endsWith("\n")) throw new Error(`The last line is not whole: ${text.slice(-80)}`);
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

// biome-ignore lint/suspicious/noExplicitAny: as above
export function readJson(path: string): any {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** Waits until something is there. */
export async function until(condition: () => boolean, what: string, seconds = 20): Promise<void> {
  const end = performance.now() + 1000 * seconds;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Waited ${seconds} s for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export function linesOf(path: string): number {
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").length - 1 : 0;
}
