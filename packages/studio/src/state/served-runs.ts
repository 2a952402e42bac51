// Runs of a folder beside the site, as `percept studio --runs DIR` serves them: only read.

import { signal } from "@preact/signals";
import type { KeptRun, NamedBytes, RunBytes } from "../laboratory/kept-run.ts";
import { words } from "../text/english.ts";
import { laboratory, notice } from "./studio.ts";

export const servedRuns = signal<readonly KeptRun[]>([]);

/** runs/index.json; a site without such a folder has an empty list. */
interface ServedRun {
  readonly name: string;
  readonly files: readonly string[];
}

/** So many of the folder's runs are shown: names begin with their date, the last ones are the newest. */
const MOST = 100;

/** Looks at what is served. */
export async function loadServedRuns(): Promise<void> {
  const found: KeptRun[] = [];
  for (const { name, files } of (await listServed()).slice(-MOST).reverse()) {
    try {
      const small = files.filter((file) => file !== "model.npz");
      const read = await Promise.all(small.map((file) => fetchFile(name, file)));
      const { content } = await laboratory.readRun(read, name);
      found.push({ ...content, id: `folder:${name}`, name, date: "", source: "folder" });
    } catch (error) {
      notice.value = error instanceof Error ? error.message : String(error);
    }
  }
  servedRuns.value = found;
}

export async function servedBytes({ name }: KeptRun): Promise<RunBytes> {
  return { model: (await fetchFile(name, "model.npz")).bytes };
}

async function listServed(): Promise<readonly ServedRun[]> {
  try {
    const response = await fetch("runs/index.json");
    const list: unknown = response.ok ? await response.json() : [];
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

async function fetchFile(run: string, name: string): Promise<NamedBytes> {
  const response = await fetch(`runs/${encodeURIComponent(run)}/${name}`);
  if (!response.ok) throw new Error(words.runs.noFile(run, name));
  return { name, bytes: new Uint8Array(await response.arrayBuffer()) };
}
