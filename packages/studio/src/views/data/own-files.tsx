import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { opening, openOwn } from "../../state/data.ts";
import { attempt } from "../../state/studio.ts";
import { dataWords as text } from "../../text/english.ts";
import { filesIn } from "./files-in.ts";

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
        if (event.dataTransfer) void attempt(() => takeDropped(event.dataTransfer as DataTransfer));
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
            take(event.currentTarget.files);
            event.currentTarget.value = ""; // so that the same file may be chosen again
          }}
        />
      </label>
      <label class="pick">
        <span>{text.chooseFolder}</span>
        <input
          type="file"
          {...{ webkitdirectory: true }}
          disabled={opening.value}
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            event.currentTarget.value = "";
            if (files.length > 0)
              void openOwn(
                files,
                files.map(({ webkitRelativePath }) => webkitRelativePath),
              );
          }}
        />
      </label>
      <p class="soft small">{text.kinds}</p>
    </section>
  );
}

/** What was dropped, folders with all that is in them. */
async function takeDropped(transfer: DataTransfer): Promise<void> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()); // gone when the event is over
  if (!entries.some((entry) => entry?.isDirectory)) return take(transfer.files);
  const found = await filesIn(entries);
  await openOwn(
    found.map(({ file }) => file),
    found.map(({ path }) => path),
  );
}

function take(files: FileList | null | undefined): void {
  if (files && files.length > 0) void openOwn([...files]);
}
