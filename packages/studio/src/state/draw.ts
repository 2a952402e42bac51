// The drawing, the network that looks at it, and what that says.

import { computed, effect, signal } from "@preact/signals";
import { inputSaliency, type Model, predictedClasses, traceSample } from "percept";
import type { Action, Tool } from "../views/draw/strokes.ts";
import { laboratory, notice, phase, weightsVersion } from "./studio.ts";

export const actions = signal<readonly Action[]>([]);
/** Nothing has been done since the canvas was clear. */
export const isClear = computed(() => (actions.value.at(-1) ?? { kind: "clear" }).kind === "clear");

export function undo(): void {
  actions.value = actions.value.slice(0, -1);
}

/** That, too, can be undone. */
export function clear(): void {
  if (!isClear.value) actions.value = [...actions.value, { kind: "clear" }];
}

export const tool = signal<Tool>("pen");
/** Of the line, in the canvas' pixels; MNIST's lines are two to three of its pixels wide. */
export const lineWidth = signal(46);

/** [28 * 28] bytes: the drawing as the network gets it; undefined where nothing is drawn. */
export const seen = signal<Uint8Array | undefined>(undefined);

/** The training's present weights; undefined before there are any. */
export const model = signal<Model | undefined>(undefined);
export const readsDrawings = computed(() => {
  const [rows, columns] = model.value?.imageShape ?? [0, 0];
  return rows === 28 && columns === 28;
});

/**
 * By the reference's equations, which need no preparation: tens of microseconds for the report's network, and under ten
 * milliseconds for 784-800-800-10, whose weights a predictor takes longer to take in than it then saves.
 */
export const answer = computed(() => {
  if (model.value === undefined || seen.value === undefined || !readsDrawings.value) return undefined;
  const { classes } = model.value;
  const { layers } = traceSample(model.value, seen.value);
  const scores = Float32Array.from(layers[layers.length - 1].a);
  const [prediction] = predictedClasses(scores, classes.length);
  return { prediction, scores, saliency: inputSaliency(model.value, seen.value, prediction), classes };
});

/** Keeps the model up with the training, until it is told to stop. */
export function followTraining(): () => void {
  let [busy, stale, stopped] = [false, false, false];
  const refresh = async () => {
    stale = true;
    if (busy) return;
    busy = true;
    while (stale && !stopped) {
      stale = false;
      try {
        model.value = phase.peek() === "idle" ? undefined : (await laboratory.model()).model;
      } catch (error) {
        notice.value = error instanceof Error ? error.message : String(error);
      }
    }
    busy = false;
  };
  const stop = effect(() => {
    weightsVersion.value;
    phase.value;
    void refresh();
  });
  return () => {
    stopped = true;
    stop();
  };
}
