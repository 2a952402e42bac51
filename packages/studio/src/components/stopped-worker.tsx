import type { VNode } from "preact";
import { restartLaboratory, workerStopped } from "../state/studio.ts";
import { words } from "../text/english.ts";

/** Where the worker ended again and again, it is started when its reader says so; the notice above says why. */
export function StoppedWorker(): VNode | null {
  if (!workerStopped.value) return null;
  return (
    <p class="offer controls">
      <button type="button" class="primary" onClick={restartLaboratory}>
        {words.worker.startAgain}
      </button>
    </p>
  );
}
