import { learningCurveChart } from "percept-charts";
import type { VNode } from "preact";
import { ChartView } from "../../components/chart-view.tsx";
import { drawnEpochs } from "../../state/begun.ts";
import { words } from "../../text/english.ts";

const text = words.train;

export function LearningCurve(): VNode {
  const epochs = drawnEpochs.value;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on a narrow screen the picture is scrolled, also by keyboard
    <section class="curve" aria-label={text.curve} tabIndex={0}>
      {epochs.length === 0 ? (
        <p class="soft">{text.curveAwaited}</p>
      ) : (
        <ChartView chart={learningCurveChart({ title: text.curve, epochs })} />
      )}
    </section>
  );
}
