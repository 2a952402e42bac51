import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { TrainingButtons } from "../../components/training-buttons.tsx";
import { settingsDiffer } from "../../state/begun.ts";
import { linkOf } from "../../state/experiment-link.ts";
import { notice, phase, reset, run, settings, stop } from "../../state/studio.ts";
import { words } from "../../text/english.ts";

const text = words.train;

export function Controls(): VNode {
  return (
    <fieldset class="controls-set">
      <legend class="hidden">{text.controls}</legend>
      <div class="controls">
        <TrainingButtons text={text} />
        <button
          type="button"
          title={text.stopHint}
          disabled={phase.value !== "running" && phase.value !== "paused"}
          onClick={() => void stop()}
        >
          {text.stop}
        </button>
        <button type="button" disabled={phase.value === "idle"} onClick={() => void reset()}>
          {text.reset}
        </button>
        <CopyLink />
      </div>
      {phase.value === "paused" && settingsDiffer.value && (
        <p class="other-settings">
          {text.otherSettings}{" "}
          <button type="button" onClick={startAnew}>
            {text.startAnew}
          </button>
        </p>
      )}
    </fieldset>
  );
}

/** A training that was paused is given up, for one with the settings as they are now. */
function startAnew(): void {
  phase.value = "idle";
  void run("end");
}

/** The link that makes this experiment anywhere else. */
function CopyLink(): VNode {
  const copied = useSignal(false);
  const copy = async () => {
    const { origin, pathname } = location;
    const query = linkOf(settings.value);
    try {
      await navigator.clipboard.writeText(`${origin}${pathname}#train${query ? `?${query}` : ""}`);
      copied.value = true;
      setTimeout(() => {
        copied.value = false;
      }, 2000);
    } catch {
      notice.value = text.copyFailed;
    }
  };
  return (
    <>
      <button type="button" class="copy-link" onClick={() => void copy()}>
        {copied.value ? text.copied : text.copy}
      </button>
      <span aria-live="polite" class="hidden">
        {copied.value ? text.copied : ""}
      </span>
    </>
  );
}
