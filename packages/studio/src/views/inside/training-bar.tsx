import type { VNode } from "preact";
import { data, experiment, pause, phase, progress, run } from "../../state/studio.ts";
import { insideWords } from "../../text/inside-words.ts";

const text = insideWords.training;

/** The training goes on while one looks inside. */
export function TrainingBar(): VNode {
  const running = phase.value === "running";
  const ready = data.value !== undefined && typeof experiment.value !== "string";
  return (
    <fieldset class="inside-group">
      <legend>{text.group}</legend>
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
      <span class="soft inside-standing">{standing()}</span>
    </fieldset>
  );
}

function standing(): string {
  if (phase.value === "done") return text.done;
  const now = progress.value;
  return phase.value === "idle" || now === undefined ? text.untrained : text.at(now.epoch, now.sample);
}
