import type { VNode } from "preact";
import type { KeptRun } from "../../laboratory/kept-run.ts";
import { remove, rename } from "../../state/runs.ts";
import { words } from "../../text/english.ts";
import { exportEndings, exportModel, exportRun } from "./export-run.ts";
import { goOnFrom, linkOfRun } from "./open-run.ts";

const text = words.compare;

/** What is known of a run, and what can be done with it. */
export function RunPanel({ run }: { readonly run: KeptRun }): VNode {
  const { source, weightsSha256 } = run;
  const hasModel = weightsSha256 !== undefined;
  return (
    <section class="run-panel" aria-label={text.panel(run.name)}>
      <Origin run={run} />
      {source !== "folder" && <Rename run={run} />}
      <div class="controls">
        <a href={linkOfRun(run)}>{text.openSettings}</a>
        <button type="button" disabled={!hasModel} onClick={() => void goOnFrom(run)}>
          {text.goOn}
        </button>
        {exportEndings.map((ending) => (
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
    </section>
  );
}

function Origin({ run }: { readonly run: KeptRun }): VNode {
  const { date, startedFrom, rateChanges, weightsSha256 } = run;
  const changes = rateChanges.map(({ step, learningRate }) => text.since(learningRate, step)).join("; ");
  return (
    <>
      <p class="soft">
        {[
          date && text.kept(words.when(date)),
          startedFrom && text.startedFrom(startedFrom.name),
          changes && text.rates(changes),
        ]
          .filter(Boolean)
          .join(", ")}
      </p>
      {weightsSha256 && (
        <p class="hash">
          {text.sha256}: <code>{weightsSha256}</code>
        </p>
      )}
    </>
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
