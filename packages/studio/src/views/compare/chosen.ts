import { computed, signal } from "@preact/signals";
import type { KeptRun } from "../../laboratory/kept-run.ts";
import { runs } from "../../state/runs.ts";

/** Ids of the runs that are laid over each other; at first, the two newest. */
const chosen = signal<ReadonlySet<string> | undefined>(undefined);

export const chosenRuns = computed<readonly KeptRun[]>(() => {
  const ids = chosen.value ?? new Set(runs.value.slice(0, 2).map(({ id }) => id));
  return runs.value.filter(({ id }) => ids.has(id));
});

export function choose(id: string, wanted: boolean): void {
  const ids = new Set(chosenRuns.value.map((run) => run.id));
  if (wanted) ids.add(id);
  else ids.delete(id);
  chosen.value = ids;
}

/** The id of the run whose panel is open. */
export const openRun = signal<string | undefined>(undefined);
