import { isToySet } from "percept";
import type { VNode } from "preact";
import { choose, held } from "../../state/data.ts";
import { type DataName, dataNames, isDataName } from "../../state/experiment-link.ts";
import { data, loading } from "../../state/studio.ts";
import { dataWords as text } from "../../text/english.ts";

/** What there is: MNIST, its sample, the toy sets, and the reader's own file where one was opened. */
export function ChooseData(): VNode {
  const own = held.value !== undefined && !isDataName(held.value) ? held.value : undefined;
  const { value } = loading;
  return (
    <fieldset class="choices">
      <legend>{text.choose}</legend>
      {dataNames.map((name) => (
        <>
          {name === dataNames.find(isToySet) && <p class="soft small">{text.toys}</p>}
          <Choice name={name} />
        </>
      ))}
      {own !== undefined && (
        <label class="choice">
          <input type="radio" name="data" checked />
          <span>{text.own(own)}</span>
        </label>
      )}
      {(value !== undefined || data.value === undefined) && (
        <p>
          <progress max={value?.total || 1} value={value?.done} aria-label={text.loading} />
        </p>
      )}
    </fieldset>
  );
}

function Choice({ name }: { readonly name: DataName }): VNode {
  const [title, what] = text.choices[name];
  return (
    <label class="choice">
      <input type="radio" name="data" checked={held.value === name} onChange={() => choose(name)} />
      <span>
        {title}
        <small>{what}</small>
      </span>
    </label>
  );
}
