import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { opening, openOwn } from "../../state/data.ts";
import { chosenFiles, droppedFiles, type GivenFile } from "../../state/dropped-files.ts";
import { dataWords as text } from "../../text/english.ts";

/** Where files of the reader's own are dropped, or chosen. */
export function OwnFiles(): VNode {
  const over = useSignal(false);
  return (
    <section
      aria-label={text.ownData}
      class={over.value ? "drop over" : "drop"}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => {
        over.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        if (event.dataTransfer) void droppedFiles(event.dataTransfer).then(take);
      }}
    >
      <h3>{text.ownData}</h3>
      <label class="pick">
        <span>{opening.value ? text.opening : text.drop}</span>
        <input
          type="file"
          multiple
          accept=".npz,.csv,.tsv,.txt,.gz,.idx,*"
          disabled={opening.value}
          onChange={(event) => {
            take(chosenFiles(event.currentTarget.files));
            event.currentTarget.value = ""; // so that the same file may be chosen again
          }}
        />
      </label>
      <label class="pick">
        <span>{text.chooseFolder}</span>
        <input
          type="file"
          {...{ webkitdirectory: true }} // https://wicg.github.io/entries-api; Preact's types have it not
          disabled={opening.value}
          onChange={(event) => {
            take(chosenFiles(event.currentTarget.files));
            event.currentTarget.value = "";
          }}
        />
      </label>
      <p class="soft small">{text.kinds}</p>
    </section>
  );
}

function take(files: readonly GivenFile[]): void {
  if (files.length > 0) void openOwn(files);
}
