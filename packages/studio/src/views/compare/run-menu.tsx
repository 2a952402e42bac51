import type { VNode } from "preact";
import type { KeptRun } from "../../laboratory/kept-run.ts";
import { remove, rename } from "../../state/runs.ts";
import { words } from "../../text/english.ts";
import { exportModel, exportRun, modelFormats } from "./export-run.ts";
import { goOnFrom, linkOfRun } from "./open-run.ts";

const text = words.compare;

/** A run's name, which opens what can be done with it. */
export function RunMenu({ run }: { readonly run: KeptRun }): VNode {
  const { name, source, startedFrom, rateChanges, weightsSha256 } = run;
  const changes = rateChanges.map(({ step, learningRate }) => text.since(learningRate, step)).join("; ");
  const hasModel = weightsSha256 !== undefined;
  return (
    <details class="run">
      <summary>{name}</summary>
      {startedFrom && <p class="soft">{text.startedFrom(startedFrom.name)}</p>}
      {changes && <p class="soft">{text.rates(changes)}</p>}
      {source !== "folder" && <Rename run={run} />}
      <div class="controls">
        <a href={linkOfRun(run)}>{text.openSettings}</a>
        <button type="button" disabled={!hasModel} onClick={() => void goOnFrom(run)}>
          {text.goOn}
        </button>
        {Object.keys(modelFormats).map((ending) => (
          <button type="button" disabled={!hasModel} onClick={() => void exportModel(run, ending)}>
            {text.exportModel(ending)}
          </button>
        ))}
        <button type="button" disabled={!hasModel} onClick={() => void exportRun(run)}>
          {text.exportRun}
        </button>
        {source !== "folder" && (
          <button type="button" onClick={() => void remove(run)}>
            {text.delete}
          </button>
        )}
      </div>
    </details>
  );
}

function Rename({ run }: { readonly run: KeptRun }): VNode {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const name = String(new FormData(form).get("name") ?? "").trim();
    if (name !== "" && name !== run.name) void rename(run, name);
  };
  return (
    <form class="controls" onSubmit={submit}>
      <input
        type="text"
        name="name"
        value={run.name}
        maxLength={80}
        autocomplete="off"
        aria-label={text.renameOf(run.name)}
      />
      <button type="submit">{text.apply}</button>
    </form>
  );
}
