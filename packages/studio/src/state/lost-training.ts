// What is left of a training whose worker is gone: its last checkpoint, from which it can go on.

import { effect, signal } from "@preact/signals";
import * as Comlink from "comlink";
import type { KeptCheckpoint } from "../laboratory/kept-run.ts";
import { words } from "../text/english.ts";
import { dataAreThere } from "./data.ts";
import { adopt, data, laboratory, notice, phase, run, settings, workersLost } from "./studio.ts";

/** As the laboratory calls the first images, with which one may begin before the rest has come. */
const SAMPLE = "mnist, a sample";

/** What the page offers to go on from. */
export const lostTraining = signal<KeptCheckpoint | undefined>(undefined);

/** Of the training on the bench. */
let last: KeptCheckpoint | undefined;

export function watchTrainings(): void {
  effect(() => {
    const lost = workersLost.value > 0;
    void laboratory.keepCheckpoints(Comlink.proxy(note));
    if (lost) offer();
  });
  let was = phase.peek();
  effect(() => {
    const now = phase.value;
    if (now === "idle" || (was === "done" && now === "running")) last = undefined;
    if (now === "running") lostTraining.value = undefined;
    was = now;
  });
}

function note(checkpoint: KeptCheckpoint): void {
  last = checkpoint;
}

/** The phase is still that of the training that was lost. */
function offer(): void {
  const trained = phase.peek() === "running" || phase.peek() === "paused";
  lostTraining.value = trained ? last : undefined;
  notice.value = !trained
    ? words.worker.lostIdle
    : last
      ? words.worker.lost(last.epochs)
      : words.worker.lostEarly;
}

/** Goes on from the checkpoint, with the data that it learned from. */
export async function resumeLost(): Promise<void> {
  const kept = lostTraining.value;
  if (kept === undefined) return;
  const { name } = kept.data;
  const ignore = Comlink.proxy(() => {});
  await adopt(async () => {
    await dataAreThere();
    if (name === SAMPLE && data.peek()?.name !== SAMPLE) await laboratory.loadMnist("sample", ignore);
    return await laboratory.resume(kept);
  }, kept.past);
  if (phase.value !== "paused") return;
  if (name === SAMPLE && settings.peek().data !== "mnist-sample") void laboratory.loadMnist("mnist", ignore); // for the next training
  await run("end");
}
