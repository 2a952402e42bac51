import { signal } from "@preact/signals";

/** What a screen reader says when it changes. */
export const announced = signal("");

// Not more than twice a second. Of what was to be said of one subject in between, only the last is.
const PAUSE_MS = 600;
const waiting = new Map<string, string>();
let pausing = false;

export function announce(subject: "pen" | "answer", sentence: string): void {
  waiting.set(subject, sentence);
  if (!pausing) say();
}

function say(): void {
  const next = [...waiting.values()].join(". ");
  waiting.clear();
  pausing = next !== "";
  if (!pausing) return;
  announced.value = next;
  setTimeout(say, PAUSE_MS);
}
