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
  return (
    <>
      <h2>{text.heading}</h2>
      {typeof experiment.value === "string" && <p class="error">{experiment.value}</p>}
      <div class="inside-bar">
        <SampleChooser />
        <TrainingBar />
      </div>
      <SamplePart />
      <NetworkPart />
    </>
  );
}

/** Drawn anew when the sample or the weights have changed; so is its neighbour, but at a moment of its own. */
function SamplePart(): VNode {
  const [look, summary] = [sampleLook.value, data.value];
  if (look === undefined || summary === undefined) return <p class="soft">{text.waiting}</p>;
  return (
    <>
      <NetworkDiagram look={look} summary={summary} />
      <Equations groups={look.equations} />
    </>
  );
}

function NetworkPart(): VNode | null {
  const look = networkLook.value;
  if (look === undefined) return null;
  return (
    <div class="inside-pair">
      {look.weights && (
        <section aria-label={text.weights.heading}>
          <h3>{text.weights.heading}</h3>
          <ChartView chart={look.weights} />
        </section>
      )}
      <Histograms look={look} />
    </div>
  );
}
