import type { VNode } from "preact";
import type { KeptCheckpoint } from "../../laboratory/kept-run.ts";
import {
  discardLeft,
  leftTrainings,
  lostTraining,
  resumeLeft,
  resumeLost,
} from "../../state/lost-training.ts";
import type { StoredCheckpoint } from "../../state/storage.ts";
import { phase } from "../../state/studio.ts";
import { words } from "../../text/english.ts";

const text = words.worker;

/** The offer to go on with a training whose worker or page is gone, unless one is running. */
export function LostTraining(): VNode | null {
  if (phase.value === "running") return null;
  const lost = lostTraining.value;
  if (lost) return <Offer {...lost} onGoOn={resumeLost} />;
  const [left] = leftTrainings.value;
  return left === undefined ? null : <Left left={left} />;
}

function Left({ left }: { readonly left: StoredCheckpoint }): VNode {
  const { experiment, data } = left.checkpoint;
  const network = words.runs.nameOf(experiment.hidden?.join("-") || words.runs.noHidden);
  return (
    <Offer
      {...left.checkpoint}
      sentence={text.left(network, data.name, words.when(left.date))}
      onGoOn={() => resumeLeft(left)}
      onDiscard={() => discardLeft(left)}
    />
  );
}

interface OfferProps extends Pick<KeptCheckpoint, "epochs" | "samples"> {
  readonly sentence?: string;
  readonly onGoOn: () => Promise<void>;
  readonly onDiscard?: () => Promise<void>;
}

function Offer({ sentence, epochs, samples, onGoOn, onDiscard }: OfferProps): VNode {
  return (
    <section class="offer" aria-label={text.offer}>
      {sentence && <p>{sentence}</p>}
      <div class="controls">
        <button type="button" class="primary" onClick={() => void onGoOn()}>
          {text.resume(epochs, samples)}
        </button>
        {onDiscard && (
          <button type="button" onClick={() => void onDiscard()}>
            {text.discard}
          </button>
        )}
      </div>
    </section>
  );
}
