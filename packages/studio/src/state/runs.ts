// The runs that are kept, in the browser's storage or, where that fails, in this tab's memory.

import { computed, effect, signal } from "@preact/signals";
import type { KeptRun, RunBytes } from "../laboratory/kept-run.ts";
import { words } from "../text/english.ts";
import { removeCheckpoint } from "./checkpoint-store.ts";
import { removeStored, renameStored, storedBytes, storedRuns, storeRun } from "./run-store.ts";
import { servedBytes, servedRuns } from "./served-runs.ts";
import { isFull } from "./storage.ts";
import { attempt, laboratory, notice, phase } from "./studio.ts";

const text = words.runs;

const stored = signal<readonly KeptRun[]>([]);
/** Those that the storage would not take: they last as long as the tab. */
const inMemory = signal<ReadonlyMap<string, { readonly run: KeptRun; readonly bytes: RunBytes }>>(new Map());

/** Kept runs, the newest first, then those of a served folder. */
export const runs = computed<readonly KeptRun[]>(() => [
  ...[...stored.value, ...[...inMemory.value.values()].map(({ run }) => run)].sort((a, b) =>
    b.date.localeCompare(a.date),
  ),
  ...servedRuns.value,
]);

/** The run that was deleted last, until something else is deleted: it can come back. */
export const deleted = signal<{ readonly run: KeptRun; readonly bytes: RunBytes } | undefined>(undefined);

/** Whether a run lasts no longer than this tab. */
export const isInMemory = (id: string): boolean => inMemory.value.has(id);

/** Other tabs of the studio look again when one has changed something. */
const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("percept-runs") : undefined;

export function startRuns(): void {
  void reload();
  channel?.addEventListener("message", () => void reload());
  addEventListener("focus", () => void reload());
  effect(() => {
    if (phase.value === "done") void keepEnded();
  });
}

async function reload(): Promise<void> {
  try {
    stored.value = await storedRuns();
  } catch {
    // keeping a run says it
  }
}

/** A training that ended is a run; its checkpoint is needed no longer. */
async function keepEnded(): Promise<void> {
  await keepTraining();
  await removeCheckpoint().catch(() => {}); // without a storage there is none
}

/** Keeps the training as it stands. */
export async function keepTraining(): Promise<void> {
  await attempt(async () => {
    const { content, bytes } = await laboratory.keptRun();
    const units = content.experiment.hidden?.join("-") || text.noHidden;
    await keep({ ...content, ...identity(nameFor(units)), source: "studio" }, bytes);
  });
}

export async function keep(run: KeptRun, bytes: RunBytes): Promise<void> {
  try {
    await storeRun(run, bytes);
    stored.value = [...stored.value.filter(({ id }) => id !== run.id), run];
    channel?.postMessage("changed");
  } catch (error) {
    inMemory.value = new Map(inMemory.value).set(run.id, { run, bytes });
    notice.value = isFull(error) ? text.full(run.name) : text.noStorage(run.name);
  }
}

export function identity(name: string): Pick<KeptRun, "id" | "name" | "date"> {
  return { id: crypto.randomUUID(), name, date: new Date().toISOString() };
}

/** `20 hidden`, `20 hidden (2)`: a name that no other run has. */
export function nameFor(units: string): string {
  const base = text.nameOf(units);
  return unusedName(base);
}

export function unusedName(base: string): string {
  const taken = new Set(runs.value.map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base} (${number})`;
    if (!taken.has(name)) return name;
  }
}

/** @throws {Error} a sentence, where another tab has deleted the run */
export async function bytesOf(run: KeptRun): Promise<RunBytes> {
  const bytes =
    run.source === "folder"
      ? await servedBytes(run)
      : (inMemory.value.get(run.id)?.bytes ?? (await storedBytes(run.id)));
  if (bytes) return bytes;
  await reload();
  throw new Error(text.gone(run.name));
}

export async function rename({ id }: KeptRun, name: string): Promise<void> {
  await attempt(async () => {
    const kept = inMemory.value.get(id);
    if (kept) {
      inMemory.value = new Map(inMemory.value).set(id, { ...kept, run: { ...kept.run, name } });
      return;
    }
    await renameStored(id, name);
    await reload();
    channel?.postMessage("changed");
  });
}

export async function remove(run: KeptRun): Promise<void> {
  await attempt(async () => {
    deleted.value = { run, bytes: await bytesOf(run) };
    if (inMemory.value.has(run.id)) {
      inMemory.value = new Map([...inMemory.value].filter(([id]) => id !== run.id));
      return;
    }
    await removeStored(run.id);
    await reload();
    channel?.postMessage("changed");
  });
}

export async function undoRemove(): Promise<void> {
  const { value } = deleted;
  deleted.value = undefined;
  if (value) await keep(value.run, value.bytes);
}
