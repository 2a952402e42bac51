// Checkpoints in the browser's storage, one for each page that has a training under way.

import { type StoredCheckpoint, storage } from "./storage.ts";

/** Of trainings that were given up without a word, so many are kept; older ones go. */
const MOST_LEFT = 5;

/** This page's: its checkpoint has its name, and so has the lock that tells other pages that it lives. */
const own = `training-${crypto.randomUUID()}`;

let turn: Promise<unknown> = Promise.resolve();
/** One after the other: a checkpoint that is being written may already have to go. */
function inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
  const done = turn.then(act);
  turn = done.catch(() => undefined);
  return done;
}

/** Keeps this page's latest. @throws {DOMException} QuotaExceededError where the storage is full */
export function storeCheckpoint(checkpoint: StoredCheckpoint["checkpoint"]): Promise<void> {
  return inTurn(async () => {
    await (await storage()).put("checkpoints", { id: own, date: new Date().toISOString(), checkpoint });
  });
}

/** This page's, or another's that nobody is to go on from. */
export function removeCheckpoint(id = own): Promise<void> {
  return inTurn(async () => (await storage()).delete("checkpoints", id));
}

/** Makes another page's checkpoint this page's. @returns false where it is gone: another page was first */
export function claimCheckpoint(id: string): Promise<boolean> {
  return inTurn(async () => {
    const change = (await storage()).transaction("checkpoints", "readwrite");
    const found = await change.store.get(id);
    if (found) {
      await change.store.put({ ...found, id: own });
      await change.store.delete(id);
    }
    await change.done;
    return found !== undefined;
  });
}

/**
 * Holds this page's lock, and looks for checkpoints of pages that are gone, or go later.
 * @param onFound  called for each of them, the latest first where they are gone already
 */
export async function findLeftCheckpoints(onFound: (left: StoredCheckpoint) => void): Promise<void> {
  void navigator.locks.request(own, () => new Promise(() => {}));
  const found = await (await storage()).getAll("checkpoints");
  found.sort((a, b) => b.date.localeCompare(a.date));
  // Whoever gets the lock, after however long, knows that its page has ended.
  for (const left of found.slice(0, MOST_LEFT))
    void navigator.locks.request(left.id, async () => {
      const now = await (await storage()).get("checkpoints", left.id);
      if (now) onFound(now);
    });
  for (const { id } of found.slice(MOST_LEFT))
    void navigator.locks.request(id, { ifAvailable: true }, (lock) => {
      if (lock) void removeCheckpoint(id);
    });
}
