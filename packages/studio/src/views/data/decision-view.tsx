import { effect, useSignal } from "@preact/signals";
import type { Chart } from "percept-charts";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { ChartView } from "../../components/chart-view.tsx";
import { pace } from "../../state/data.ts";
import {
  attempt,
  data,
  experiment,
  history,
  laboratory,
  pause,
  phase,
  reset,
  run,
  weightsVersion,
} from "../../state/studio.ts";
import { dataWords } from "../../text/english.ts";

const text = dataWords.decision;
/** Between two pictures: four a second at most. */
const INTERVAL_MS = 250;

/** Data of two features, and what the network makes of every place, drawn anew while it learns. */
export function DecisionView(): VNode {
  const chart = useSignal<Chart | undefined>(undefined);
  useEffect(() => keepDrawn((drawn) => (chart.value = drawn)), []);
  return (
    <section aria-label={text.heading}>
      <Controls />
      {chart.value && <ChartView chart={chart.value} />}
    </section>
  );
}

/** Asks for a picture whenever the data, the weights or the training are others, one at a time. */
function keepDrawn(show: (chart: Chart | undefined) => void): () => void {
  let timer: number | undefined;
  let stale = false;
  let ended = false;
  const draw = async () => {
    stale = false;
    const last = history.value.at(-1);
    const subtitle = last ? text.epoch(last.epoch, last.trainAccuracy ?? 0) : text.waiting;
    await attempt(async () => {
      const drawn = await laboratory.decision(text.title(data.value?.name ?? ""), subtitle);
      if (!ended) show(drawn);
    });
    timer = window.setTimeout(() => {
      timer = undefined;
      if (stale && !ended) ask();
    }, INTERVAL_MS);
  };
  const ask = () => {
    stale = true;
    timer ??= window.setTimeout(() => void draw());
  };
  const stop = effect(() => {
    void [data.value, weightsVersion.value, phase.value];
    ask();
  });
  return () => {
    ended = true;
    stop();
    window.clearTimeout(timer);
  };
}

function Controls(): VNode {
  const running = phase.value === "running";
  return (
    <div class="controls">
      {running ? (
        <button type="button" class="primary" onClick={pause}>
          {text.pause}
        </button>
      ) : (
        <button
          type="button"
          class="primary"
          disabled={typeof experiment.value === "string"}
          onClick={() => void run("end")}
        >
          {phase.value === "paused" ? text.resume : text.train}
        </button>
      )}
      <button type="button" disabled={running || phase.value === "idle"} onClick={() => void reset()}>
        {text.reset}
      </button>
      <label class="inline">
        {text.pace}
        <select
          value={String(pace.value)}
          onChange={(event) => {
            pace.value = Number(event.currentTarget.value);
          }}
        >
          {text.paces.map(([value, name]) => (
            <option value={String(value)}>{name}</option>
          ))}
        </select>
      </label>
    </div>
  );
}
