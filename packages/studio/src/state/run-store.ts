// Runs in the browser's own storage, shared by all tabs: what is known of each, and apart from it, its weights.

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { KeptRun, RunBytes } from "../laboratory/kept-run.ts";

interface RunSchema extends DBSchema {
  runs: { key: string; value: KeptRun };
  bytes: { key: string; value: RunBytes };
}

export interface RunStore {
  all(): Promise<KeptRun[]>;
  bytesOf(id: string): Promise<RunBytes | undefined>;
  /** Both or neither is kept. @throws {DOMException} QuotaExceededError where the storage is full */
  put(run: KeptRun, bytes: RunBytes): Promise<void>;
  /** Changes what is there now, which another tab may have changed or deleted since. */
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<void>;
}

/**
 * @param onClosed  called when the store can be used no longer, and is to be opened anew
 * @throws where the browser has no storage for this page, as in some private windows
 */
export async function openRunStore(onClosed: () => void): Promise<RunStore> {
  const database: IDBPDatabase<RunSchema> = await openDB<RunSchema>("percept-studio", 1, {
    upgrade(fresh) {
      fresh.createObjectStore("runs", { keyPath: "id" });
      fresh.createObjectStore("bytes");
    },
    blocking() {
      database.close(); // a newer studio in another tab must not wait for this one
      onClosed();
    },
    terminated: onClosed,
  });
  return {
    all: () => database.getAll("runs"),
    bytesOf: (id) => database.get("bytes", id),
    async put(run, bytes) {
      const change = database.transaction(["runs", "bytes"], "readwrite");
      const puts = [change.objectStore("runs").put(run), change.objectStore("bytes").put(bytes, run.id)];
      // The end says why it failed; a put that goes down with it says only that it did.
      const [done] = await Promise.allSettled([change.done, ...puts]);
      if (done.status === "rejected") throw done.reason;
    },
    async rename(id, name) {
      const change = database.transaction("runs", "readwrite");
      const run = await change.store.get(id);
      if (run) await change.store.put({ ...run, name });
      await change.done;
    },
    async remove(id) {
      const change = database.transaction(["runs", "bytes"], "readwrite");
      await Promise.all([
        change.objectStore("runs").delete(id),
        change.objectStore("bytes").delete(id),
        change.done,
      ]);
    },
  };
}
