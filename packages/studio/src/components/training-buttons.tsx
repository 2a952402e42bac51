import type { VNode } from "preact";
import { data, experiment, pause, phase, run } from "../state/studio.ts";

/** What the buttons are called where they stand. */
export interface TrainingWords {
  readonly start: string;
  readonly resume: string;
  readonly pause: string;
  readonly step: string;
  readonly epoch: string;
}

/** Trains, or pauses; one step, one epoch. */
export function TrainingButtons({ text }: { readonly text: TrainingWords }): VNode {
  const running = phase.value === "running";
  const ready = data.value !== undefined && typeof experiment.value !== "string";
  return (
    <>
      {running ? (
        <button type="button" class="primary" onClick={pause}>
          {text.pause}
        </button>
      ) : (
        <button type="button" class="primary" disabled={!ready} onClick={() => void run("end")}>
          {phase.value === "paused" ? text.resume : text.start}
        </button>
      )}
      <button type="button" disabled={running || !ready} onClick={() => void run("step")}>
        {text.step}
      </button>
      <button type="button" disabled={running || !ready} onClick={() => void run("epoch")}>
        {text.epoch}
      </button>
    </>
  );
}
