import type { VNode } from "preact";
import { begun } from "../../state/begun.ts";
import { experiment, history, phase, progress } from "../../state/studio.ts";
import { words } from "../../text/english.ts";

const text = words.train;
const nothing = "–";
const count = (value: number) => value.toLocaleString("en-US");
const percent = (share: number | undefined) =>
  share === undefined ? nothing : `${(100 * share).toFixed(2)}%`;

/** Every figure has its place before there is one, so that nothing moves when they come. */
export function Figures(): VNode {
  const now = progress.value;
  const settled = begun.value ?? experiment.value;
  const { epochs, validation } = typeof settled === "string" ? { epochs: 0, validation: null } : settled;
  const last = history.value.at(-1);
  const total = now ? epochs * now.samples : 1;
  const done = now ? (now.epoch - 1) * now.samples + now.sample : 0;
  const left = now && phase.value === "running" ? timeLeft((total - done) / now.samplesPerSecond) : nothing;
  const figures: readonly (readonly [term: string, value: string])[] = [
    [text.epochCount, epochs > 0 ? text.of(count(now?.epoch ?? 0), count(epochs)) : nothing],
    [text.sampleCount, now ? `${count(now.sample)} / ${count(now.samples)}` : nothing],
    [text.accuracy, percent(now?.trainAccuracy)],
    [text.loss, now?.trainLoss.toFixed(4) ?? nothing],
    ...(validation === null
      ? []
      : ([
          [text.validationAccuracy, percent(last?.validationAccuracy)],
          [text.validationLoss, last?.validationLoss?.toFixed(4) ?? nothing],
        ] as const)),
    [text.pace, now ? count(Math.round(now.samplesPerSecond)) : nothing],
    [text.left, phase.value === "done" ? (done < total ? text.stopped : text.done) : left],
  ];
  return (
    <>
      <dl class="figures live">
        {figures.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div class="bars">
        <Bar name={text.epochProgress} done={now?.sample ?? 0} total={now?.samples ?? 1} />
        <Bar name={text.wholeProgress} done={done} total={total} />
      </div>
    </>
  );
}

function Bar({
  name,
  done,
  total,
}: {
  readonly name: string;
  readonly done: number;
  readonly total: number;
}) {
  return (
    <label>
      <span>{name}</span>
      <progress max={total} value={done} />
    </label>
  );
}

function timeLeft(seconds: number): string {
  if (!Number.isFinite(seconds)) return nothing;
  if (seconds < 60) return `${Math.max(0, seconds).toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${Math.floor(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
