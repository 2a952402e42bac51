import type { VNode } from "preact";
import { engineAtWork } from "../../state/begun.ts";
import { data, loading, preparing } from "../../state/studio.ts";
import { words } from "../../text/english.ts";

const text = words.train;

/** What there is to learn from, and what does the arithmetic: one line of a fixed height. */
export function DataLine(): VNode {
  const { value } = loading;
  const counted =
    data.value && text.samples(data.value.counts.train.toLocaleString("en-US"), data.value.name);
  const engine = engineAtWork.value;
  return (
    <p class="data-line">
      <span>{counted ?? text.loading(0)}</span>
      {value !== undefined && value.done < value.total && (
        <progress
          max={value.total}
          value={value.done}
          aria-label={text.loading(Math.round((100 * value.done) / value.total))}
        />
      )}
      <span class="engine-line" aria-live="polite">
        {preparing.value
          ? value
            ? text.unpacking
            : text.preparing
          : engine
            ? text.engine(engine.name, engine.threads)
            : text.engineAwaited}
      </span>
    </p>
  );
}
