import { signal } from "@preact/signals";

/** A sentence that a screen reader says when it comes. */
export const announced = signal("");

// Not more than twice a second; what was to be said in between gives way to what came last.
const PAUSE_MS = 600;
let next: string | undefined;
let waiting = false;

export function announce(sentence: string): void {
  next = sentence;
  if (waiting) return;
  say();
}

function say(): void {
  waiting = next !== undefined && next !== announced.peek();
  if (waiting && next !== undefined) announced.value = next;
  next = undefined;
  if (waiting) setTimeout(say, PAUSE_MS);
}
