// What the page knows of how right the network is. It asks anew when an epoch has ended or the training has paused,
// and only while the view is looked at.

import { batch, computed, effect, signal } from "@preact/signals";
import type { ClassCurves, Examination, SampleList } from "../laboratory/examine-protocol.ts";
import type { SetName } from "../laboratory/protocol.ts";
import { laboratory, notice, phase, progress, view, weightsVersion } from "./studio.ts";

export const wantedSet = signal<SetName>("test");
export const wantedClass = signal(0);
export const examination = signal<Examination | undefined>(undefined);
export const curves = signal<ClassCurves | undefined>(undefined);
/** The score from which on an image counts as the class. */
export const threshold = signal(0.5);

/** Images that are looked at, as they were when they were opened, whatever the training does meanwhile. */
export interface OpenedSamples {
  readonly title: string;
  readonly set: SetName;
  readonly classes: readonly string[];
  readonly list: SampleList;
  /** the place in the list of the one that is looked at alone */
  readonly place?: number | undefined;
  /** the page of the list that is open otherwise, and the place that its reader comes from */
  readonly page?: number;
  readonly from?: number;
}
export const opened = signal<OpenedSamples | undefined>(undefined);

const begun = computed(() => progress.value !== undefined);
const lookedAt = computed(() => view.value === "examine" && begun.value);
const choice = computed(() => `${wantedSet.value} ${wantedClass.value}`);
const question = computed(() => `${weightsVersion.value} ${choice.value}`);

/** Epochs may end many times a second: nobody reads so fast, and the training has better things to do. */
const REST_MS = 500;
let timer: ReturnType<typeof setTimeout> | undefined;
let asking = false;
let asked = { question: "", choice: "", at: 0 };

effect(() => {
  if (!begun.value) forget();
  void [question.value, lookedAt.value];
  askSoon();
});

/** At once for who has chosen something, or where the training stands still. */
function askSoon(): void {
  clearTimeout(timer);
  if (asking || !lookedAt.peek() || question.peek() === asked.question) return;
  const calm = phase.peek() === "running" && choice.peek() === asked.choice;
  timer = setTimeout(() => void ask(), calm ? asked.at + REST_MS - performance.now() : 0);
}

async function ask(): Promise<void> {
  asking = true;
  asked = { question: question.peek(), choice: choice.peek(), at: 0 };
  await told(look);
  asked.at = performance.now();
  asking = false;
  askSoon();
}

async function look(): Promise<void> {
  const set = wantedSet.value;
  const found = await laboratory.examine(set);
  if (found && wantedClass.value >= found.classes.length) wantedClass.value = 0;
  const drawn = found && (await laboratory.classCurves(set, wantedClass.value));
  if (!begun.value) return;
  batch(() => {
    examination.value = found;
    curves.value = drawn;
  });
}

function forget(): void {
  asked = { question: "", choice: "", at: 0 };
  examination.value = undefined;
  curves.value = undefined;
}

/** What goes wrong becomes a sentence; the training does not stop for it. */
async function told(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    notice.value = error instanceof Error ? error.message : String(error);
  }
}

/** Opens the images of one cell of the confusion matrix. */
export function openCell(title: string, actual: number, predicted: number): void {
  const found = examination.value;
  if (found === undefined) return;
  void told(async () => {
    const list = await laboratory.cellSamples(found.set, actual, predicted);
    if (list) opened.value = { title, set: found.set, classes: found.classes, list };
  });
}

/** @param place  of the mistake that is looked at alone */
export function openMistakes(title: string, place?: number): void {
  const found = examination.value;
  if (found === undefined) return;
  opened.value = { title, set: found.set, classes: found.classes, list: found.mistakes, place };
}
