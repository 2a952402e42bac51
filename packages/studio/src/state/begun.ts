// The experiment that the training under way began with, and what of it is drawn while it runs.

import { computed, effect, signal } from "@preact/signals";
import type { Experiment } from "percept";
import type { LearningCurveEpoch } from "percept-charts";
import { drawableEpochs } from "./drawable-epochs.ts";
import { experiment, history, laboratory, phase, progress } from "./studio.ts";

export const begun = signal<Experiment | undefined>(undefined);
export const engineAtWork = signal<{ readonly name: string; readonly threads: number } | undefined>(
  undefined,
);

/** The settings make another experiment than the one that the training began with. */
export const settingsDiffer = computed(
  () =>
    begun.value !== undefined &&
    typeof experiment.value !== "string" &&
    JSON.stringify(begun.value) !== JSON.stringify(experiment.value),
);

/** The epochs that are over, and the one under way as it stands. */
export const drawnEpochs = signal<readonly LearningCurveEpoch[]>([]);

/** The curve is drawn ten times a second at most. */
const DRAW_EVERY_MS = 100;
let drawnAt = 0;
let awaited = false;

let before = phase.peek();
effect(() => {
  const now = phase.value;
  if (now === "idle") begun.value = engineAtWork.value = undefined;
  else if (now !== "done" && (before === "idle" || before === "done")) begin();
  before = now;
});

function begin(): void {
  const wanted = experiment.peek();
  begun.value = typeof wanted === "string" ? undefined : wanted;
  void laboratory.engineAtWork().then((work) => {
    engineAtWork.value = work;
  });
}

effect(() => {
  void history.value;
  void progress.value;
  if (!awaited) setTimeout(draw, Math.max(0, drawnAt + DRAW_EVERY_MS - performance.now()));
  awaited = true;
});

function draw(): void {
  awaited = false;
  drawnAt = performance.now();
  const now = progress.peek();
  const done = history.peek();
  const running = now && now.epoch > (done.at(-1)?.epoch ?? 0) && now.sample > 0 ? [now] : [];
  drawnEpochs.value = [...drawableEpochs(done), ...running];
}
