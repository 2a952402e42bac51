import type { VNode } from "preact";
import { TrainingButtons } from "../../components/training-buttons.tsx";
import { phase, progress } from "../../state/studio.ts";
import { insideWords } from "../../text/inside-words.ts";

const text = insideWords.training;

/** The training goes on while one looks inside. */
export function TrainingBar(): VNode {
  return (
    <fieldset class="inside-group">
      <legend>{text.group}</legend>
      <TrainingButtons text={text} />
      <span class="soft inside-standing">{standing()}</span>
    </fieldset>
  );
}

function standing(): string {
  if (phase.value === "done") return text.done;
  const now = progress.value;
  return phase.value === "idle" || now === undefined ? text.untrained : text.at(now.epoch, now.sample);
}
