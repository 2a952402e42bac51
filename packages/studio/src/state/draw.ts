// The drawing, the network that looks at it, and what that says.

import { computed, effect, signal } from "@preact/signals";
import type { Reader, Reading } from "../laboratory/draw-protocol.ts";
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

/** Whose answers they are; undefined before a training has begun. */
export const reader = signal<Reader | undefined>(undefined);
export const readsDrawings = computed(() => {
  const [rows, columns] = reader.value?.imageShape ?? [0, 0];
  return rows === 28 && columns === 28;
});

/** What the network says of the drawing; undefined where there is neither. */
export const answer = signal<Reading | undefined>(undefined);

/** Keeps reader and answer up with the training and the drawing, until it is told to stop. */
export function followDrawing(): () => void {
  let [busy, stale, stopped] = [false, false, false];
  const refresh = async () => {
    stale = true;
    if (busy) return;
    busy = true;
    while (stale && !stopped) {
      stale = false;
      try {
        reader.value = phase.peek() === "idle" ? undefined : await laboratory.reader();
        const pixels = readsDrawings.peek() ? seen.peek() : undefined;
        answer.value = pixels && (await laboratory.read(pixels));
      } catch (error) {
        notice.value = error instanceof Error ? error.message : String(error);
      }
    }
    busy = false;
  };
  const stop = effect(() => {
    void [weightsVersion.value, phase.value, seen.value];
    void refresh();
  });
  return () => {
    stopped = true;
    stop();
  };
}
