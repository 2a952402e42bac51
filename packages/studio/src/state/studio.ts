// What the page knows, as signals: whoever reads one is drawn again when it changes.

import { batch, computed, effect, signal } from "@preact/signals";
import * as Comlink from "comlink";
import type { EpochRecord } from "percept";
import type { ExperimentSettings } from "percept/experiment";
import type { Past } from "../laboratory/kept-run.ts";
import type {
  DataSummary,
  LoadProgress,
  RateChange,
  Standing,
  Until,
  Update,
} from "../laboratory/protocol.ts";
import { words } from "../text/english.ts";
import { connectLaboratory } from "./connect-laboratory.ts";
import { experimentOf, linkOf, reportSettings, settingsIn } from "./experiment-link.ts";

export type Phase = "idle" | "running" | "paused" | "done";

export const settings = signal<ExperimentSettings>(reportSettings);
export const experiment = computed(() => experimentOf(settings.value));

export const data = signal<DataSummary | undefined>(undefined);
export const loading = signal<LoadProgress | undefined>(undefined);

export const phase = signal<Phase>("idle");
export const progress = signal<Extract<Update, { kind: "steps" }> | undefined>(undefined);
export const history = signal<readonly EpochRecord[]>([]);
export const rateChanges = signal<readonly RateChange[]>([]);
export const weightsSha256 = signal<string | undefined>(undefined);
/** Grows whenever the weights have changed and something that shows them should be drawn again. */
export const weightsVersion = signal(0);
/** A sentence for the reader, of what went wrong or was left out. */
export const notice = signal<string | undefined>(undefined);

/** How many workers were lost; the training that each had on its bench is gone with it. */
export const workersLost = signal(0);

/** Always the worker of this moment: import it, and keep it nowhere. */
export let laboratory = connectLaboratory(replaceLaboratory);

export function startStudio(): void {
  readLink();
  addEventListener("hashchange", readLink);
  effect(writeLink);
}

/** No worker takes the place of the last one until the reader asks for it. */
export const workerStopped = signal(false);

/** Workers that ended so soon, one after the other, and are not replaced once there are so many. */
const SOON_MS = 60_000;
const MOST_SOON = 3;
let soonLost = 0;

/** @returns what to say of it */
function replaceLaboratory(lived: number): string {
  soonLost = lived < SOON_MS ? soonLost + 1 : 0;
  if (lived > 0 && soonLost < MOST_SOON) return startLaboratory();
  workerStopped.value = true;
  notice.value = lived > 0 ? words.worker.stopped(soonLost) : words.worker.noStart;
  return notice.value;
}

/**
 * Another worker takes the place of one that is gone, without its training; state/data.ts brings it the data.
 * @returns what to say of it
 */
function startLaboratory(): string {
  workerStopped.value = false;
  laboratory = connectLaboratory(replaceLaboratory);
  workersLost.value++;
  forget();
  phase.value = "idle";
  return notice.value ?? "";
}

/** Where the page gave up, its reader may try again. */
export function restartLaboratory(): void {
  soonLost = 0;
  startLaboratory();
}

/** The view and the settings are both behind the #: #train?hidden=100 */
export const view = signal("train");

