import type { Experiment } from "percept";
import type { VNode } from "preact";
import { reader, readsDrawings } from "../../state/draw.ts";
import { data, experiment, history, phase, progress, run } from "../../state/studio.ts";
import { drawWords as text } from "../../text/draw-words.ts";

/** Who answers: the training's network, or the offer to train one. */
export function Reader(): VNode {
  const settings = experiment.value;
  if (typeof settings === "string") return <p class="error">{settings}</p>;
  return (
    <div class="draw-reader">
      <p>
        <Sentence settings={settings} />
      </p>
      {phase.value !== "running" && (
        <button
          type="button"
          class={phase.value === "idle" ? "primary" : ""}
          disabled={data.value === undefined}
          onClick={() => void run("end")}
        >
          {phase.value === "idle" ? text.train : phase.value === "paused" ? text.goOn : text.again}
        </button>
      )}
    </div>
  );
}

function Sentence({ settings }: { readonly settings: Experiment }): VNode {
  if (phase.value === "running") return <>{text.training(progress.value?.epoch ?? 1, settings.epochs)}</>;
  if (phase.value === "idle") {
    if (data.value === undefined) return <>{text.loading}</>;
    const { counts, name, imageShape, classes } = data.value;
    const sizes = [imageShape[0] * imageShape[1], ...settings.hidden, classes.length].join("-");
    return (
      <>
        {text.noModel(sizes, settings.epochs, counts.train.toLocaleString("en-US"), name)}
        {name.includes("sample") && <span class="soft"> {text.sample}</span>}
      </>
    );
  }
  if (reader.value === undefined) return <>{text.loadingModel}</>;
  const { sizes: layers, imageShape } = reader.value;
  if (!readsDrawings.value) return <>{text.otherShape(...imageShape)}</>;
  const sizes = layers.join("-");
  const last = history.value.at(-1);
  if (last === undefined || progress.value === undefined) return <>{text.answers(sizes)}</>;
  const right = `${(100 * (last.trainAccuracy ?? 0)).toFixed(2)}%`;
  return <>{text.answersAfter(sizes, right, progress.value.samples.toLocaleString("en-US"))}</>;
}
