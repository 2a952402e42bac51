// What is left of a training whose worker is gone: its last checkpoint, from which it can go on.

import { effect, signal } from "@preact/signals";
import * as Comlink from "comlink";
import type { KeptCheckpoint } from "../laboratory/kept-run.ts";
import { words } from "../text/english.ts";
import { adopt, data, laboratory, notice, phase, run, settings, workersLost } from "./studio.ts";

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
  lostTraining.value = undefined;
  const held = await dataAreThere();
  // A first training may have begun on the sample while the rest was on its way.
  const onSample = kept.data.name === SAMPLE && held === "mnist";
  const load = (which: "sample" | "mnist") =>
    laboratory.loadMnist(
      which,
      Comlink.proxy(() => {}),
    );
  await adopt(async () => {
    if (onSample) await load("sample");
    return await laboratory.resume(kept);
  }, kept.past);
  if (onSample) void load("mnist"); // for the next training
  if (phase.value === "paused") await run("end");
  else lostTraining.value = kept;
}

const SAMPLE = "mnist, a sample";

/** The worker that took the other's place loads what the settings say. @returns what the data are called */
function dataAreThere(): Promise<string> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      const { data: name = "mnist" } = settings.value;
      const wanted = name === "mnist-sample" ? SAMPLE : name;
      if (data.value?.name !== wanted) return;
      queueMicrotask(() => stop());
      resolve(wanted);
    });
  });
}
