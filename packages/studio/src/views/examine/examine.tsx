import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { SetName } from "../../laboratory/protocol.ts";
import { examination, opened, wantedSet } from "../../state/examine.ts";
import { data, phase, view } from "../../state/studio.ts";
import { examineWords as text } from "../../text/english.ts";
import { Calibration } from "./calibration.tsx";
import { ClassCurvesSection } from "./class-curves.tsx";
import { ClassTable } from "./class-table.tsx";
import { ConfusionTable } from "./confusion-table.tsx";
import "./examine.css";
import { MistakesGallery } from "./mistakes-gallery.tsx";
import { SamplesDialog } from "./samples-dialog.tsx";
import { Summary } from "./summary.tsx";

const sets: readonly SetName[] = ["test", "validation", "train"];

/** How right the network is that was last shown, and where it is wrong. */
export function Examine(): VNode {
  useEffect(
    () => () => {
      opened.value = undefined;
    },
    [],
  );
  const found = examination.value;
  return (
    <div class="examine">
      <h2>{text.heading}</h2>
      {phase.value === "idle" ? (
        <Nothing sentence={text.none} />
      ) : (
        <>
          <SetSwitch />
          {found === undefined ? (
            <Nothing sentence={text.soon} />
          ) : (
            <>
              <Summary found={found} />
              <div class="examined">
                <ConfusionTable found={found} />
                <MistakesGallery found={found} />
              </div>
              <ClassCurvesSection classes={found.classes} />
              <div class="examined">
                <ClassTable metrics={found.metrics} />
                <Calibration found={found} />
              </div>
            </>
          )}
        </>
      )}
      <SamplesDialog />
    </div>
  );
}

function Nothing({ sentence }: { readonly sentence: string }): VNode {
  return (
    <div class="nothing">
      <p>{sentence}</p>
      <button
        type="button"
        class="primary"
        onClick={() => {
          view.value = "train";
        }}
      >
        {text.there}
      </button>
    </div>
  );
}

function SetSwitch(): VNode {
  const noValidation = data.value?.counts.validation === 0;
  return (
    <fieldset class="switch">
      <legend>{text.set}</legend>
      {sets.map((set) => {
        const missing = data.value?.counts[set] === 0;
        return (
          <label>
            <input
              type="radio"
              name="examined-set"
              disabled={missing}
              checked={wantedSet.value === set}
              onChange={() => {
                wantedSet.value = set;
              }}
            />
            {text.sets[set]}
          </label>
        );
      })}
      {noValidation && <span class="soft">{text.noValidation}</span>}
    </fieldset>
  );
}
