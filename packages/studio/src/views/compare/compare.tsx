import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { deleted, keepTraining, runs, undoRemove } from "../../state/runs.ts";
import { loadServedRuns } from "../../state/served-runs.ts";
import { phase, view } from "../../state/studio.ts";
import { words } from "../../text/english.ts";
import { chosenRuns } from "./chosen.ts";
import "./compare.css";
import { Curves } from "./curves.tsx";
import { Import } from "./import.tsx";
import { RunTable } from "./run-table.tsx";
import { SettingsTable } from "./settings-table.tsx";

const text = words.compare;

export function Compare(): VNode {
  useEffect(() => void loadServedRuns(), []);
  const chosen = chosenRuns.value;
  return (
    <>
      <h2>{text.heading}</h2>
      <p class="soft">{runs.value.length === 0 ? text.none : text.intro}</p>
      <Actions />
      <Deleted />
      {runs.value.length > 0 && <RunTable runs={runs.value} />}
      {chosen.length > 0 && (
        <div class="compared">
          <Curves runs={chosen} />
          <SettingsTable runs={chosen} />
        </div>
      )}
      <Import />
    </>
  );
}

function Actions(): VNode | null {
  if (phase.value === "paused") {
    return (
      <div class="controls">
        <button type="button" class="primary" onClick={() => void keepTraining()}>
          {text.keepNow}
        </button>
      </div>
    );
  }
  if (runs.value.length > 0) return null;
  return (
    <div class="controls">
      <button
        type="button"
        class="primary"
        onClick={() => {
          view.value = "train";
        }}
      >
        {text.toTrain}
      </button>
    </div>
  );
}

/** What was deleted last can come back; the keyboard goes there, as the button that deleted it is gone. */
function Deleted(): VNode {
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => undo.current?.focus(), [deleted.value]);
  return (
    <div role="status" class="deleted">
      {deleted.value && (
        <>
          {text.deleted(deleted.value.run.name)}{" "}
          <button type="button" ref={undo} onClick={() => void undoRemove()}>
            {text.undo}
          </button>
        </>
      )}
    </div>
  );
}
