import { networkChart } from "percept-charts";
import type { VNode } from "preact";
import { ChartView } from "../../../components/chart-view.tsx";

export function NetworkPicture(): VNode {
  const chart = networkChart({
    title: "784-20-10",
    inputs: 784,
    layers: [
      { units: 20, activation: "sigmoid" },
      { units: 10, activation: "sigmoid" },
    ],
    classes: [..."0123456789"],
  });
  return <ChartView chart={chart} />;
}
