// Which data are trained on. The settings say it (`data`), as a link does; whoever changes them has the data changed.

import { effect, signal, untracked } from "@preact/signals";
import * as Comlink from "comlink";
import { isToySet } from "percept";
import type { ExperimentSettings } from "percept/experiment";
import type { DataSummary, LoadProgress } from "../laboratory/protocol.ts";
import type { GivenFile } from "./dropped-files.ts";
import { type DataName, isDataName, reportSettings } from "./experiment-link.ts";
import { attempt, data, laboratory, loading, notice, reset, settings, workersLost } from "./studio.ts";

/** What the data are called that are on the bench, or on their way to it. */
export const held = signal<string | undefined>(undefined);
/** While files of the reader's own are read. */
export const opening = signal(false);
/** Epochs a second, at most, on data of two features: so many that one sees the network learn. */
export const pace = signal(30);

/** Two hidden layers tell even the spirals apart within a few hundred epochs. */
export const toySettings: ExperimentSettings = {
  hidden: [16, 16],
  activation: "tanh",
  init: "he-normal",
  descent: "minibatch",
  batchSize: 10,
  optimizer: "adam",
  learningRate: 0.01,
  epochs: 300,
};

export function startData(): void {
  effect(() => {
    const name = settings.value.data ?? "mnist";
    untracked(() => void load(name));
  });
  effect(() => {
    if (workersLost.value > 0) setTimeout(bringBack); // once all that waited for the old worker has failed
  });
  effect(() => {
    void workersLost.value; // a new worker has no pace yet
    const isPlane = data.value !== undefined && featuresOf(data.value) === 2;
    void laboratory.setPace(isPlane ? pace.value : Number.POSITIVE_INFINITY);
  });
  // What is dropped beside its target would otherwise be opened in the page's place.
  for (const event of ["dragover", "drop"]) addEventListener(event, (dropped) => dropped.preventDefault());
}

/** The data that a lost worker had, for the one in its place; files of the reader's own are gone with it. */
function bringBack(): void {
  const name = settings.value.data ?? "mnist";
  held.value = undefined;
  data.value = undefined;
  if (isDataName(name)) void load(name);
  else settings.value = { ...settings.value, data: "mnist" };
}

export function featuresOf({ imageShape: [rows, columns] }: DataSummary): number {
  return rows * columns;
}

let beforeToys: ExperimentSettings = reportSettings;

/** Takes other data, toy sets with settings that learn them; back from them, the settings are as they were. */
export function choose(name: DataName): void {
  const now = settings.value;
  const toys = isToySet(now.data ?? "");
  if (isToySet(name)) {
    if (!toys) beforeToys = now;
    settings.value = { ...(toys ? now : toySettings), data: name };
    return;
  }
  const { data: _, ...rest } = toys ? beforeToys : now;
  settings.value = name === "mnist" ? rest : { ...rest, data: name };
}

/** Files of the reader's own; where they make no dataset, a sentence says why, and all stays as it was. */
export function openOwn(files: readonly GivenFile[]): Promise<void> {
  return attempt(async () => {
    notice.value = undefined;
    opening.value = true;
    try {
      const summary = await laboratory.loadFiles(files);
      await endTraining();
      held.value = summary.name;
      data.value = summary;
      loading.value = undefined;
      // The report's program takes MNIST in its order; files of one's own are often sorted by class.
      const { shuffle: _, ...kept } = isToySet(settings.value.data ?? "") ? beforeToys : settings.value;
      settings.value = { ...kept, data: summary.name };
    } finally {
      opening.value = false;
    }
  });
}

async function load(name: string): Promise<void> {
  if (name === held.value || !isDataName(name)) return;
  const before = held.value;
  held.value = name;
  const show = (summary: DataSummary) => {
    if (held.value === name) data.value = summary;
  };
  await attempt(async () => {
    try {
      if (before !== undefined) await endTraining();
      loading.value = undefined;
      if (isToySet(name)) show(await laboratory.loadToySet(name));
      else {
        if (name === "mnist-sample" || data.value === undefined)
          show(await laboratory.loadMnist("sample", onLoad(name)));
        if (name === "mnist" && held.value === name) show(await laboratory.loadMnist("mnist", onLoad(name)));
      }
    } catch (error) {
      if (held.value === name) {
        held.value = before;
        if (before !== undefined) settings.value = { ...settings.value, data: before };
      }
      throw error;
    } finally {
      if (held.value === name) loading.value = undefined;
    }
  });
}

function onLoad(name: string) {
  return Comlink.proxy((progress: LoadProgress) => {
    if (held.value === name) loading.value = progress;
  });
}

/** Data are not changed beneath a training: it ends first. */
async function endTraining(): Promise<void> {
  await reset();
  await laboratory.clear();
}
