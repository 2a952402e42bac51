import type { VNode } from "preact";
import type { SetName } from "../../laboratory/protocol.ts";
import { choice } from "../../state/inside.ts";
import { data, notice } from "../../state/studio.ts";
import { words } from "../../text/english.ts";
import { insideWords } from "../../text/inside-words.ts";

const text = insideWords.sample;
const setNames: readonly SetName[] = ["train", "validation", "test"];

export function SampleChooser(): VNode {
  const { set, index } = choice.value;
  const counts = data.value?.counts;
  const last = (counts?.[set] ?? 1) - 1;
  const go = (to: number) => {
    notice.value = undefined;
    choice.value = { set, index: to };
  };
  const type = ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => {
    const typed = currentTarget.value.trim();
    if (/^\d+$/.test(typed) && Number(typed) <= last) return go(Number(typed));
    notice.value = text.bad(typed, last);
    currentTarget.value = String(index);
  };
  return (
    <fieldset class="inside-group" disabled={counts === undefined}>
      <legend>{text.group}</legend>
      <select
        aria-label={text.set}
        value={set}
        onChange={(event) => {
          choice.value = { set: event.currentTarget.value as SetName, index: 0 };
        }}
      >
        {setNames
          .filter((name) => name === "train" || (counts?.[name] ?? 0) > 0)
          .map((name) => (
            <option value={name}>{text.sets[name]}</option>
          ))}
      </select>
      <button type="button" aria-label={text.previous} disabled={index <= 0} onClick={() => go(index - 1)}>
        ‹
      </button>
      <input type="text" inputMode="numeric" aria-label={text.index} value={String(index)} onChange={type} />
      <button type="button" aria-label={text.next} disabled={index >= last} onClick={() => go(index + 1)}>
        ›
      </button>
      {counts && (
        <span class="soft">
          {words.train.samples(counts.train.toLocaleString("en-US"), data.value?.name ?? "")}
        </span>
      )}
    </fieldset>
  );
}
