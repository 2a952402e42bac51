import { useSignal } from "@preact/signals";
import type { Chart } from "percept-charts";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { ChartView } from "../../components/chart-view.tsx";
import type { KeptRun } from "../../laboratory/kept-run.ts";
import { attempt, laboratory } from "../../state/studio.ts";
import { words } from "../../text/english.ts";

const text = words.compare;

/** The learning curves of runs over each other; the worker draws them. */
export function Curves({ runs }: { readonly runs: readonly KeptRun[] }): VNode {
  const chart = useSignal<Chart | undefined>(undefined);
  useEffect(() => {
    let wanted = true;
    void attempt(async () => {
      const drawn = await laboratory.compareRuns(text.curves, runs);
      if (wanted) chart.value = drawn;
    });
    return () => {
      wanted = false;
    };
  }, [runs]);
  const drawable = runs.some(({ history }) => history.length > 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it a keyboard cannot scroll a wide picture
    <section class="scroll" tabIndex={0} aria-label={text.curves}>
      {drawable ? chart.value && <ChartView chart={chart.value} /> : <p class="soft">{text.noCurves}</p>}
    </section>
  );
}
