// The drawing, the network that looks at it, and what that says.

import { computed, effect, signal } from "@preact/signals";
import { createPredictor, inputSaliency, type Model, type Predictor } from "percept";
import type { Action, Tool } from "../views/draw/strokes.ts";
import { laboratory, notice, phase, weightsVersion } from "./studio.ts";

export const actions = signal<readonly Action[]>([]);
export const tool = signal<Tool>("pen");
/** Of the line, in the canvas' pixels; MNIST's lines are two to three of its pixels wide. */
export const lineWidth = signal(46);

/** [28 * 28] bytes: the drawing as the network gets it; undefined where nothing is drawn. */
export const seen = signal<Uint8Array | undefined>(undefined);

interface Reader {
  readonly model: Model;
  readonly predictor: Predictor;
}

/** The training's present weights, ready to be asked; undefined before there are any. */
export const reader = signal<Reader | undefined>(undefined);
export const readsDrawings = computed(() => {
  const [rows, columns] = reader.value?.model.imageShape ?? [0, 0];
  return rows === 28 && columns === 28;
});

export const answer = computed(() => {
  if (reader.value === undefined || seen.value === undefined || !readsDrawings.value) return undefined;
  const { model, predictor } = reader.value;
  const { prediction, scores } = predictor.predict(seen.value);
  return {
    prediction,
    scores,
    saliency: inputSaliency(model, seen.value, prediction),
    classes: model.classes,
  };
});

/** Keeps the reader up with the training, until it is told to stop. */
export function followTraining(): () => void {
  let [busy, stale, stopped] = [false, false, false];
  const refresh = async () => {
    stale = true;
    if (busy) return;
    busy = true;
    while (stale && !stopped) {
      stale = false;
      try {
        await read();
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

async function read(): Promise<void> {
  const before = reader.peek();
  if (phase.peek() === "idle") reader.value = undefined;
  else {
    const { model } = await laboratory.model();
    reader.value = { model, predictor: await createPredictor(model) };
  }
  before?.predictor.close();
}
