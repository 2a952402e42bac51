import type { Chart } from "percept-charts";
import type { VNode } from "preact";

/** A picture of percept-charts, which writes and escapes its own markup. */
export function ChartView({ chart }: { readonly chart: Chart }): VNode {
  return <figure class="picture" dangerouslySetInnerHTML={{ __html: chart.svg }} />;
}
