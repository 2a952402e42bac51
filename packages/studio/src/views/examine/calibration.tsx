import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { ChartView } from "../../components/chart-view.tsx";
import type { Examination } from "../../laboratory/examine-protocol.ts";
import { examineWords } from "../../text/english.ts";

const text = examineWords.calibration;

/** Whether the network is as often right as it is sure. */
export function Calibration({ found: { calibration } }: { readonly found: Examination }): VNode {
  const picture = useMemo(() => calibration && <ChartView chart={calibration.chart} />, [calibration]);
  return (
    <section aria-labelledby="calibration-heading">
      <h3 id="calibration-heading">{text.heading}</h3>
      {picture ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <section class="scroll" tabIndex={0} aria-label={text.region}>
          {picture}
        </section>
      ) : (
        <p class="soft">{text.none}</p>
      )}
    </section>
  );
}
