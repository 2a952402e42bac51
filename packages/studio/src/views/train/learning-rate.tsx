import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { begun } from "../../state/begun.ts";
import { labelOf, rowOf } from "../../state/form.ts";
import { changeRate, experiment, phase, rateChanges } from "../../state/studio.ts";
import { words } from "../../text/english.ts";

const text = words.train;
const row = rowOf("learningRate");

/** While a training is under way its learning rate may be changed; the settings stay what it began with. */
export function LearningRate(): VNode {
  const refused = useSignal<string | undefined>(undefined);
  const underWay = phase.value === "running" || phase.value === "paused";
  const settled = begun.value ?? experiment.value;
  const changes = rateChanges.value;
  const rate = changes.at(-1)?.learningRate ?? (typeof settled === "string" ? "" : settled.learningRate);
  const change = ({ currentTarget: { value } }: { readonly currentTarget: HTMLInputElement }) => {
    const wanted = row.parse(value.trim());
    const accepted = row.accepts(wanted);
    refused.value = accepted ? undefined : value;
    if (accepted && wanted !== rate) changeRate(wanted as number);
  };
  const error =
    refused.value === undefined
      ? undefined
      : text.mustBe(labelOf("learningRate"), row.range, refused.value.trim());
  return (
    <div class="rate-now">
      <label for="rate-now">{text.rateNow}</label>
      <input
        id="rate-now"
        type="text"
        inputMode="decimal"
        disabled={!underWay}
        value={refused.value ?? String(rate)}
        aria-invalid={error !== undefined}
        aria-describedby="rate-said"
        onChange={change}
      />
      <span id="rate-said" class={error ? "error" : "soft"}>
        {error ??
          (changes.map(({ step, learningRate }) => text.changed(learningRate, step)).join("; ") ||
            text.rateHint)}
      </span>
    </div>
  );
}
