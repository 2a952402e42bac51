// Kept runs in the browser's storage.

import type { KeptRun, RunBytes } from "../laboratory/kept-run.ts";
import { storage } from "./storage.ts";

export async function storedRuns(): Promise<KeptRun[]> {
  return (await storage()).getAll("runs");
}

export async function storedBytes(id: string): Promise<RunBytes | undefined> {
  return (await storage()).get("bytes", id);
}

/** Both or neither is kept. @throws {DOMException} QuotaExceededError where the storage is full */
export async function storeRun(run: KeptRun, bytes: RunBytes): Promise<void> {
  const change = (await storage()).transaction(["runs", "bytes"], "readwrite");
  const puts = [change.objectStore("runs").put(run), change.objectStore("bytes").put(bytes, run.id)];
  // The end says why it failed; a put that goes down with it says only that it did.
  const [done] = await Promise.allSettled([change.done, ...puts]);
  if (done.status === "rejected") throw done.reason;
}

/** Changes what is there now, which another tab may have changed or deleted since. */
export async function renameStored(id: string, name: string): Promise<void> {
  const change = (await storage()).transaction("runs", "readwrite");
  const run = await change.store.get(id);
  if (run) await change.store.put({ ...run, name });
  await change.done;
}

export async function removeStored(id: string): Promise<void> {
  const change = (await storage()).transaction(["runs", "bytes"], "readwrite");
  await Promise.all([
    change.objectStore("runs").delete(id),
    change.objectStore("bytes").delete(id),
    change.done,
  ]);
}
