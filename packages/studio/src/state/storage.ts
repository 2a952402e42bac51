// The browser's own storage for this page, shared by all tabs.

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { KeptCheckpoint, KeptRun, RunBytes } from "../laboratory/kept-run.ts";

/** Runs, and apart from what is known of them, their weights; checkpoints of trainings that have not ended. */
interface StudioSchema extends DBSchema {
  runs: { key: string; value: KeptRun };
  bytes: { key: string; value: RunBytes };
  checkpoints: { key: string; value: StoredCheckpoint };
}

export interface StoredCheckpoint {
  /** of the training's page, which holds a lock of this name for as long as it lives */
  readonly id: string;
  /** ISO 8601 */
  readonly date: string;
  readonly checkpoint: KeptCheckpoint;
}

let opened: Promise<IDBPDatabase<StudioSchema>> | undefined;

/**
 * The storage, opened when it is first needed, and anew after it failed.
 * @throws where the browser has none for this page, as in some private windows
 */
export function storage(): Promise<IDBPDatabase<StudioSchema>> {
  const forget = () => {
    if (opened === opening) opened = undefined;
  };
  const opening = opened ?? open(forget);
  opened = opening;
  opening.catch(forget);
  return opening;
}

/** @param onClosed  called when the storage can be used no longer */
async function open(onClosed: () => void): Promise<IDBPDatabase<StudioSchema>> {
  const database = await openDB<StudioSchema>("percept-studio", 2, {
    upgrade(changed, from) {
      if (from < 1) {
        changed.createObjectStore("runs", { keyPath: "id" });
        changed.createObjectStore("bytes");
      }
      changed.createObjectStore("checkpoints", { keyPath: "id" });
    },
    blocking() {
      database.close(); // a newer studio in another tab must not wait for this one
      onClosed();
    },
    terminated: onClosed,
  });
  return database;
}

/** Whether it failed because nothing more may be stored. */
export function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}
