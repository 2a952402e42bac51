import { hyperparameters } from "percept/experiment";
import { learningCurveChart } from "percept-charts";
import type { VNode } from "preact";
import { ChartView } from "../../components/chart-view.tsx";
import {
  changeRate,
  data,
  experiment,
  history,
  loading,
  notice,
  pause,
  phase,
  progress,
  rateChanges,
  reset,
  run,
  weightsSha256,
} from "../../state/studio.ts";
import { words } from "../../text/english.ts";
import { SettingsForm } from "./settings-form.tsx";

const text = words.train;

export function Train(): VNode {
  return (
    <>
      <h2>{text.heading}</h2>
      <div class="columns">
        <section aria-label={text.settings}>
          <SettingsForm />
        </section>
        <section aria-label={text.curve}>
          <DataLine />
          <Controls />
          <LearningRate />
          <Figures />
          {history.value.length > 0 && (
            <ChartView chart={learningCurveChart({ title: text.curve, epochs: history.value })} />
          )}
        </section>
      </div>
    </>
  );
}

function DataLine(): VNode {
  const { value } = loading;
  const counted =
    data.value && text.samples(data.value.counts.train.toLocaleString("en-US"), data.value.name);
  return (
    <p class="data-line">
      {counted}
      {value !== undefined && value.done < value.total && (
        <progress
          max={value.total}
          value={value.done}
          aria-label={text.loading(Math.round((100 * value.done) / value.total))}
        />
      )}
    </p>
  );
}

function Controls(): VNode {
  const running = phase.value === "running";
  const ready = data.value !== undefined && typeof experiment.value !== "string";
  return (
    <div class="controls">
      {running ? (
        <button type="button" class="primary" onClick={pause}>
          {text.pause}
        </button>
      ) : (
        <button type="button" class="primary" disabled={!ready} onClick={() => void run("end")}>
          {phase.value === "paused" ? text.resume : text.start}
        </button>
      )}
      <button type="button" disabled={running || !ready} onClick={() => void run("step")}>
        {text.step}
      </button>
      <button type="button" disabled={running || !ready} onClick={() => void run("epoch")}>
        {text.epoch}
      </button>
      <button type="button" disabled={phase.value === "idle"} onClick={reset}>
        {text.reset}
      </button>
    </div>
  );
}

/** While a training is under way its learning rate may be changed; the settings stay what it began with. */
function LearningRate(): VNode | null {
  const begun = experiment.value;
  if (typeof begun === "string" || (phase.value !== "running" && phase.value !== "paused")) return null;
  const change = (event: { readonly currentTarget: HTMLInputElement }) => {
    const rate = hyperparameters.learningRate.parse(event.currentTarget.value);
    if (hyperparameters.learningRate.accepts(rate)) changeRate(rate as number);
    else notice.value = text.badRate(hyperparameters.learningRate.range, event.currentTarget.value);
  };
  const changes = rateChanges.value;
  return (
    <>
      <div class="field">
        <label for="rate-now">{text.rateNow}</label>
        <input
          id="rate-now"
          type="text"
          inputMode="decimal"
          value={String(changes.at(-1)?.learningRate ?? begun.learningRate)}
          onChange={change}
        />
      </div>
      {changes.length > 0 && (
        <p class="soft">
          {changes.map(({ step, learningRate }) => text.changed(learningRate, step)).join("; ")}
        </p>
      )}
    </>
  );
}

function Figures(): VNode | null {
  const now = progress.value;
  if (now === undefined || typeof experiment.value === "string") return null;
  const last = history.value.at(-1);
  const { epochs } = experiment.value;
  const remaining = ((epochs - now.epoch + 1) * now.samples - now.sample) / now.samplesPerSecond;
  const figures: [string, string][] = [
    [
      text.epochOf(now.epoch, epochs),
      `${now.sample.toLocaleString("en-US")} / ${now.samples.toLocaleString("en-US")}`,
    ],
    [text.accuracy, `${(100 * now.trainAccuracy).toFixed(2)}%`],
    [text.loss, now.trainLoss.toFixed(4)],
    ...(last?.validationAccuracy === undefined
      ? []
      : [[text.validationAccuracy, `${(100 * last.validationAccuracy).toFixed(2)}%`] as [string, string]]),
    [text.pace, Math.round(now.samplesPerSecond).toLocaleString("en-US")],
    [text.left, phase.value === "running" ? `${Math.max(0, remaining).toFixed(1)} s` : ""],
  ];
  return (
    <>
      <dl class="figures">
        {figures.map(([term, value]) => (
          <div>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {weightsSha256.value && (
        <p class="hash">
          {text.sha256}: <code>{weightsSha256.value}</code>
        </p>
      )}
    </>
  );
}
