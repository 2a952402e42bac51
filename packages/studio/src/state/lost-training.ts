// What is left of a training whose worker or page is gone: its last checkpoint, from which it can go on.

import { effect, signal } from "@preact/signals";
import * as Comlink from "comlink";
import type { KeptCheckpoint } from "../laboratory/kept-run.ts";
import { words } from "../text/english.ts";
import {
  claimCheckpoint,
  findLeftCheckpoints,
  removeCheckpoint,
  storeCheckpoint,
} from "./checkpoint-store.ts";
import { isDataName } from "./experiment-link.ts";
import { replaceSettings } from "./form.ts";
import { settingsOfRun } from "./run-settings.ts";
import { isFull, type StoredCheckpoint } from "./storage.ts";
import { adopt, data, laboratory, notice, phase, run, settings, workersLost } from "./studio.ts";

const text = words.worker;

/** Of the training whose worker is gone; the page offers to go on from it. */
export const lostTraining = signal<KeptCheckpoint | undefined>(undefined);
/** Of trainings whose page is gone, the latest first. */
export const leftTrainings = signal<readonly StoredCheckpoint[]>([]);

/** Of the training on the bench. */
let last: KeptCheckpoint | undefined;
/** It was said that its checkpoints cannot be stored. */
let saidUnstored = false;

export function watchTrainings(): void {
  effect(() => {
    const lost = workersLost.value > 0;
    void laboratory.keepCheckpoints(Comlink.proxy(note));
    if (lost) offer();
  });
  let was = phase.peek();
  effect(() => {
    const now = phase.value;
    if (now === "idle" && lostTraining.peek() === undefined) forget();
    if (now === "running") {
      lostTraining.value = undefined;
      if (was === "done" || was === "idle") [last, saidUnstored] = [undefined, false];
    }
    was = now;
  });
  const found = (left: StoredCheckpoint) => {
    leftTrainings.value = [...leftTrainings.value, left];
  };
  findLeftCheckpoints(found).catch(() => {}); // without a storage nothing was left in it
}

/** The training was given up. */
function forget(): void {
  if (last === undefined) return;
  last = undefined;
  void removeCheckpoint().catch(() => {});
}

function note(checkpoint: KeptCheckpoint): void {
  if (phase.peek() === "idle" || phase.peek() === "done") return; // it was given up, or has ended meanwhile
  last = checkpoint;
  storeCheckpoint(checkpoint).catch((error) => {
    if (!saidUnstored) notice.value = isFull(error) ? text.full : text.noStorage;
    saidUnstored = true;
  });
}

/** The phase is still that of the training that was lost. */
function offer(): void {
  const trained = phase.peek() === "running" || phase.peek() === "paused";
  lostTraining.value = trained ? last : undefined;
  notice.value = !trained ? text.lostIdle : last ? text.lost(last.epochs, last.samples) : text.lostEarly;
}

/** Goes on with a training whose worker is gone. */
export async function resumeLost(): Promise<void> {
  const kept = lostTraining.value;
  if (kept === undefined) return;
  lostTraining.value = undefined;
  if (!(await goOn(kept))) lostTraining.value = kept;
}

/** Goes on with a training whose page is gone, unless another page does. */
export async function resumeLeft(left: StoredCheckpoint): Promise<void> {
  forgetLeft(left);
  let taken = false;
  const claim = async () => {
    taken = !(await claimCheckpoint(left.id));
    if (taken) throw new Error(text.taken);
  };
  if (!(await goOn(left.checkpoint, claim)) && !taken) leftTrainings.value = [left, ...leftTrainings.value];
}

/** It is offered until it is gone: what the page no longer shows does not come back with a reload. */
export async function discardLeft(left: StoredCheckpoint): Promise<void> {
  await removeCheckpoint(left.id).catch(() => {});
  forgetLeft(left);
}

function forgetLeft({ id }: StoredCheckpoint): void {
  leftTrainings.value = leftTrainings.value.filter((other) => other.id !== id);
}

/**
 * Goes on from a checkpoint, with the settings and the data that it learned from.
 * @param claim  asked once nothing stands in the way any more; no is a sentence that it throws
 * @returns whether it went on; if not, a sentence says why
 */
async function goOn(kept: KeptCheckpoint, claim = async () => {}): Promise<boolean> {
  let prepared = false;
  let onSample = false;
  takeSettings(kept);
  notice.value = text.awaited;
  await adopt(async () => {
    // A first training may have begun on the sample while the rest was on its way.
    onSample = (await dataAreThere()) === "mnist" && kept.data.name === SAMPLE;
    if (onSample) await load("sample");
    if (phase.value === "running") throw new Error(words.compare.running);
    await laboratory.requireSameData(kept.data);
    await claim();
    const summary = await laboratory.resume(kept);
    prepared = true;
    return summary;
  }, kept.past);
  if (onSample) void load("mnist"); // for the next training
  if (prepared) await run("end");
  return prepared;
}

const SAMPLE = "mnist, a sample";

function load(which: "sample" | "mnist"): Promise<unknown> {
  return laboratory.loadMnist(
    which,
    Comlink.proxy(() => {}),
  );
}

/** The form and the link say what is trained. Files of the reader's own stay, if they are there. */
function takeSettings({ past, data: { name } }: KeptCheckpoint): void {
  const known = settingsOfRun(past);
  const own = past.experiment.data !== undefined && !isDataName(past.experiment.data);
  const kept = own && data.value?.name === name ? { ...known, data: name } : known;
  replaceSettings(kept);
}

/** What is on its way to the worker, as the settings say. @returns what the data are called */
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
