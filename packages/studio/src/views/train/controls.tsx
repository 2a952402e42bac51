import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { settingsDiffer } from "../../state/begun.ts";
import { linkOf } from "../../state/experiment-link.ts";
import { data, experiment, notice, pause, phase, reset, run, settings } from "../../state/studio.ts";
import { words } from "../../text/english.ts";

const text = words.train;

export function Controls(): VNode {
  const running = phase.value === "running";
  const ready = data.value !== undefined && typeof experiment.value !== "string";
  return (
    <fieldset class="controls-set">
      <legend class="hidden">{text.controls}</legend>
      <div class="controls">
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
        <button type="button" disabled={phase.value === "idle"} onClick={reset}>
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
