import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { chosenFiles, droppedFiles } from "../../state/dropped-files.ts";
import { words } from "../../text/english.ts";
import { importFiles, isKnown } from "./import-runs.ts";

const text = words.compare;

/** Where models and runs come in: dropped, or chosen. */
export function Import(): VNode {
  const over = useSignal(false);
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    over.value = false;
    if (event.dataTransfer) await importFiles(await droppedFiles(event.dataTransfer, isKnown));
  };
  const pick = async ({ currentTarget: input }: { readonly currentTarget: HTMLInputElement }) => {
    const files = chosenFiles(input.files);
    input.value = "";
    await importFiles(files);
  };
  return (
    <section
      aria-label={text.import}
      class={over.value ? "drop over" : "drop"}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => {
        over.value = false;
      }}
      onDrop={(event) => void drop(event)}
    >
      <h3>{text.import}</h3>
      <p class="soft">{over.value ? text.drop : text.importHint}</p>
      <label class="file">
        {text.importFiles}
        <input
          class="hidden"
          type="file"
          multiple
          accept=".npz,.safetensors,.onnx,.zip,.json,.jsonl"
          onChange={(event) => void pick(event)}
        />
      </label>
    </section>
  );
}