function readLink(): void {
  const [name, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  view.value = name || "train";
  if (query === "") return;
  const read = settingsIn(query);
  settings.value = read.settings;
  if (read.refused.length > 0)
    notice.value = `The link says what makes no experiment here: ${read.refused.join(", ")}.`;
}

function writeLink(): void {
  const query = linkOf(settings.value);
  const hash = `#${view.value}${query ? `?${query}` : ""}`;
  if (location.hash !== hash) window.history.replaceState(null, "", hash);
}

/** A learning rate that is to hold from the next range on. */
let wantedRate: number | undefined;

/** Goes on with the training, or begins it. */
export async function run(until: Until): Promise<void> {
  if (phase.value === "running" || preparing.value) return;
  notice.value = undefined;
  await attempt(async () => {
    if (phase.value === "idle" || phase.value === "done") await begin();
    phase.value = "running";
    weightsSha256.value = undefined;
    for (;;) {
      await giveRate();
      const standing = await laboratory.run(until, Comlink.proxy(note));
      if (wantedRate === undefined || standing.complete) return settle(standing);
    }
  });
}

/** Gives the training another learning rate, also while it runs; that it was given is a part of the run. */
export function changeRate(learningRate: number): void {
  wantedRate = learningRate;
  if (phase.value === "running") void laboratory.pause();
  else if (phase.value === "paused") void attempt(giveRate);
}

async function giveRate(): Promise<void> {
  if (wantedRate === undefined) return;
  const rate = wantedRate;
  wantedRate = undefined;
  rateChanges.value = [...rateChanges.value, await laboratory.setLearningRate(rate)];
}

/** A training is being prepared: the worker may have images to unpack first, and wide weights to draw. */
export const preparing = signal(false);

async function begin(): Promise<void> {
  const wanted = experiment.value;
  if (typeof wanted === "string") throw new Error(wanted);
  forget();
  preparing.value = true;
  try {
    data.value = await laboratory.prepare(wanted);
  } finally {
    preparing.value = false;
  }
}

/** Takes over a training that the laboratory prepares otherwise than from its first step: it waits to go on. */
export async function adopt(prepare: () => Promise<DataSummary>, past: Partial<Past> = {}): Promise<void> {
  await attempt(async () => {
    const summary = await prepare();
    forget();
    data.value = summary;
    history.value = past.history ?? [];
    rateChanges.value = past.rateChanges ?? [];
    phase.value = "paused";
    weightsVersion.value++;
  });
}

async function settle({ complete }: Standing): Promise<void> {
  tellEnded();
  phase.value = complete ? "done" : "paused";
  const hash = await laboratory.weightsSha256();
  if (phase.value !== "paused" && phase.value !== "done") return; // it was given up meanwhile, or goes on
  weightsSha256.value = hash;
  weightsVersion.value++;
}

/** Epochs that have ended since the page was last told; a small network trains hundreds in the time of a frame. */
let ended: EpochRecord[] = [];
const TELL_EVERY_MS = 40;

function note(update: Update): void {
  if (update.kind === "steps") {
    progress.value = update;
    return;
  }
  const { kind, ...record } = update;
  if (ended.length === 0) setTimeout(tellEnded, TELL_EVERY_MS);
  ended.push(record);
}

function tellEnded(): void {
  if (ended.length === 0) return;
  const told = ended;
  ended = [];
  batch(() => {
    history.value = [...history.value, ...told];
    weightsVersion.value++;
  });
}

export function pause(): void {
  void laboratory.pause();
}

/** Ends the training where it is: it is kept as a run that was stopped. */
export function stop(): Promise<void> {
  return attempt(async () => {
    await paused();
    if (phase.value === "paused") phase.value = "done";
  });
}

/** Gives the training up. */
export function reset(): Promise<void> {
  return attempt(async () => {
    await paused();
    forget();
    phase.value = "idle";
  });
}

/** Pauses, and comes back once nothing runs any more. */
async function paused(): Promise<void> {
  if (phase.value !== "running") return;
  pause();
  await new Promise<void>((resolve) => {
    const stop = phase.subscribe((now) => {
      if (now === "running") return;
      queueMicrotask(() => stop());
      resolve();
    });
  });
}

function forget(): void {
  ended = [];
  wantedRate = undefined;
  progress.value = undefined;
  history.value = [];
  rateChanges.value = [];
  weightsSha256.value = undefined;
}

/** Whatever goes wrong becomes a sentence on the page. */
export async function attempt(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    notice.value = error instanceof Error ? error.message : String(error);
    if (phase.value === "running") phase.value = "paused";
  }
}
