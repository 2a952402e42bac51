import type { VNode } from "preact";
import { lostTraining, resumeLost } from "../../state/lost-training.ts";
import { words } from "../../text/english.ts";

/** The offer to go on with a training whose worker is gone. */
export function LostTraining(): VNode | null {
  const { value } = lostTraining;
  if (value === undefined) return null;
  return (
    <p class="offer">
      <button type="button" class="primary" onClick={() => void resumeLost()}>
        {words.worker.resume(value.epochs)}
      </button>
    </p>
  );
}
