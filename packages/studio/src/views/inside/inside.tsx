import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { ChartView } from "../../components/chart-view.tsx";
import { networkLook, sampleLook, watchInside } from "../../state/inside.ts";
import { data, experiment } from "../../state/studio.ts";
import { insideWords as text } from "../../text/inside-words.ts";
import { Equations } from "./equations.tsx";
import { Histograms } from "./histograms.tsx";
import "./inside.css";
import { NetworkDiagram } from "./network-diagram.tsx";
import { SampleChooser } from "./sample-chooser.tsx";
import { TrainingBar } from "./training-bar.tsx";

/** One sample's way through the network as it is at this moment, and the network itself. */
export function Inside(): VNode {
  useEffect(watchInside, []);
  const [sample, network, summary] = [sampleLook.value, networkLook.value, data.value];
  return (
    <>
      <h2>{text.heading}</h2>
      {typeof experiment.value === "string" && <p class="error">{experiment.value}</p>}
      <div class="inside-bar">
        <SampleChooser />
        <TrainingBar />
      </div>
      {sample === undefined || summary === undefined ? (
        <p class="soft">{text.waiting}</p>
      ) : (
        <>
          <NetworkDiagram look={sample} summary={summary} />
          <Equations groups={sample.equations} />
        </>
      )}
      {network && (
        <div class="inside-pair">
          {network.weights && (
            <section aria-label={text.weights.heading}>
              <h3>{text.weights.heading}</h3>
              <ChartView chart={network.weights} />
            </section>
          )}
          <Histograms look={network} />
        </div>
      )}
    </>
  );
}
