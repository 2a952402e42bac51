import type { VNode } from "preact";
import { weightsSha256 } from "../../state/studio.ts";
import { words } from "../../text/english.ts";

const text = words.train;

/** The proof that two trainings ended with the same bits. */
export function WeightsHash(): VNode {
  return (
    <p class="hash">
      {text.sha256}:{" "}
      {weightsSha256.value ? <code>{weightsSha256.value}</code> : <span class="soft">{text.shaAwaited}</span>}
    </p>
  );
}
